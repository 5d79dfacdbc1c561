"""Who may see and keep the register of people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.db.models import Q

from zhidu.foundation.access.roles import (
    ADMINISTRATOR,
    COMMITTEE,
    GROUP_LEADER,
    MEMBER,
    ORGANISERS,
    SUPERIOR,
)
from zhidu.foundation.access.rules import NOBODY, Actor, Own, Rule, Scope, Within, below, reach
from zhidu.foundation.access.verbs import verb


@dataclass(frozen=True, slots=True)
class OfGroup(Rule):
    """Whoever leads the group the person is in."""

    words: str = "党小组长（限本小组）"

    def filter(self, actor: Actor, scope: Scope) -> Q:  # noqa: ARG002 - the column is always the same
        paths = actor.paths({GROUP_LEADER})
        if "" in paths:
            return Q(group__path__isnull=False)
        return reduce(lambda a, b: a | b, (below("group__path", path) for path in paths), NOBODY)

    def allows(self, actor: Actor, scope: Scope, obj: Any) -> bool:  # noqa: ANN401, ARG002
        path = reach(obj, "group__path")
        return path is not None and any(path.startswith(one) for one in actor.paths({GROUP_LEADER}))

    def allows_at(self, actor: Actor, path: str) -> bool:  # noqa: ARG002 - the group is that of the person
        return False

    def sentence(self) -> str:
        return self.words


PERSON = Scope(path="organization__path", owner="pk")
POST = Scope(path="organization__path", owner="person_id")
_ABOVE = Within(frozenset({SUPERIOR}), "上级党务干部")
_KEEPERS = Within(ORGANISERS, "本组织的书记、副书记、组织委员", here=True) | _ABOVE
_OFFICERS = Within(COMMITTEE | {SUPERIOR}, "本组织和上级的书记、委员，上级党务干部")

SEE = verb("members.see", "看这个人的记录", Own() | _OFFICERS | OfGroup(), PERSON)
SEE_NAME = verb(
    "members.see_name",
    "看这里的名册",
    Own()
    | Within(frozenset({MEMBER}), "本组织的党员", here=True)
    | _OFFICERS
    | OfGroup()
    | Within(frozenset({ADMINISTRATOR}), "系统管理员（限姓名）"),
    PERSON,
)
ADMIT = verb("members.admit", "在这里登记人员", _KEEPERS, PERSON)
KEEP = verb("members.keep", "改这个人的登记", _KEEPERS, PERSON)
TRANSFER = verb("members.transfer", "把组织关系转到或转出这里", _KEEPERS, PERSON)
APPOINT = verb("members.appoint", "在这里任免委员和党小组长", _KEEPERS, POST)
APPOINT_LEADER = verb("members.appoint_leader", "在这里任免书记、副书记", _ABOVE, POST)
