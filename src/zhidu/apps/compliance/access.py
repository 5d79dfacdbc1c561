"""Who may see findings, and who may put forward, accept or refuse a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from zhidu.foundation.access.roles import COMMITTEE, GROUP_LEADER, LEADERS, SUPERIOR
from zhidu.foundation.access.rules import NOBODY, Actor, Own, Rule, Scope, Within, reach
from zhidu.foundation.access.verbs import verb


@dataclass(frozen=True, slots=True)
class OfGroup(Rule):
    """The leader of the Party group that the finding is about."""

    words: str = "党小组长（限本小组）"
    lookup: str = "place"

    def filter(self, actor: Actor, scope: Scope) -> Q:  # noqa: ARG002 - the column is this rule's own
        paths = self._paths(actor)
        return Q(**{f"{self.lookup}__in": paths}) if paths else NOBODY

    def allows(self, actor: Actor, scope: Scope, obj: Any) -> bool:  # noqa: ANN401, ARG002
        return reach(obj, self.lookup) in self._paths(actor)

    def allows_at(self, actor: Actor, path: str) -> bool:
        return path in self._paths(actor)

    def sentence(self) -> str:
        return self.words

    def _paths(self, actor: Actor) -> list[str]:
        return sorted({one.path for one in actor.held if one.role == GROUP_LEADER and one.path})


OF_ORGANIZATION = Scope(path="organization__path", owner="person")

_OFFICERS = Within(COMMITTEE | {SUPERIOR}, "本组织和上级的书记、委员，上级党务干部")

SEE = verb("compliance.see", "看这里的判定", _OFFICERS | OfGroup() | Own(), OF_ORGANIZATION)
SEE_ALL = verb("compliance.see_all", "看这个组织的全部判定", _OFFICERS, Scope(path="path"))
ASK = verb("compliance.ask", "为这一项说明理由", _OFFICERS | Own(), OF_ORGANIZATION)
AGREE_HERE = verb(
    "compliance.agree_here",
    "以本组织名义同意",
    Within(LEADERS, "本组织的书记、副书记", here=True),
    OF_ORGANIZATION,
)
AGREE_ABOVE = verb(
    "compliance.agree_above",
    "以上级名义同意",
    Within(frozenset({SUPERIOR}), "上级党务干部"),
    OF_ORGANIZATION,
)
REQUEST_ACCOUNT = verb(
    "compliance.request_account",
    "请这个组织说明",
    Within(frozenset({SUPERIOR}), "上级党务干部"),
    Scope(path="path"),
)


def overseen(actor: Actor) -> tuple[str, ...]:
    """The parts of the tree in which SEE_ALL opens everything, none inside another; '' is the whole tree."""
    return ("",) if actor.system else actor.paths(_OFFICERS.roles)
