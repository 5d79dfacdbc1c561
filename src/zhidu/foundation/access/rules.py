"""Rules of permission: one definition, two interpreters.

A rule reads like a sentence: *who, holding what, over what part of the tree*. :meth:`Rule.filter` turns it into
a database condition, :meth:`Rule.allows` looks at one object; a property test holds the two equal for every verb.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import Any

from django.db.models import Model, Q

NOBODY = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Held:
    """One role somebody holds today over a part of the tree."""

    role: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who is acting: the account, the person it belongs to, and what is held on that day.

    The program itself acts as :data:`SYSTEM`, and visitors as :data:`VISITOR`.
    """

    user: int | None = None
    name: str = ""
    person: int | None = None
    held: tuple[Held, ...] = ()
    system: bool = False
    day: date | None = None

    def paths(self, roles: Iterable[str]) -> tuple[str, ...]:
        """Parts of the tree over which the actor holds one of *roles*; none inside another."""
        wanted = set(roles)
        found = sorted({one.path for one in self.held if one.role in wanted})
        return tuple(
            path
            for place, path in enumerate(found)
            if not any(path.startswith(above) for above in found[:place])
        )

    def holds(self, *roles: str) -> bool:
        return any(one.role in roles for one in self.held)


SYSTEM = Actor(name="系统", system=True)
VISITOR = Actor(name="访客")


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an object keeps what rules ask for: lookups from the model, written once.

    ``path`` leads to its place in the tree, ``owner`` to the person it is about, ``open`` to a true/false column
    that makes it public.
    """

    path: str = ""
    owner: str = ""
    open: str = ""


def reach(obj: Any, lookup: str) -> Any:  # noqa: ANN401 - any model, any column
    """The value at a lookup such as ``node__path``; None where a link is empty, the key where it leads to a row."""
    for name in lookup.split("__"):
        if obj is None:
            return None
        obj = getattr(obj, name)
    return obj.pk if isinstance(obj, Model) else obj


def below(lookup: str, path: str) -> Q:
    """Rows whose *lookup* begins with *path*.

    A range, so that an index serves it on every database; paths are made of digits, which every collation
    sorts alike.
    """
    if not path:
        return Q()
    # what comes next after everything below: 12 → 13, 1299 → 13 (and not 1300, since 13 is shorter and lies before)
    stem = path.rstrip("9")
    if not stem:
        return Q(**{f"{lookup}__gte": path})  # nothing of that many digits comes after it
    return Q(**{f"{lookup}__gte": path, f"{lookup}__lt": str(int(stem) + 1).zfill(len(stem))})


class Rule:
    """A permission; rules are joined by ``|`` (either) and ``&`` (both)."""

    def filter(self, actor: Actor, scope: Scope) -> Q:
        raise NotImplementedError

    def allows(self, actor: Actor, scope: Scope, obj: Any) -> bool:  # noqa: ANN401
        raise NotImplementedError

    def allows_at(self, actor: Actor, path: str) -> bool:
        """Whether something that does not exist yet may be made at *path*."""
        raise NotImplementedError

    def sentence(self) -> str:
        """Who may, in words; shown to whoever may not."""
        raise NotImplementedError

    def __or__(self, other: Rule) -> Rule:
        return Either((self, other))

    def __and__(self, other: Rule) -> Rule:
        return Both((self, other))


@dataclass(frozen=True, slots=True)
class Within(Rule):
    """Whoever holds one of *roles* over the place of the object; ``here`` only over that very place.

    An object that has lost its place (somebody who belongs nowhere any more) is within '' alone, which is
    everything.
    """

    roles: frozenset[str]
    words: str
    here: bool = False

    def filter(self, actor: Actor, scope: Scope) -> Q:
        if not scope.path:
            return NOBODY
        if self.here:
            paths = [one.path for one in actor.held if one.role in self.roles]
            return Q(**{f"{scope.path}__in": paths}) if paths else NOBODY
        found = [below(scope.path, path) for path in actor.paths(self.roles)]
        return reduce(lambda a, b: a | b, found) if found and all(found) else (Q() if found else NOBODY)

    def allows(self, actor: Actor, scope: Scope, obj: Any) -> bool:  # noqa: ANN401
        if not scope.path:
            return False
        path = reach(obj, scope.path)
        if path is None:
            return not self.here and "" in actor.paths(self.roles)
        return self.allows_at(actor, path)

    def allows_at(self, actor: Actor, path: str) -> bool:
        if self.here:
            return any(one.role in self.roles and one.path == path for one in actor.held)
        return any(path.startswith(above) for above in actor.paths(self.roles))

    def sentence(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Own(Rule):
    """The person the object is about."""

    words: str = "本人"

    def filter(self, actor: Actor, scope: Scope) -> Q:
        if actor.person is None or not scope.owner:
            return NOBODY
        return Q(**{scope.owner: actor.person})

    def allows(self, actor: Actor, scope: Scope, obj: Any) -> bool:  # noqa: ANN401
        return actor.person is not None and bool(scope.owner) and reach(obj, scope.owner) == actor.person

    def allows_at(self, actor: Actor, path: str) -> bool:  # noqa: ARG002 - nobody owns what does not exist
        return False

    def sentence(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Open(Rule):
    """Anybody, where the object itself says that it is public."""

    words: str = "所有人（公开的）"

    def filter(self, actor: Actor, scope: Scope) -> Q:  # noqa: ARG002
        return Q(**{scope.open: True}) if scope.open else NOBODY

    def allows(self, actor: Actor, scope: Scope, obj: Any) -> bool:  # noqa: ANN401, ARG002
        return bool(scope.open) and reach(obj, scope.open) is True

    def allows_at(self, actor: Actor, path: str) -> bool:  # noqa: ARG002
        return False

    def sentence(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class SignedIn(Rule):
    """Anybody with an account (制度人人可看)."""

    def filter(self, actor: Actor, scope: Scope) -> Q:  # noqa: ARG002
        return Q() if actor.user is not None else NOBODY

    def allows(self, actor: Actor, scope: Scope, obj: Any) -> bool:  # noqa: ANN401, ARG002
        return actor.user is not None

    def allows_at(self, actor: Actor, path: str) -> bool:  # noqa: ARG002
        return actor.user is not None

    def sentence(self) -> str:
        return "登录的人"


@dataclass(frozen=True, slots=True)
class Either(Rule):
    """One of several rules is enough."""

    rules: tuple[Rule, ...]

    def filter(self, actor: Actor, scope: Scope) -> Q:
        found = [rule.filter(actor, scope) for rule in self.rules]
        return reduce(lambda a, b: a | b, found) if all(found) else Q()

    def allows(self, actor: Actor, scope: Scope, obj: Any) -> bool:  # noqa: ANN401
        return any(rule.allows(actor, scope, obj) for rule in self.rules)

    def allows_at(self, actor: Actor, path: str) -> bool:
        return any(rule.allows_at(actor, path) for rule in self.rules)

    def sentence(self) -> str:
        return "、".join(dict.fromkeys(rule.sentence() for rule in self.rules))


@dataclass(frozen=True, slots=True)
class Both(Rule):
    """All rules must hold."""

    rules: tuple[Rule, ...] = field(default=())

    def filter(self, actor: Actor, scope: Scope) -> Q:
        return reduce(lambda a, b: a & b, (rule.filter(actor, scope) for rule in self.rules), Q())

    def allows(self, actor: Actor, scope: Scope, obj: Any) -> bool:  # noqa: ANN401
        return all(rule.allows(actor, scope, obj) for rule in self.rules)

    def allows_at(self, actor: Actor, path: str) -> bool:
        return all(rule.allows_at(actor, path) for rule in self.rules)

    def sentence(self) -> str:
        return "，并且是".join(rule.sentence() for rule in self.rules)
