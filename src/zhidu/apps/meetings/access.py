"""Who may run a meeting. Whoever may see the record of it may see the room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from zhidu.apps.activities.access import AtOrganization
from zhidu.foundation.access.roles import COMMITTEE, GROUP_LEADER, ORGANISERS, SECRETARY, SUPERIOR
from zhidu.foundation.access.rules import NOBODY, Actor, Own, Rule, Scope, Within, reach
from zhidu.foundation.access.verbs import verb


@dataclass(frozen=True, slots=True)
class Serving(Rule):
    """Whoever was named to chair the meeting or to take its minutes, whatever they hold otherwise."""

    lookups: tuple[str, ...] = ("chair_id", "recorder_id")

    def filter(self, actor: Actor, scope: Scope) -> Q:  # noqa: ARG002 - the columns are the rule's own
        if actor.person is None:
            return NOBODY
        found = Q()
        for one in self.lookups:
            found |= Q(**{one: actor.person})
        return found

    def allows(self, actor: Actor, scope: Scope, obj: Any) -> bool:  # noqa: ANN401, ARG002
        return actor.person is not None and any(reach(obj, one) == actor.person for one in self.lookups)

    def allows_at(self, actor: Actor, path: str) -> bool:  # noqa: ARG002 - nobody was named for what is not there
        return False

    def sentence(self) -> str:
        return "这次会的主持人、记录人"


_KEEPERS = (
    AtOrganization(COMMITTEE, "本组织的书记和委员", lookup="activity__organization__path")
    | Within(frozenset({GROUP_LEADER}), "党小组长（限本小组的会）", here=True)
    | Within(frozenset({SUPERIOR}), "上级党务干部")
)
RUN = verb(
    "meetings.run",
    "办这次会",
    _KEEPERS | Serving(),
    scope=Scope(path="activity__node__path"),
)
EXCLUDE = verb(
    "meetings.exclude",
    "登记谁不计入应到会",
    AtOrganization(ORGANISERS, "本组织的书记、副书记、组织委员")
    | Within(frozenset({SUPERIOR}), "上级党务干部"),
    scope=Scope(path="organization__path"),
)

SIGN_SELF = verb(
    "meetings.sign_self",
    "替别人签到",
    Own(),
    scope=Scope(path="meeting__activity__node__path", owner="person_id"),
)
ALLOW_SELF_SIGNING = verb(
    "meetings.allow_self_signing",
    "开关自己签到",
    AtOrganization(frozenset({SECRETARY}), "本组织的书记"),
    scope=Scope(path="organization__path"),
)

_TASKS = Scope(path="organization__path", owner="person_id")
_FOLLOWERS = AtOrganization(COMMITTEE, "本组织的书记和委员") | Within(frozenset({SUPERIOR}), "上级党务干部")
SEE_TASK = verb(
    "meetings.see_task",
    "看这件交办的事",
    Within(COMMITTEE | {SUPERIOR}, "本级和上级组织的书记、委员、党务干部") | Own(),
    scope=_TASKS,
)
REPORT_TASK = verb("meetings.report_task", "报告这件事办得怎样", _FOLLOWERS | Own(), scope=_TASKS)
FOLLOW_TASK = verb("meetings.follow_task", "办结、改期或撤销这件事", _FOLLOWERS, scope=_TASKS)
