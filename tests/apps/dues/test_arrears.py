"""Who does not pay: reminded, talked to, and after the months the rules name a procedure is proposed, never opened."""

from __future__ import annotations

from datetime import date

import pytest

from tests.apps.ballots.making import the_book
from tests.apps.builders import a_client, an_account
from tests.apps.dues.conftest import TODAY, Money, everybody_pays
from zhidu.apps.activities.actions import record_held
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.models import Activity
from zhidu.apps.adoption.actions import adopt
from zhidu.apps.compliance.follow import bring_up
from zhidu.apps.compliance.queries import everything
from zhidu.apps.dues import queries
from zhidu.apps.dues.actions import assess, collect, mark_overdue, remind
from zhidu.apps.dues.actions.mark_overdue import daily
from zhidu.apps.procedures.models import Case
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import on_day
from zhidu.foundation.outbox.models import Message

pytestmark = pytest.mark.django_db

LAST_SEVEN = [f"2026-{month:02}" for month in range(4, 11)]


def worked_out(money: Money, *months: str) -> None:
    for one in months:
        assess(actor=money.secretary, organization=money.branch.node.pk, month=one)


def taken(money: Money, people: list[int], month: str, on: date = TODAY) -> None:
    collect(
        actor=money.secretary,
        organization=money.branch.node.pk,
        month=month,
        people=people,
        on=on,
        method="cash",
    )


def verdicts(clause: str) -> dict[str, str]:
    return {one.subject: one.verdict for one in everything() if one.clause == clause}


@pytest.mark.covers("S2.2.3", "S4.2.2")
def test_a_month_that_ended_unpaid_is_on_record_once_and_whoever_owes_is_told(money: Money) -> None:
    everybody_pays(money)
    told = an_account("老王", person=money.branch.people[1])
    worked_out(money, "2026-10", "2026-11")
    taken(money, money.branch.people[:1], "2026-10")
    daily()
    daily()
    rows = Activity.objects.filter(kind="dues_overdue")
    assert {(one.person_id, one.on, one.for_period) for one in rows} == {
        (person, date(2026, 11, 1), "2026-10") for person in money.branch.people[1:]
    }
    assert "2026年10月" in Message.objects.get(key__startswith="dues-owing", receiver=told).subject


def test_a_month_that_was_paid_later_or_corrected_is_not_overdue_twice(money: Money) -> None:
    everybody_pays(money)
    worked_out(money, "2026-10")
    mark_overdue(actor=SYSTEM, organization=money.branch.node.pk)
    everybody_pays(money, since="2026-10")
    worked_out(money, "2026-10")
    taken(money, money.branch.people[:2], "2026-10")
    assert mark_overdue(actor=SYSTEM, organization=money.branch.node.pk) == 0


@pytest.mark.covers("S2.2.3")
def test_the_payment_that_makes_up_for_it_and_the_talk_keep_their_clauses(money: Money) -> None:
    book = the_book("school-branch")
    adopt(
        actor=SYSTEM,
        organization=money.town.pk,
        book=book.pk,
        first=date(2026, 1, 1),
        answers={"dues.overdue-talk": {"within": "7d"}},
    )
    everybody_pays(money)
    worked_out(money, "2026-10")
    daily()
    first, second = money.branch.people[:2]
    mark = Activity.objects.get(kind="dues_overdue", person=first)
    record_held(
        actor=money.secretary,
        entry=Entry(
            kind="education_talk",
            node=money.branch.node.pk,
            person=first,
            about=mark.pk,
            on=date(2026, 11, 5),
        ),
    )
    taken(money, [first], "2026-10")
    bring_up([money.branch.node.pk], TODAY)
    talks, made_up = verdicts("school-branch:dues.overdue-talk"), verdicts("national:dues.arrears")
    assert (talks[f"person-{first}"], talks[f"person-{second}"]) == ("met", "breached")
    assert (made_up[f"person-{first}"], made_up[f"person-{second}"]) == ("met", "pending")


def test_reminding_tells_those_with_an_account_and_names_those_without(money: Money) -> None:
    everybody_pays(money)
    account = an_account("老王", person=money.branch.people[1])
    worked_out(money, "2026-10", "2026-11")
    told = remind(actor=money.secretary, organization=money.branch.node.pk)
    # the secretary and the member of this world have accounts too
    assert (len(told.by_message), len(told.in_person)) == (3, 3)
    message = Message.objects.get(key__startswith="dues-owing", receiver=account)
    assert "共 180.00 元" in message.body
    with pytest.raises(Wrong, match="今天已经提醒过"):
        remind(actor=money.secretary, organization=money.branch.node.pk)
    with pytest.raises(Refused):
        remind(actor=money.member, organization=money.branch.node.pk)


def test_nobody_is_reminded_of_nothing(money: Money) -> None:
    everybody_pays(money)
    with pytest.raises(Wrong, match="没有人欠交"):
        remind(actor=money.secretary, organization=money.branch.node.pk)


@pytest.mark.covers("S2.2.4", "S4.2.3", "S5.5.4")
def test_six_months_without_payment_propose_a_procedure_that_people_open(money: Money) -> None:
    book = the_book("school-branch")
    adopt(actor=SYSTEM, organization=money.town.pk, book=book.pk, first=date(2026, 1, 1))
    everybody_pays(money)
    worked_out(money, *LAST_SEVEN)
    person = money.branch.people[0]
    for month in LAST_SEVEN:
        with on_day(date(2026, int(month[5:]), 20)):
            taken(money, money.branch.people[1:], month, date(2026, int(month[5:]), 20))
    assert [one.person_id for one in queries.owing(money.branch.node.pk)] == [person] * 7
    bring_up([money.branch.node.pk], TODAY)
    assert not Case.objects.exists()
    client = a_client(money.secretary)
    panel = client.get(f"/findings/{money.branch.node.pk}/proposals/").content.decode()
    assert "按“长期欠交党费的教育与上报”立项" in panel
    assert f"person={person}" in panel
    page = client.get(f"/dues/{money.branch.node.pk}/arrears/").content.decode()
    assert "2026年4月至2026年10月（7 个月）" in page
    address = panel.partition('href="/procedures/new/')[2].partition('"')[0].replace("&amp;", "&")
    answer = client.post(f"/procedures/new/{address}", {"first": "2026-11-18", "person": person})
    assert answer.status_code == 302, answer.content.decode()
    assert Case.objects.get().person_id == person
    again = client.get(f"/findings/{money.branch.node.pk}/proposals/").content.decode()
    assert "已经立项" in again
