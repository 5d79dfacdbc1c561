"""Random trees, grants, people and objects for the proofs about permission; and what the words mean, naively.

Objects are rows of any model of the site, found and filled through the lookups of a scope, so that a new verb of
a new app is proved without a line being added here.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models, transaction
from hypothesis import strategies as st

from tests.site import outside_acts
from zhidu.foundation.access.models import Grant
from zhidu.foundation.access.roles import ROLES
from zhidu.foundation.access.rules import Both, Either, Open, Own, Rule, Scope, SignedIn, Within
from zhidu.foundation.identity.models import User

DAY = date(2026, 6, 15)
PEOPLE = (9_000_001, 9_000_002, 9_000_003)
# steps that a careless comparison of texts gets wrong: nines, leading noughts, one being part of another
STEPS = ("00000001", "00000009", "00000010", "00000011", "09999999", "10000000", "99999998", "99999999")


@dataclass(frozen=True, slots=True)
class Planned:
    """A grant before it is stored."""

    role: str
    path: str
    since: date | None
    until: date | None

    @property
    def holds(self) -> bool:
        return (self.since is None or self.since <= DAY) and (self.until is None or self.until >= DAY)


@dataclass(frozen=True, slots=True)
class Thing:
    """An object before it is stored: its place, whom it is about, and whether it is public."""

    path: str | None
    owner: int | None
    open: bool
    turn: int = 0
    """Which of the possible values its other columns have."""


@dataclass(frozen=True, slots=True)
class World:
    """One example."""

    paths: tuple[str, ...]
    grants: tuple[Planned, ...]
    person: int | None
    objects: tuple[Thing, ...]

    @property
    def held(self) -> list[Planned]:
        return [one for one in self.grants if one.holds]


# ---------------------------------------------------------------- strategies

days = st.one_of(st.none(), st.integers(-2, 2).map(lambda away: DAY + timedelta(days=away)))


@st.composite
def trees(draw: st.DrawFn) -> tuple[str, ...]:
    paths = [draw(st.sampled_from(STEPS))]
    for _ in range(draw(st.integers(0, 6))):
        above = draw(st.sampled_from(["", *paths]))
        paths.append(above + draw(st.sampled_from(STEPS)))
    return tuple(sorted(set(paths)))


@st.composite
def worlds(draw: st.DrawFn, roles: tuple[str, ...] = tuple(ROLES)) -> World:
    paths = draw(trees())
    grant = st.builds(
        Planned, role=st.sampled_from(roles), path=st.sampled_from(["", *paths]), since=days, until=days
    )
    one = st.builds(
        Thing,
        path=st.one_of(st.none(), st.sampled_from(paths), st.sampled_from(paths)),
        owner=st.one_of(st.none(), st.sampled_from(PEOPLE)),
        open=st.booleans(),
        turn=st.integers(0, 6),
    )
    return World(
        paths=paths,
        grants=tuple(draw(st.lists(grant, max_size=4))),
        person=draw(st.one_of(st.none(), st.sampled_from(PEOPLE))),
        objects=tuple(draw(st.lists(one, min_size=1, max_size=6))),
    )


def rules() -> st.SearchStrategy[Rule]:
    """Invented rules of every shape."""
    some = st.frozensets(st.sampled_from(tuple(ROLES)[:4]), min_size=1)
    leaf = st.one_of(
        st.builds(Within, roles=some, words=st.just("有此身份的"), here=st.booleans()),
        st.just(Own()),
        st.just(Open()),
        st.just(SignedIn()),
    )
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(lambda two: two[0] | two[1]),
            st.tuples(inner, inner).map(lambda two: two[0] & two[1]),
        ),
        max_leaves=6,
    )


# ---------------------------------------------------------------- what the words mean


def meant(rule: Rule, world: World, one: Thing, scope: Scope) -> bool:
    """Whether the actor of *world*, who has an account, may: said as plainly as possible."""
    match rule:
        case Within(roles=roles, here=here):
            if not scope.path:
                return False
            paths = [grant.path for grant in world.held if grant.role in roles]
            if one.path is None:
                return not here and "" in paths
            return any(one.path == path if here else one.path.startswith(path) for path in paths)
        case Own():
            return bool(scope.owner) and world.person is not None and one.owner == world.person
        case Open():
            return bool(scope.open) and one.open
        case SignedIn():
            return True
        case Either(rules=rules):
            return any(meant(inner, world, one, scope) for inner in rules)
        case Both(rules=rules):
            return all(meant(inner, world, one, scope) for inner in rules)
    raise TypeError(rule)


def leaves(rule: Rule) -> Iterator[Rule]:
    """The rules a rule is made of."""
    if isinstance(rule, (Either, Both)):
        for inner in rule.rules:
            yield from leaves(inner)
    else:
        yield rule


# ---------------------------------------------------------------- rows

_numbers = itertools.count(1)


@contextmanager
def undone() -> Iterator[None]:
    """An example leaves nothing behind."""
    with outside_acts(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def account(world: World) -> User:
    """The account of the actor, with its grants."""
    user = User.objects.create(username=f"actor-{next(_numbers)}", name="某人", person=world.person, path="")
    Grant.objects.bulk_create(
        [
            Grant(user=user, role=one.role, path=one.path, since=one.since, until=one.until)
            for one in world.grants
        ]
    )
    return user


@dataclass
class Rows:
    """Makes rows of any model for a world; organisations and people are made once each."""

    world: World
    user: int = 0
    more: tuple[str, ...] = ()
    """Lookups that lead to an account: of every object that is public, to the actor's."""
    nodes: dict[str, Any] = field(default_factory=dict)
    people: dict[int, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        node, person = apps.get_model("orgs", "Node"), apps.get_model("members", "Person")
        for path in self.world.paths:
            above = max((one for one in self.nodes if path.startswith(one)), key=len, default=None)
            # every other node that has something above it is a group of it
            kind = "group" if above and path[-1] in "19" else "organization"
            self.nodes[path] = node.objects.create(
                kind=kind,
                type="branch",
                name=f"支部{path}",
                path=path,
                parent=self.nodes[above] if above else None,
            )
        first = self.nodes[self.world.paths[0]]
        for one in person.objects.bulk_create(
            [person(pk=pk, name=f"某{pk}", type="full_member", organization=first) for pk in PEOPLE]
        ):
            self.people[one.pk] = one

    def make(self, model: type[models.Model], one: Thing, scope: Scope) -> models.Model:
        """A row of *model* that lies where the scope looks for it."""
        if model._meta.label == "orgs.Node":
            return self.nodes[one.path or self.world.paths[0]]
        wanted: dict[str, Any] = {}
        for lookup, value in ((scope.path, one.path), (scope.owner, one.owner), (scope.open, one.open)):
            if lookup and not (lookup == "pk" or model._meta.get_field(lookup.split("__")[0]).primary_key):
                self._aim(model, lookup, value, one, wanted)
        for lookup in self.more if scope != Scope() or model is not User else ():
            name = lookup.split("__")[0]
            column = next((one for one in model._meta.concrete_fields if one.name == name), None)
            if (
                one.open
                and column is not None
                and not (column.is_relation and column.related_model is not User)
            ):
                wanted.pop(column.name, None)
                wanted[column.attname] = self.user
        row = model(**(self._rest(model, wanted, one.turn) | wanted))
        if (there := _there_already(row)) is not None:
            return there
        row.save(force_insert=True)
        return row

    def _aim(
        self, model: type[models.Model], lookup: str, value: Any, one: Thing, wanted: dict[str, Any]
    ) -> None:
        name, _, rest = lookup.partition("__")
        column: Any = model._meta.get_field(name)
        if column.unique and column.null and model._default_manager.filter(**{name: value}).exists():
            value = None  # an account belongs to one person at most
        if column.is_relation:
            target = column.related_model
            if value is None and column.null:
                wanted[column.name] = None
            elif target._meta.label == "orgs.Node":
                wanted[column.name] = self.nodes[value or self.world.paths[0]]
            elif target._meta.label == "members.Person" and rest in {"", "id", "pk"}:
                wanted[column.name] = self.people[value or PEOPLE[0]]
            else:
                scope = Scope(path=rest) if value is one.path else Scope(owner=rest)
                wanted.setdefault(column.name, self.make(target, one, scope))
        elif value is not None or column.null:
            wanted[name] = value
        else:
            wanted[name] = self.world.paths[0] if isinstance(column, models.CharField) else PEOPLE[0]

    def _rest(self, model: type[models.Model], wanted: Mapping[str, Any], turn: int) -> dict[str, Any]:
        """Values for whatever else the row must have, and for what it may be one of."""
        found: dict[str, Any] = {}
        for column in model._meta.concrete_fields:
            chosen = bool(column.choices)
            given = column.name in wanted or (not chosen and (column.null or column.has_default()))
            made_by_itself = column.primary_key and not column.is_relation
            if not (given or made_by_itself):
                found[column.name] = self._any(column, turn)
        return found

    def _any(self, column: Any, turn: int) -> Any:
        if column.is_relation:
            label = column.related_model._meta.label
            if label == "orgs.Node":
                return self.nodes[self.world.paths[turn % len(self.world.paths)]]
            if label == "members.Person":
                return self.people[PEOPLE[turn % len(PEOPLE)]]
            return self.make(column.related_model, Thing(None, None, open=False), Scope())
        if column.choices:
            return column.choices[turn % len(column.choices)][0]
        number = next(_numbers)
        if isinstance(column, models.DateTimeField):
            return datetime(2026, 1, 1, tzinfo=UTC)
        values: list[tuple[type, Any]] = [
            (models.DateField, DAY),
            (models.TimeField, time(9)),
            (models.DecimalField, Decimal(1)),
            (models.BooleanField, False),
            (models.JSONField, {}),
            (models.BinaryField, b"x"),
            (models.IntegerField, number % 30000),
        ]
        text = str(number)[-(getattr(column, "max_length", None) or 20) :]
        return next((value for kind, value in values if isinstance(column, kind)), text)


def _there_already(row: models.Model) -> models.Model | None:
    """The row that *row* must not stand beside: an answer a person and meeting, a public page an organisation."""
    model = type(row)
    together = [one.fields for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)]
    own = [
        one for one in model._meta.concrete_fields if one.unique and (one.is_relation or not one.primary_key)
    ]
    together += [(one.name,) for one in own]
    for names in together:
        values = {model._meta.get_field(name).attname: None for name in names}
        values = {name: getattr(row, name) for name in values}
        if values and None not in values.values():
            found = model._default_manager.filter(**values).first()
            if found is not None:
                return found
    return None


