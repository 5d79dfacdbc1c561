"""One rule, two interpreters: what a list shows is what each object by itself allows, for every verb of the site."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any

import pytest
from django.apps import apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.foundation.access.worlds import (
    DAY,
    Rows,
    World,
    account,
    leaves,
    meant,
    models_of,
    own_lookups,
    rules,
    undone,
    worlds,
)
from tests.site import everything_loaded
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.roles import ROLES
from zhidu.foundation.access.rules import SYSTEM, VISITOR, Open, Own, Rule, Scope, SignedIn, Within, reach
from zhidu.foundation.access.verbs import Verb, verbs

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
random_worlds = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
fewer = settings(random_worlds, max_examples=20)

INVENTED_ON = {
    "帐号": ("identity.User", Scope(path="path", owner="person", open="is_active")),
    "党员，可能没有小组": ("members.Person", Scope(path="group__path", owner="pk")),
    "任职，隔一层": ("members.Post", Scope(path="organization__path", owner="person")),
    "没有位置的": ("identity.User", Scope(owner="person")),
}


def site_verbs() -> dict[str, Verb]:
    """Every verb but those that tests define."""
    everything_loaded()
    return {name: one for name, one in verbs().items() if not name.startswith("test.")}


@cache
def proved_scopes() -> dict[tuple[str, Scope], list[Verb]]:
    """Model and scope → the verbs to be proved on it: every verb on every model where its scope makes sense."""
    found: dict[tuple[str, Scope], list[Verb]] = defaultdict(list)
    for one in site_verbs().values():
        for model in models_of(one.name.partition(".")[0], one.scope, own_lookups(one.rule)):
            found[model._meta.label, one.scope].append(one)
    return dict(sorted(found.items(), key=str))


def hold_equal(verb: Verb, actor: Any, rows: list[Any], model: Any) -> None:
    allowed = {row.pk for row in rows if verb.can(actor, row)}
    listed = [row.pk for row in verb.visible(actor, model.objects.filter(pk__in=[row.pk for row in rows]))]
    assert sorted(listed) == sorted(allowed), verb.name
    if not all(isinstance(rule, (Within, Own, Open, SignedIn)) for rule in leaves(verb.rule)):
        return  # a rule that looks at more than the place: what may be made there depends on what it will be
    for row in rows:
        path = reach(row, verb.scope.path) if verb.scope.path else None
        if path is None:
            continue
        if verb.can_create(actor, path):
            assert row.pk in allowed, f"{verb.name}：能在那里新建的，建好了也应能办"
        elif all(isinstance(rule, Within) for rule in leaves(verb.rule)):
            assert row.pk not in allowed, f"{verb.name}：不能在那里新建的，也不能办"


def stored(world: World, label: str, scope: Scope, user: int = 0) -> tuple[Any, list[Any]]:
    """Model and freshly read rows of the objects of *world*."""
    model = apps.get_model(label)
    more = {lookup for verb in proved_scopes()[label, scope] for lookup in own_lookups(verb.rule)}
    made = Rows(world, user or account(world).pk, tuple(sorted(more)))
    keys = {made.make(model, one, scope).pk for one in world.objects}
    return model, list(model.objects.filter(pk__in=keys))


@pytest.mark.parametrize("on", INVENTED_ON)
@random_worlds
@given(world=worlds(tuple(ROLES)[:4]), rule=rules())
def test_invented_rules_list_what_they_allow_and_mean_what_they_say(
    on: str, world: World, rule: Rule
) -> None:
    label, scope = INVENTED_ON[on]
    verb = Verb("test.invented", "试", rule, scope)
    with undone():
        actor = actor_of(account(world), DAY)
        made, model = Rows(world), apps.get_model(label)
        pairs = [(made.make(model, one, scope).pk, one) for one in world.objects]
        rows = {row.pk: row for row in model.objects.filter(pk__in=[pk for pk, _ in pairs])}
        hold_equal(verb, actor, list(rows.values()), model)
        for pk, one in pairs:
            row = rows[pk]
            place = reach(row, scope.path) if scope.path else None
            owner = reach(row, scope.owner) if scope.owner else None
            open_ = bool(scope.open) and reach(row, scope.open)
            assert verb.can(actor, row) == meant(rule, world, type(one)(place, owner, open_), scope)


@pytest.mark.parametrize(("label", "scope"), list(proved_scopes()), ids=str)
@fewer
@given(world=worlds())
def test_every_verb_lists_what_it_allows(label: str, scope: Scope, world: World) -> None:
    with undone():
        actor = actor_of(account(world), DAY)
        nobody = actor_of(account(without_power(world)), DAY)
        assert nobody.held == ()
        model, rows = stored(world, label, scope, actor.user or 0)
        for verb in proved_scopes()[label, scope]:
            for one in (actor, nobody, VISITOR, SYSTEM):
                hold_equal(verb, one, rows, model)
            # the program itself may everything
            assert all(verb.can(SYSTEM, row) for row in rows)
            assert verb.can_create(SYSTEM, "")
            # a visitor only what is open, and an account without a grant in force what concerns itself as well
            kinds = {type(rule) for rule in leaves(verb.rule)}
            if Open not in kinds:
                assert not any(verb.can(VISITOR, row) for row in rows), verb.name
            if not kinds & {Open, SignedIn} and not own_lookups(verb.rule):
                assert not any(verb.can(nobody, row) for row in rows), verb.name
                assert not verb.visible(nobody, model.objects.all()).exists(), verb.name
                assert not any(verb.can_create(nobody, path) for path in ("", *world.paths)), verb.name


def without_power(world: World) -> World:
    """The same world, of which the actor has only grants that are over or have not begun."""
    return World(world.paths, tuple(one for one in world.grants if not one.holds), None, world.objects)


@random_worlds
@given(world=worlds())
def test_an_actor_holds_exactly_the_grants_in_force_that_day(world: World) -> None:
    with undone():
        actor = actor_of(account(world), DAY)
    assert sorted((one.role, one.path) for one in actor.held) == sorted(
        (one.role, one.path) for one in world.held
    )


def test_every_verb_is_proved_on_some_table() -> None:
    proved = {verb.name for group in proved_scopes().values() for verb in group}
    assert proved == set(site_verbs())
    assert len(proved) >= 30


@given(rule=rules(), other=rules())
def test_every_rule_says_who_may(rule: Rule, other: Rule) -> None:
    assert rule.sentence()
    assert set((rule | other).sentence().split("、")) == {
        word for one in (rule, other) for word in one.sentence().split("、")
    }


@given(data=st.data())
def test_roles_inside_one_another_are_looked_at_once(data: st.DataObject) -> None:
    from zhidu.foundation.access.rules import Actor, Held  # noqa: PLC0415

    paths = data.draw(st.lists(st.sampled_from(["", "00000001", "0000000100000002", "00000010"])))
    actor = Actor(user=1, held=tuple(Held("secretary", path) for path in paths))
    found = actor.paths({"secretary"})
    assert all(any(path.startswith(above) for above in found) for path in paths)
    assert not any(a != b and a.startswith(b) for a in found for b in found)


def test_words_of_own_and_within() -> None:
    assert (Within(frozenset({"secretary"}), "书记") | Own()).sentence() == "书记、本人"
    assert (Within(frozenset({"secretary"}), "书记") & Own()).sentence() == "书记，并且是本人"
