"""Verbs: what may be done to which kind of object, and the two ways to ask (查、看)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from zhidu.foundation.access.rules import Actor, Rule, Scope

T = TypeVar("T", bound=Model)


class Refused(Exception):
    """Somebody may not do this; says who may (不准). *obj* or *path* is what it was about, where that is known."""

    def __init__(self, verb: Verb, obj: Any = None, path: str | None = None) -> None:  # noqa: ANN401
        self.verb, self.obj, self.path = verb, obj, path
        super().__init__(f"您现在不能{verb.title}；能办的是：{verb.rule.sentence()}。")


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing that can be done, with the only definition of who may do it.

    ``name`` is ``app.verb``; ``title`` continues 您现在不能…. The scope says where the object keeps its place.
    """

    name: str
    title: str
    rule: Rule
    scope: Scope

    def can(self, actor: Actor, obj: Any) -> bool:  # noqa: ANN401 - any model of that scope
        """The object check."""
        return actor.system or self.rule.allows(actor, self.scope, obj)

    def can_create(self, actor: Actor, path: str) -> bool:
        """Whether something new may be made at *path* of the tree."""
        return actor.system or self.rule.allows_at(actor, path)

    def condition(self, actor: Actor) -> Q:
        """The query filter, the same rule."""
        return Q() if actor.system else self.rule.filter(actor, self.scope)

    def somewhere(self, actor: Actor) -> bool:
        """Whether there can be anything at all the actor may do this to; asks no database (menus use it)."""
        return actor.system or not _hopeless(self.condition(actor))

    def visible(self, actor: Actor, queryset: QuerySet[T]) -> QuerySet[T]:
        """What of *queryset* the actor may do this to."""
        return queryset.filter(self.condition(actor))

    def require(self, actor: Actor, obj: Any) -> None:  # noqa: ANN401
        """Raise Refused unless :meth:`can`."""
        if not self.can(actor, obj):
            raise Refused(self, obj=obj)

    def require_at(self, actor: Actor, path: str) -> None:
        """Raise Refused unless :meth:`can_create`."""
        if not self.can_create(actor, path):
            raise Refused(self, path=path)


def _hopeless(condition: Q) -> bool:
    """Whether a filter is made so that no row passes: of :data:`NOBODY` alone, however joined."""
    if not condition.children:
        return False
    parts = [
        _hopeless(one) if isinstance(one, Q) else (one[0] == "pk__in" and not one[1])
        for one in condition.children
    ]
    return all(parts) if condition.connector == Q.OR else any(parts)


_VERBS: dict[str, Verb] = {}


def verb(name: str, title: str, rule: Rule, scope: Scope) -> Verb:
    """Define a verb once; its name is taken from then on."""
    if name in _VERBS:
        raise ValueError(f"权限“{name}”已经定义过")
    _VERBS[name] = Verb(name, title, rule, scope)
    return _VERBS[name]


def verbs() -> Mapping[str, Verb]:
    """Every verb of the site, for the tests that hold filter and check equal."""
    return dict(_VERBS)
