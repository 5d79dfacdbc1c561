"""Who may see and change the tree of organisations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from zhidu.foundation.access.roles import ADMINISTRATOR, EVERYBODY, ORGANISERS, SUPERIOR
from zhidu.foundation.access.rules import NOBODY, Actor, Rule, Scope, Within
from zhidu.foundation.access.verbs import verb


@dataclass(frozen=True, slots=True)
class OfOrganization(Rule):
    """Whoever holds one of *roles* over the very organisation: what belongs to it, and itself where ``itself``.

    Not over the organisations below it: the organisation officer of a township keeps no branch's groups.
    """

    roles: frozenset[str]
    words: str
    itself: bool = False

    def filter(self, actor: Actor, scope: Scope) -> Q:  # noqa: ARG002 - the columns are always the same
        paths = self._paths(actor)
        if not paths:
            return NOBODY
        parts = Q(parent__path__in=paths) & ~Q(kind="organization")
        return parts | Q(kind="organization", path__in=paths) if self.itself else parts

    def allows(self, actor: Actor, scope: Scope, obj: Any) -> bool:  # noqa: ANN401, ARG002
        if obj.kind == "organization":
            return self.itself and obj.path in self._paths(actor)
        return obj.parent is not None and obj.parent.path in self._paths(actor)

    def allows_at(self, actor: Actor, path: str) -> bool:
        return path in self._paths(actor)

    def sentence(self) -> str:
        return self.words

    def _paths(self, actor: Actor) -> list[str]:
        return sorted({one.path for one in actor.held if one.role in self.roles})


SCOPE = Scope(path="path")
_ABOVE = Within(frozenset({SUPERIOR, ADMINISTRATOR}), "上级党务干部、系统管理员")
_ORGANISERS = "本组织的书记、副书记、组织委员"

SEE = verb(
    "orgs.see",
    "看这个组织",
    Within(EVERYBODY | {ADMINISTRATOR}, "本组织的党员、上级党务干部、系统管理员"),
    SCOPE,
)
FOUND = verb("orgs.found", "在这里设立党组织", _ABOVE, SCOPE)
FOUND_PART = verb(
    "orgs.found_part",
    "在这里设立党小组、委员会、场所或单位",
    OfOrganization(ORGANISERS, _ORGANISERS, itself=True) | _ABOVE,
    SCOPE,
)
DESCRIBE = verb(
    "orgs.describe",
    "改这个组织的情况",
    OfOrganization(ORGANISERS, _ORGANISERS, itself=True) | _ABOVE,
    SCOPE,
)
MANAGE = verb(
    "orgs.manage",
    "给它改名、调整隶属或撤销它",
    OfOrganization(ORGANISERS, f"{_ORGANISERS}（限党小组等）") | _ABOVE,
    SCOPE,
)
