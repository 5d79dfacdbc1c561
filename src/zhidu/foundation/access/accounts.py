"""A rule for what belongs to an account and not to a person of the register: messages, jobs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from zhidu.foundation.access.rules import NOBODY, Actor, Rule, Scope, reach


@dataclass(frozen=True, slots=True)
class Account(Rule):
    """The account that the object keeps at *lookup*."""

    lookup: str
    words: str = "本人"

    def filter(self, actor: Actor, scope: Scope) -> Q:  # noqa: ARG002
        return NOBODY if actor.user is None else Q(**{self.lookup: actor.user})

    def allows(self, actor: Actor, scope: Scope, obj: Any) -> bool:  # noqa: ANN401, ARG002
        return actor.user is not None and reach(obj, self.lookup) == actor.user

    def allows_at(self, actor: Actor, path: str) -> bool:  # noqa: ARG002 - nobody owns what does not exist
        return False

    def sentence(self) -> str:
        return self.words
