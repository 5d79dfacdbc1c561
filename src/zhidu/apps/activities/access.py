"""Who may see and keep records of activities.

A meeting is everybody's who belongs to the organisation; what is recorded about one person is that person's and
the committee's; talks and discipline are between the person, the secretary and the discipline officer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from zhidu.apps.activities.partner_models import Partner
from zhidu.apps.activities.states import Circle
from zhidu.foundation.access.roles import COMMITTEE, EVERYBODY, GROUP_LEADER, LEADERS, SECRETARY, SUPERIOR
from zhidu.foundation.access.rules import NOBODY, Actor, Own, Rule, Scope, Within, reach
from zhidu.foundation.access.verbs import verb


@dataclass(frozen=True, slots=True)
class AtOrganization(Rule):
    """Whoever holds one of *roles* over the very organisation whose affair it is.

    Not over those below it: a member of a township committee is no member of every branch under it. *lookup* is
    where the object keeps the place of that organisation.
    """

    roles: frozenset[str]
    words: str
    lookup: str = "organization__path"

    def filter(self, actor: Actor, scope: Scope) -> Q:  # noqa: ARG002 - the column is the rule's own
        paths = self._paths(actor)
        return Q(**{f"{self.lookup}__in": paths}) if paths else NOBODY

    def allows(self, actor: Actor, scope: Scope, obj: Any) -> bool:  # noqa: ANN401, ARG002
        return reach(obj, self.lookup) in self._paths(actor)

    def allows_at(self, actor: Actor, path: str) -> bool:
        return path in self._paths(actor)

    def sentence(self) -> str:
        return self.words

    def _paths(self, actor: Actor) -> list[str]:
        return sorted({one.path for one in actor.held if one.role in self.roles})


@dataclass(frozen=True, slots=True)
class InCircle(Rule):
    """Records that are open to one of these circles."""

    circles: frozenset[str]
    lookups: tuple[str, ...] = ("circle",)
    """Where it looks: what has no circle is nothing it can be asked about."""

    def filter(self, actor: Actor, scope: Scope) -> Q:  # noqa: ARG002
        return Q(circle__in=sorted(self.circles))

    def allows(self, actor: Actor, scope: Scope, obj: Any) -> bool:  # noqa: ANN401, ARG002
        return obj.circle in self.circles

    def allows_at(self, actor: Actor, path: str) -> bool:  # noqa: ARG002
        return True

    def sentence(self) -> str:
        words = {Circle.MEMBERS: "全体党员可看的", Circle.COMMITTEE: "班子可看的", Circle.PRIVATE: "不公开的"}
        return "或".join(words[Circle(one)] for one in sorted(self.circles)) + "记录"


@dataclass(frozen=True, slots=True)
class HoldsItTogether(Rule):
    """Whoever holds one of *roles* over an organisation that holds the meeting together with another (联席会)."""

    roles: frozenset[str]
    words: str = "共同召开的组织的党员"

    def filter(self, actor: Actor, scope: Scope) -> Q:  # noqa: ARG002 - the column is the rule's own
        paths = self._paths(actor)
        if not paths:
            return NOBODY
        rows = Partner.objects.filter(organization__path__in=paths, removed_at=None)
        return Q(pk__in=rows.values("activity"))

    def allows(self, actor: Actor, scope: Scope, obj: Any) -> bool:  # noqa: ANN401, ARG002
        paths = self._paths(actor)
        rows = Partner.objects.filter(organization__path__in=paths, removed_at=None, activity=obj.pk)
        return bool(paths) and rows.exists()

    def allows_at(self, actor: Actor, path: str) -> bool:  # noqa: ARG002 - nothing there is held together yet
        return False

    def sentence(self) -> str:
        return self.words

    def _paths(self, actor: Actor) -> list[str]:
        return sorted({one.path for one in actor.held if one.role in self.roles})


SCOPE = Scope(path="node__path", owner="person_id")
_OPEN = InCircle(frozenset({Circle.MEMBERS}))
_BUSINESS = InCircle(frozenset({Circle.MEMBERS, Circle.COMMITTEE}))
_PRIVATE = InCircle(frozenset({Circle.PRIVATE}))
_KEEPERS = (
    AtOrganization(COMMITTEE, "本组织的书记和委员")
    | Within(frozenset({GROUP_LEADER}), "党小组长（限本小组）", here=True)
    | Within(frozenset({SUPERIOR}), "上级党务干部")
)

SEE = verb(
    "activities.see",
    "看这条记录",
    ((AtOrganization(EVERYBODY, "本组织的党员") | HoldsItTogether(EVERYBODY)) & _OPEN)
    | (Within(COMMITTEE | {SUPERIOR}, "本级和上级组织的书记、委员、党务干部") & _BUSINESS)
    | (Within(frozenset({GROUP_LEADER}), "党小组长（限本小组）") & _BUSINESS)
    | (AtOrganization(frozenset({SECRETARY, "discipline"}), "本组织的书记、纪检委员") & _PRIVATE)
    | Own(),
    scope=SCOPE,
)
RECORD = verb("activities.record", "在这里记录或安排活动", _KEEPERS, scope=SCOPE)
CORRECT = verb("activities.correct", "更正、取消或作废这条记录", _KEEPERS & SEE.rule, scope=SCOPE)
ANSWER_QUESTION = verb(
    "activities.answer_question",
    "答复这个问题",
    AtOrganization(COMMITTEE | {SUPERIOR}, "被提问的组织的书记、委员、党务干部") & SEE.rule,
    scope=SCOPE,
)
TAKE_OVER = verb(
    "activities.take_over",
    "按原来的录入日期转入旧台账",
    Within(frozenset({SUPERIOR}), "上级党务干部"),
    scope=SCOPE,
)

_MATTERS = Scope(path="organization__path")
SEE_MATTER = verb(
    "activities.see_matter",
    "看这件事项",
    (Within(COMMITTEE | {SUPERIOR}, "本级和上级组织的书记、委员、党务干部") & _BUSINESS)
    | (AtOrganization(frozenset({SECRETARY, "discipline"}), "本组织的书记、纪检委员") & _PRIVATE),
    scope=_MATTERS,
)
KEEP_MATTER = verb(
    "activities.keep_matter",
    "登记或办结这件事项",
    (AtOrganization(COMMITTEE, "本组织的书记和委员") | Within(frozenset({SUPERIOR}), "上级党务干部"))
    & SEE_MATTER.rule,
    scope=_MATTERS,
)

GIVE_FEEDBACK = verb(
    "activities.give_feedback",
    "替别人说这堂课怎样",
    Own(),
    scope=Scope(path="activity__node__path", owner="person_id"),
)
_ABSENCES = Scope(path="organization__path", owner="person_id")
DECIDE_ABSENCE = verb(
    "activities.decide_absence",
    "答复外出请假，或替别人登记",
    AtOrganization(LEADERS, "本组织的书记、副书记") | Within(frozenset({SUPERIOR}), "上级党务干部"),
    scope=_ABSENCES,
)
SEE_ABSENCE = verb("activities.see_absence", "看这次外出请假", DECIDE_ABSENCE.rule | Own(), scope=_ABSENCES)

_ANSWERS = Scope(path="activity__node__path", owner="person_id")
ANSWER = verb("activities.answer", "替别人答复能不能到会", Own(), scope=_ANSWERS)
DECIDE_LEAVE = verb(
    "activities.decide_leave",
    "答复这次请假",
    AtOrganization(LEADERS, "本组织的书记、副书记", lookup="activity__organization__path")
    | Within(frozenset({GROUP_LEADER}), "党小组长（限本小组的会）", here=True)
    | Within(frozenset({SUPERIOR}), "上级党务干部"),
    scope=_ANSWERS,
)

ANSWER_CONSENT = verb(
    "activities.answer_consent",
    "答复这次改期",
    AtOrganization(COMMITTEE, "被请示的上级的书记、委员", lookup="place__path")
    | Within(frozenset({SUPERIOR}), "上级党务干部"),
    scope=Scope(path="place__path"),
)
