"""Reductions: put forward by the branch, decided above, counted when a month is worked out, and told to few."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.apps.builders import a_client
from tests.apps.dues.conftest import MONTH, TODAY, Money, everybody_pays
from zhidu.apps.compliance.follow import bring_up
from zhidu.apps.compliance.queries import everything
from zhidu.apps.dues import queries
from zhidu.apps.dues.actions import answer_relief, ask_relief, assess
from zhidu.apps.dues.models import Relief
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.journal.models import Entry

pytestmark = pytest.mark.django_db


def asked(money: Money, **more: Any) -> Relief:
    told = {
        "first": MONTH,
        "last": "2027-03",
        "pays": Decimal(5),
        "hardship": "大病住院",
        "on": TODAY,
        **more,
    }
    person = money.branch.people[0]
    return ask_relief(actor=money.secretary, organization=money.branch.node.pk, person=person, **told)


def amount(money: Money) -> Decimal:
    assess(actor=money.secretary, organization=money.branch.node.pk, month=MONTH)
    return next(
        one.amount
        for one in queries.of_month(money.branch.node.pk, MONTH)
        if one.person_id == money.branch.people[0]
    )


def test_nothing_changes_until_the_superiors_agree(money: Money) -> None:
    everybody_pays(money)
    relief = asked(money)
    assert amount(money) == Decimal("90.00")
    answer_relief(actor=money.treasurer, relief=relief.pk, version=relief.version, agreed=True)
    assert amount(money) == Decimal("5.00")
    page = a_client(money.secretary).get(f"/dues/of/{money.branch.people[0]}/").content.decode()
    assert "经批准减免（2026年11月至2027年3月），每月交 5.00 元" in page


def test_the_clause_about_reductions_finds_the_paper_in_order(money: Money) -> None:
    everybody_pays(money)
    relief = asked(money)
    answer_relief(actor=money.treasurer, relief=relief.pk, version=relief.version, agreed=True)
    bring_up([money.branch.node.pk], TODAY)
    verdicts = [one.verdict for one in everything() if one.clause == "national:dues.reduction"]
    assert verdicts == ["met"]


def test_a_refusal_says_why_and_leaves_everything_as_it_was(money: Money) -> None:
    everybody_pays(money)
    relief = asked(money)
    with pytest.raises(Wrong, match="写明为什么"):
        answer_relief(actor=money.treasurer, relief=relief.pk, version=relief.version, agreed=False)
    answer_relief(
        actor=money.treasurer, relief=relief.pk, version=relief.version, agreed=False, words="有固定收入"
    )
    assert amount(money) == Decimal("90.00")
    asked(money)


def test_a_reduction_that_leaves_more_to_pay_changes_nothing(money: Money) -> None:
    everybody_pays(money)
    relief = asked(money, pays=Decimal(95))
    answer_relief(actor=money.treasurer, relief=relief.pk, version=relief.version, agreed=True)
    assert amount(money) == Decimal("90.00")


def test_the_branch_does_not_answer_its_own_request(money: Money) -> None:
    relief = asked(money)
    with pytest.raises(Refused):
        answer_relief(actor=money.secretary, relief=relief.pk, version=relief.version, agreed=True)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"last": "2027-11"}, "last"),
        ({"last": "2026-10"}, "last"),
        ({"pays": Decimal(-1)}, "pays"),
        ({"pays": Decimal("0.001")}, "pays"),
        ({"hardship": " "}, "hardship"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_at_its_field(
    money: Money, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(Wrong) as caught:
        asked(money, **change)
    assert field in caught.value.faults


def test_whoever_answers_second_is_told_and_keeps_what_was_typed(money: Money) -> None:
    relief = asked(money)
    answer_relief(actor=money.treasurer, relief=relief.pk, version=relief.version, agreed=True)
    said = {"agreed": "no", "words": "再看看", "version": relief.version}
    page = a_client(money.treasurer).post(f"/dues/relief/{relief.pk}/", said).content.decode()
    assert "已经被别人办过" in page
    assert "再看看" in page


def test_two_for_the_same_months_are_refused(money: Money) -> None:
    asked(money)
    with pytest.raises(Wrong, match="已经有一件"):
        asked(money, first="2026-12")


def test_the_hardship_is_read_by_those_concerned_and_stands_nowhere_in_clear(money: Money) -> None:
    relief = asked(money)
    assert "大病住院" in a_client(money.treasurer).get(f"/dues/relief/{relief.pk}/").content.decode()
    assert a_client(money.member).get(f"/dues/relief/{relief.pk}/").status_code == 404
    assert b"\xe5\xa4\xa7\xe7\x97\x85" not in bytes(Relief.objects.get().sealed)
    assert not Entry.objects.filter(details__icontains="大病").exists()


def test_from_the_form_to_the_answer(money: Money) -> None:
    everybody_pays(money)
    person, branch = money.branch.people[0], a_client(money.secretary)
    form = {"first": MONTH, "last": "2026-12", "pays": "0", "hardship": "火灾", "on": TODAY.isoformat()}
    sent = branch.post(f"/dues/of/{person}/relief/", form)
    assert sent.status_code == 302
    above = a_client(money.treasurer)
    assert "等您批准的减免" in above.get(f"/dues/{money.town.pk}/passing/").content.decode()
    relief = Relief.objects.get()
    above.post(f"/dues/relief/{relief.pk}/", {"agreed": "yes", "words": "", "version": relief.version})
    assert amount(money) == 0
