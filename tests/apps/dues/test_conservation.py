"""Whatever is done in whatever order, every fen is somewhere, once, at every level."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.apps.builders import a_branch, an_actor
from tests.apps.dues.conftest import MONTH, TODAY, Money, everybody_pays
from zhidu.apps.activities.actions import void
from zhidu.apps.activities.models import Activity
from zhidu.apps.dues import queries
from zhidu.apps.dues.actions import (
    Said,
    assess,
    collect,
    enter_movement,
    pass_up,
    receive,
    set_bases,
    take_extra,
)
from zhidu.apps.dues.models import Assessment, Remittance
from zhidu.domain.dues import EntryKind
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.acts import Wrong

pytestmark = pytest.mark.django_db
ZERO = Decimal("0.00")
STEPS = ("collect", "collect", "gift", "pass", "pass", "receive", "receive", "spend", "grant", "void")


@pytest.fixture
def levels(money: Money) -> list[Any]:
    """Two branches with money owed for two months, their township, the county above it."""
    everybody_pays(money)
    other = a_branch("西岭村党支部", members=3, under=money.town, type="village_branch")
    set_bases(
        actor=SYSTEM,
        organization=other.node.pk,
        since="2026-01",
        said={one: Said("student") for one in other.people},
    )
    an_actor("secretary", other.node, person=other.people[0])
    for node in (money.branch.node, other.node):
        for month in ("2026-10", MONTH):
            assess(actor=SYSTEM, organization=node.pk, month=month)
    return [money.branch.node, other.node, money.town, money.county]


def step(kind: str, node: Any, number: int) -> None:
    """One thing somebody might do; what the rules do not allow is refused and changes nothing."""
    told: dict[str, Any] = {"actor": SYSTEM, "on": TODAY}
    amount = Decimal(number) / 100
    open_rows = Assessment.objects.filter(organization=node, superseded_at=None).exclude(queries.PAID)
    mine = list(open_rows.order_by("pk"))
    sent = list(Remittance.objects.filter(to=node, received_at=None, record__voided_at=None).order_by("pk"))
    records = list(Activity.objects.filter(node=node, voided_at=None, kind__startswith="dues").order_by("pk"))
    if kind == "collect" and mine:
        one = mine[number % len(mine)]
        collect(organization=node.pk, month=one.month, people=[one.person_id], method="cash", **told)
    elif kind == "gift" and mine:
        person = mine[number % len(mine)].person_id
        take_extra(organization=node.pk, person=person, amount=amount, **told)
    elif kind == "pass":
        pass_up(organization=node.pk, amount=amount, **told)
    elif kind == "receive" and sent:
        one = sent[number % len(sent)]
        receive(remittance=one.pk, version=one.version, **told)
    elif kind == "spend":
        enter_movement(organization=node.pk, kind="spent", amount=amount, purpose="study_material", **told)
    elif kind == "grant":
        enter_movement(organization=node.pk, kind="granted", amount=amount, **told)
    elif kind == "void" and records:
        one = records[number % len(records)]
        void(actor=SYSTEM, activity=one.pk, version=one.version, reason="记错了", name=one.kind_name)


@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 3), st.integers(1, 20_000)), max_size=14))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_fen_is_somewhere_once(levels: list[Any], steps: list[tuple[str, int, int]]) -> None:
    with transaction.atomic():
        for kind, at, number in steps:
            try:
                with transaction.atomic():
                    step(kind, levels[at], number)
            except Wrong:
                continue
        ids = [one.pk for one in levels]
        standings, moved = queries.where_the_money_is(ids), queries.moves(ids)
        came = sum(
            (one[kind] for one in moved.values() for kind in (queries.PAYMENT, queries.GIFT)), ZERO
        ) + sum((one.get(EntryKind.GRANTED, ZERO) for one in moved.values()), ZERO)
        spent = sum((one.get(EntryKind.SPENT, ZERO) for one in moved.values()), ZERO)
        on_the_way = sum(
            (one.amount for one in Remittance.objects.filter(received_at=None, record__voided_at=None)), ZERO
        )
        gross = sum((one.get(EntryKind.REMITTED, ZERO) for one in moved.values()), ZERO)
        got = sum((one.get(EntryKind.RECEIVED, ZERO) for one in moved.values()), ZERO)
        assert gross == got + on_the_way
        for pk, one in standings.items():
            if not one.fault:
                account = one.account
                assert account is not None
                assert one.in_hand == account.income - account.outgo >= ZERO
                assert account.income == sum(
                    (
                        moved[pk].get(kind, ZERO)
                        for kind in (queries.PAYMENT, queries.GIFT, "received", "granted")
                    ),
                    ZERO,
                )
        if not any(one.fault for one in standings.values()):
            assert sum((one.in_hand for one in standings.values()), ZERO) + on_the_way + spent == came
        transaction.set_rollback(True)


def test_a_month_of_everything_below_adds_up_by_place(money: Money, levels: list[Any]) -> None:
    first, other, town, county = levels
    collect(
        actor=SYSTEM,
        organization=first.pk,
        month=MONTH,
        people=money.branch.people[:2],
        on=TODAY,
        method="cash",
    )
    under_town, under_county = queries.month_below(town, MONTH), queries.month_below(county, MONTH)
    assert (under_town[first.path].people, under_town[first.path].owed, under_town[first.path].paid) == (
        6,
        Decimal("410.50"),
        Decimal("180.00"),
    )
    assert under_town[other.path].owed == Decimal("0.60")
    assert under_county[town.path].owed == Decimal("411.10")
    assert under_county[town.path].outstanding == Decimal("231.10")
