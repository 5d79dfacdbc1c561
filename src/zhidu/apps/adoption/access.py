"""Who may read books, bring in new ones, and say which organisation runs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from zhidu.foundation.access.roles import ADMINISTRATOR, ORGANISERS, SUPERIOR
from zhidu.foundation.access.rules import NOBODY, Actor, Rule, Scope, SignedIn, Within
from zhidu.foundation.access.verbs import verb


@dataclass(frozen=True, slots=True)
class Holding(Rule):
    """Whoever holds one of *roles* anywhere: for what belongs to the site and has no place in the tree."""

    roles: frozenset[str]
    words: str

    def filter(self, actor: Actor, scope: Scope) -> Q:  # noqa: ARG002
        return Q() if actor.holds(*self.roles) else NOBODY

    def allows(self, actor: Actor, scope: Scope, obj: Any) -> bool:  # noqa: ANN401, ARG002
        return actor.holds(*self.roles)

    def allows_at(self, actor: Actor, path: str) -> bool:  # noqa: ARG002
        return actor.holds(*self.roles)

    def sentence(self) -> str:
        return self.words


READ = verb("adoption.read", "看制度", SignedIn(), scope=Scope())
IMPORT = verb(
    "adoption.import",
    "载入制度",
    Holding(frozenset({ADMINISTRATOR, SUPERIOR}), "系统管理员、上级党务干部"),
    scope=Scope(),
)
ADOPT = verb(
    "adoption.adopt",
    "为这个组织采用、回答或停用制度",
    Within(ORGANISERS, "本组织的书记、副书记、组织委员", here=True)
    | Within(frozenset({SUPERIOR}), "上级党务干部"),
    scope=Scope(path="organization__path"),
)
