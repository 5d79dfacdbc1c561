"""A clause that asks for something to be told is kept by publishing it, and by nothing else being filled in."""

from __future__ import annotations

from datetime import date

import pytest

from tests.apps.builders import Branch, a_client, an_actor
from tests.apps.disclosure.conftest import told
from zhidu.apps.activities.actions import record_held
from zhidu.apps.activities.entries import Entry
from zhidu.apps.adoption.actions import adopt, import_book
from zhidu.apps.adoption.drafts import shipped_draft
from zhidu.apps.compliance.evaluation import findings
from zhidu.apps.compliance.queries import fresh, of_organization
from zhidu.domain.rules.terms import Verdict
from zhidu.foundation.access.rules import SYSTEM

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 18)


@pytest.fixture
def result(branch: Branch) -> int:
    """The outcome of putting right what the meeting of organised life found; the masses are to be told of it."""
    book = import_book(actor=SYSTEM, draft=shipped_draft("rural-branch"))
    adopt(
        actor=SYSTEM,
        organization=branch.node.pk,
        book=book.pk,
        first=date(2026, 1, 1),
        answers={"after.tell-masses": {"within": "15d"}},
    )
    entry = Entry(kind="rectification_result", node=branch.node.pk, on=date(2026, 11, 10))
    return record_held(actor=SYSTEM, entry=entry).pk


def verdict(branch: Branch) -> Verdict:
    rows = [
        one
        for one in findings(branch.node.pk, as_of=TODAY)
        if one.clause.key == "rural-branch:after.tell-masses"
    ]
    assert len(rows) == 1
    return rows[0].verdict


@pytest.mark.covers("S6.4.7")
def test_telling_everybody_keeps_the_clause_that_the_masses_be_told(branch: Branch, result: int) -> None:
    assert verdict(branch) is not Verdict.MET
    told(branch, audience="members", category="correction", about=result)
    assert verdict(branch) is not Verdict.MET
    told(branch, category="correction", about=result)
    assert verdict(branch) is Verdict.MET


def test_what_was_told_of_something_else_does_not_count(branch: Branch, result: int) -> None:
    told(branch, category="correction")
    assert verdict(branch) is not Verdict.MET


def test_the_way_out_leads_to_the_form_with_the_record_chosen(branch: Branch, result: int) -> None:
    secretary = an_actor("secretary", branch.node, person=branch.people[0])
    fresh(branch.node.pk)
    row = of_organization(secretary, branch.node.pk).filter(clause="rural-branch:after.tell-masses").first()
    assert row is not None
    browser = a_client(secretary)
    address = f"/disclosure/new/?organization={branch.node.pk}&about={result}"
    assert address.replace("&", "&amp;") in browser.get(row.get_absolute_url()).content.decode()
    form = browser.get(address).context["form"]
    assert form["about"].value() == str(result)