def resolves(model: type[models.Model], lookup: str) -> bool:
    """Whether a lookup leads from *model*, along single-valued relations, to a column."""
    at: Any = model
    for name in lookup.split("__"):
        if at is None:
            return False
        try:
            column = at._meta.pk if name == "pk" else at._meta.get_field(name)
        except FieldDoesNotExist:
            by_column = [one for one in at._meta.concrete_fields if one.attname == name]
            if not by_column:
                return False
            (column,) = by_column
        if column.one_to_many or column.many_to_many or (column.auto_created and not column.concrete):
            return False
        at = column.related_model if column.is_relation else None
    return True


def own_lookups(rule: Rule) -> tuple[str, ...]:
    """Where rules of other kinds than those of this package look, such as the account of a message."""
    single = {one.lookup for one in leaves(rule) if hasattr(one, "lookup")}
    return tuple(sorted(single.union(*(one.lookups for one in leaves(rule) if hasattr(one, "lookups")))))


def models_of(app: str, scope: Scope, more: tuple[str, ...] = ()) -> list[type[models.Model]]:
    """Models on which a scope makes sense: those of the verb's own app, else the tree itself, else any other."""
    lookups = [one for one in (scope.path, scope.owner, scope.open, *more) if one]
    if not lookups:
        return [User]
    found = [
        model
        for model in apps.get_models()
        if model.__module__.startswith("zhidu.") and all(resolves(model, one) for one in lookups)
    ]
    # the verb about grants belongs to the app of accounts, since permission itself asks nobody
    homes = {app, "access"} if app == "identity" else {app}
    own = [model for model in found if model._meta.app_label in homes]
    tree = [model for model in found if model._meta.label == "orgs.Node"]
    return own or tree or found
