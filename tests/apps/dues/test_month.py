"""A month: worked out for everybody, taken in once, taken back by declaring the record void."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.builders import a_client, a_member, members_of
from tests.apps.dues.conftest import MONTH, TODAY, Money, everybody_pays
from tests.site import outside_acts
from zhidu.apps.activities.actions import record_held, void
from zhidu.apps.activities.entries import Entry as Paid
from zhidu.apps.activities.models import Activity
from zhidu.apps.compliance.follow import bring_up
from zhidu.apps.compliance.queries import everything
from zhidu.apps.dues import queries
from zhidu.apps.dues.actions import Said, assess, collect, set_bases
from zhidu.apps.dues.models import Assessment, Base
from zhidu.apps.registry.actions import reseal
from zhidu.apps.registry.actions.reseal import left
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import on_day
from zhidu.foundation.journal.models import Entry
from zhidu.foundation.keys import add_key, drop_keys, keyring, load_keys, personal

pytestmark = pytest.mark.django_db


def worked_out(money: Money, month: str = MONTH) -> dict[int, Decimal]:
    assess(actor=money.secretary, organization=money.branch.node.pk, month=month)
    return {one.person_id: one.amount for one in queries.of_month(money.branch.node.pk, month)}


def taken(money: Money, people: list[int], month: str = MONTH, **more: Any) -> Decimal:
    told: dict[str, Any] = {"on": TODAY, "method": "cash", **more}
    return collect(
        actor=money.secretary, organization=money.branch.node.pk, month=month, people=people, **told
    )


@pytest.mark.covers("S2.2.6", "S5.5.1")
def test_one_press_works_out_what_everybody_owes_and_a_second_changes_nothing(money: Money) -> None:
    everybody_pays(money)
    assert sorted(worked_out(money).values()) == [Decimal(one) for one in ("0.50", "50.00", *["90.00"] * 4)]
    again = assess(actor=money.secretary, organization=money.branch.node.pk, month=MONTH)
    assert (again.made, again.changed, again.same) == (0, 0, 6)


def test_who_has_no_base_is_told_and_owes_nothing_yet(money: Money) -> None:
    everybody_pays(money)
    new = a_member(money.branch.node, "新来的", on=date(2026, 11, 2))
    done = assess(actor=money.secretary, organization=money.branch.node.pk, month=MONTH)
    assert done.lacking == {new.pk: "还没有核定基数"}
    assert not Assessment.objects.filter(person=new.pk).exists()


def test_a_rise_within_the_year_counts_from_january_unless_the_organisation_reads_it_otherwise(
    money: Money,
) -> None:
    everybody_pays(money)
    first = money.branch.people[0]
    set_bases(
        actor=SYSTEM,
        organization=money.branch.node.pk,
        since="2026-06",
        said={first: Said("salaried", Decimal(12_000))},
    )
    assert worked_out(money)[first] == Decimal("90.00")
    with on_day(date(2027, 1, 20)):
        assert worked_out(money, "2027-01")[first] == Decimal("240.00")


def test_an_unpaid_month_follows_a_corrected_base_and_a_paid_one_does_not(money: Money) -> None:
    everybody_pays(money)
    worked_out(money)
    paid, unpaid = money.branch.people[:2]
    taken(money, [paid])
    corrected = {one: Said("salaried", Decimal(4000)) for one in (paid, unpaid)}
    set_bases(actor=SYSTEM, organization=money.branch.node.pk, since="2026-01", said=corrected)
    done = assess(actor=money.secretary, organization=money.branch.node.pk, month=MONTH)
    assert done.changed == 1
    amounts = {one.person_id: one.amount for one in queries.of_month(money.branch.node.pk, MONTH)}
    assert (amounts[paid], amounts[unpaid]) == (Decimal("90.00"), Decimal("40.00"))
    assert Assessment.objects.filter(person=unpaid, superseded_at__isnull=False).get().amount == 90


@pytest.mark.covers("S2.2.1", "S5.5.1")
def test_what_is_taken_in_is_a_record_each_that_clauses_count(money: Money) -> None:
    everybody_pays(money)
    worked_out(money)
    total = taken(money, money.branch.people)
    assert total == Decimal("410.50")
    rows = Activity.objects.filter(kind="dues_paid", node=money.branch.node)
    assert {one.columns["amount"] for one in rows} == {"90.00", "50.00", "0.50"}
    assert Activity.objects.filter(kind="dues_collected", node=money.branch.node).count() == 1
    assert all(one.paid for one in queries.of_month(money.branch.node.pk, MONTH))


@pytest.mark.covers("S2.2.2")
def test_somebody_else_may_pay_and_is_named(money: Money) -> None:
    everybody_pays(money)
    worked_out(money)
    person = money.branch.people[4]
    taken(money, [person], by_others={person: "女儿张小梅"})
    row = Activity.objects.get(kind="dues_paid")
    assert (row.columns["payer"], row.notes) == ("proxy", "由女儿张小梅代交。")


def test_nobody_pays_a_month_twice(money: Money) -> None:
    everybody_pays(money)
    worked_out(money)
    taken(money, money.branch.people[:2])
    with pytest.raises(Wrong, match="已经交过，没有再记"):
        taken(money, money.branch.people[1:3])
    assert Activity.objects.filter(kind="dues_paid").count() == 2


def test_a_payment_declared_void_leaves_the_month_unpaid_and_may_be_taken_again(money: Money) -> None:
    everybody_pays(money)
    worked_out(money)
    person = money.branch.people[0]
    taken(money, [person])
    row = Activity.objects.get(kind="dues_paid")
    void(actor=money.secretary, activity=row.pk, version=row.version, reason="记错了人", name=row.kind_name)
    assert not any(one.paid for one in queries.of_month(money.branch.node.pk, MONTH))
    assert queries.in_hand(money.branch.node).collected == 0
    taken(money, [person])
    assert queries.in_hand(money.branch.node).collected == Decimal("90.00")


def test_an_earlier_month_is_made_up_for(money: Money) -> None:
    everybody_pays(money)
    worked_out(money, "2026-09")
    taken(money, money.branch.people[:1], "2026-09")
    assert Activity.objects.get(kind="dues_paid").for_period == "2026-09"
    assert len(queries.arrears(money.branch.node.pk, MONTH)) == 5


def test_what_was_recorded_by_hand_settles_the_month_unless_it_names_another_amount(money: Money) -> None:
    everybody_pays(money)
    for person, amount in zip(money.branch.people, ("90", "", "12"), strict=False):
        columns = {"amount": amount} if amount else {}
        entry = Paid(kind="dues_paid", node=money.branch.node.pk, person=person, on=TODAY, columns=columns)
        record_held(actor=SYSTEM, entry=entry)
    done = assess(actor=money.secretary, organization=money.branch.node.pk, month=MONTH)
    assert [one.person_id for one in queries.of_month(money.branch.node.pk, MONTH) if one.paid] == (
        money.branch.people[:2]
    )
    assert "12 元，与应交 90.00 元不同" in done.lacking[money.branch.people[2]]


@pytest.mark.covers("S2.2.1", "S5.5.1")
def test_the_clause_about_paying_every_month_is_kept_by_it(money: Money) -> None:
    everybody_pays(money)
    worked_out(money)
    taken(money, money.branch.people[:1])
    bring_up([money.branch.node.pk], TODAY)
    verdicts = {
        one.subject: one.verdict
        for one in everything()
        if one.clause == "national:dues.monthly" and one.period == MONTH
    }
    paid, unpaid = money.branch.people[:2]
    assert (verdicts[f"person-{paid}"], verdicts[f"person-{unpaid}"]) == ("met", "at_risk")


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"people": []}, "people", "没有选人"),
        ({"people": [9_999_999]}, "people", "还没有算出"),
        ({"on": date(2026, 11, 19)}, "on", "还没有到"),
        ({"method": "shells"}, "method", "现金"),
        ({"month": "2026-13"}, "month", "月"),
        ({"month": "2027-02"}, "month", "之间"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_at_its_field(
    money: Money, change: dict[str, Any], field: str, words: str
) -> None:
    everybody_pays(money)
    worked_out(money)
    asked: dict[str, Any] = {
        "people": money.branch.people[:1],
        "on": TODAY,
        "method": "cash",
        "month": MONTH,
        **change,
    }
    with pytest.raises(Wrong) as caught:
        collect(actor=money.secretary, organization=money.branch.node.pk, **asked)
    assert words in caught.value.faults[field]


def test_a_base_the_table_does_not_allow_is_refused_at_its_row_and_nothing_is_kept(money: Money) -> None:
    people = money.branch.people
    said = {
        people[0]: Said("salaried", Decimal(6000)),
        people[1]: Said("farmer", agreed=Decimal(2)),
        people[2]: Said("teacher"),
        people[3]: Said("salaried"),
    }
    with pytest.raises(Wrong) as caught:
        set_bases(actor=money.secretary, organization=money.branch.node.pk, since="2026-01", said=said)
    assert set(caught.value.faults) == {f"{people[1]}.agreed", f"{people[2]}.payer", f"{people[3]}.base"}
    assert not Base.objects.exists()


def test_only_those_who_keep_the_money_do_and_a_member_sees_his_own_alone(money: Money) -> None:
    everybody_pays(money)
    worked_out(money)
    with pytest.raises(Refused):
        collect(
            actor=money.member,
            organization=money.branch.node.pk,
            month=MONTH,
            people=money.branch.people,
            on=TODAY,
            method="cash",
        )
    own, other = money.branch.people[4], money.branch.people[0]
    client = a_client(money.member)
    assert client.get(f"/dues/of/{own}/").status_code == 200
    assert client.get(f"/dues/of/{other}/").status_code in {403, 404}
    assert client.get(f"/dues/{money.branch.node.pk}/").status_code == 403
    assert client.get("/dues/", follow=True).request["PATH_INFO"] == f"/dues/of/{own}/"


def test_what_somebody_earns_stands_nowhere_in_clear(money: Money) -> None:
    set_bases(
        actor=money.secretary,
        organization=money.branch.node.pk,
        since="2026-01",
        said={money.branch.people[4]: Said("salaried", Decimal("6789.12"))},
    )
    worked_out(money)
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names from the database itself
            assert not any(b"6789.12" in _bytes(cell) for row in cursor.fetchall() for cell in row), table
    assert not Entry.objects.filter(details__icontains="6789.12").exists()
    own = a_client(money.member).get(f"/dues/of/{money.branch.people[4]}/").content.decode()
    assert "6789.12" in own
    seen = a_client(money.secretary).get(f"/dues/of/{money.branch.people[4]}/").content.decode()
    assert "6789.12" not in seen
    assert "基数（只给本人看）" in seen


@pytest.mark.postgresql
def test_bases_follow_when_keys_are_changed_and_those_from_before_are_still_read(
    money: Money, tmp_path: Path, settings: Any
) -> None:
    settings.ZHIDU_KEY_FILE = tmp_path / "keys.json"
    load_keys(settings.ZHIDU_KEY_FILE)
    everybody_pays(money)
    old = Base.objects.order_by("pk").first()
    assert old is not None
    with outside_acts():
        # as rows were sealed before personal data had keys of its own
        said = personal().open(old.sealed)
        Base.objects.filter(pk=old.pk).update(sealed=keyring().seal(said))
    add_key(settings.ZHIDU_KEY_FILE)
    assert left() == 6
    while reseal(actor=SYSTEM, at_once=4):
        continue
    drop_keys(settings.ZHIDU_KEY_FILE)
    assert left() == 0
    assert sorted(worked_out(money).values()) == [Decimal(one) for one in ("0.50", "50.00", *["90.00"] * 4)]


def _bytes(cell: object) -> bytes:
    return bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()


def test_the_page_takes_as_many_queries_for_sixty_as_for_six(money: Money) -> None:
    everybody_pays(money)
    worked_out(money)
    client = a_client(money.secretary)
    address = f"/dues/{money.branch.node.pk}/"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        assert client.get(address).status_code == 200
    more = members_of(money.branch.node, 54)
    said = {one: Said("student") for one in more}
    set_bases(actor=SYSTEM, organization=money.branch.node.pk, since="2026-01", said=said)
    worked_out(money)
    client.get(address)
    with CaptureQueriesContext(connection) as many:
        assert client.get(address).status_code == 200
    assert len(many) <= len(few)
