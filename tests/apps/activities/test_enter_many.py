"""Many records at once: all or none, one journal entry an organisation, old entry days only from above."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.activities.making import HELD, a_meeting, dues
from tests.apps.builders import a_branch, an_actor
from zhidu.apps.activities.actions import enter_many
from zhidu.apps.activities.models import Activity
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.journal.models import Entry as JournalEntry

pytestmark = pytest.mark.django_db


def entries():
    return JournalEntry.objects.filter(act="activities.enter_many").order_by("pk")


def test_each_organisation_gets_one_journal_entry_with_number_and_digest(branch):
    other = a_branch("西岭村党支部")
    rows = [dues(branch, pk) for pk in branch.people] + [dues(other, other.people[0])]
    ids = enter_many(actor=SYSTEM, rows=rows)
    assert Activity.objects.get(pk=ids[-1]).subject == f"person-{other.people[0]}"
    assert [(one.place, one.details["count"]) for one in entries()] == [
        (branch.node.pk, 8),
        (other.node.pk, 1),
    ]
    again = enter_many(actor=SYSTEM, rows=rows)
    assert not set(ids) & set(again)
    digests = [one.details["digest"] for one in entries()]
    assert (digests[0], digests[1]) == (digests[2], digests[3])
    enter_many(actor=SYSTEM, rows=[dues(branch, pk, on=date(2026, 10, 14)) for pk in branch.people])
    assert entries().last().details["digest"] != digests[0]


def test_one_wrong_row_and_nothing_is_written(branch, secretary):
    rows = [dues(branch, branch.people[0]), dues(branch, branch.people[1], on=date(2026, 12, 1))]
    with pytest.raises(Wrong) as caught:
        enter_many(actor=secretary, rows=rows)
    assert list(caught.value.faults) == ["2.on"]
    assert not Activity.objects.exists()


def test_rows_point_at_one_another_in_any_order(branch, secretary):
    rows = [
        a_meeting(branch, "record", about_key="大会", columns={"form": "minutes"}),
        a_meeting(branch, key="大会"),
    ]
    paper, meeting = enter_many(actor=secretary, rows=rows)
    assert Activity.objects.get(pk=paper).about_id == meeting


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([{"about_key": "没有"}], "不在这些行里"),
        ([{"key": "甲", "about_key": "乙"}, {"key": "乙", "about_key": "甲"}], "互相指着"),
        ([{"key": "甲"}, {"key": "甲"}], "与第 1 行重复"),
        ([], "没有要登记的行"),
    ],
)
def test_rows_that_cannot_be_put_in_order_are_refused(branch, secretary, rows, says):
    with pytest.raises(Wrong, match=says):
        enter_many(actor=secretary, rows=[a_meeting(branch, **row) for row in rows])


def test_old_entry_days_come_from_a_superior_only(branch, secretary):
    rows = [a_meeting(branch, entered_on=date(2026, 10, 16))]
    with pytest.raises(Refused):
        enter_many(actor=secretary, rows=rows)
    superior = an_actor("superior", branch.node)
    (pk,) = enter_many(actor=superior, rows=rows)
    assert Activity.objects.get(pk=pk).entered_on == date(2026, 10, 16)
    assert entries().last().details["taken_over"] == 1


def test_even_a_superior_does_not_enter_the_future(branch):
    superior = an_actor("superior", branch.node)
    rows: tuple[dict[str, Any], ...] = (
        {"entered_on": date(2026, 12, 1)},
        {"entered_on": HELD, "voided_on": date(2026, 12, 1)},
    )
    for row in rows:
        with pytest.raises(Wrong, match=r"在将来|不晚于今天"):
            enter_many(actor=superior, rows=[a_meeting(branch, **row)])
    with pytest.raises(Wrong, match="在将来"):
        enter_many(actor=superior, rows=[a_meeting(branch, entered_on=date(2026, 10, 14))])


def test_a_forged_organisation_is_refused(branch, secretary):
    other = a_branch("西岭村党支部")
    with pytest.raises(Refused):
        enter_many(actor=secretary, rows=[dues(branch, branch.people[0]), a_meeting(other)])
    with pytest.raises(Wrong, match="没有这个组织"):
        enter_many(actor=secretary, rows=[a_meeting(branch, node=10**6)])


def test_it_takes_no_more_queries_for_more_rows(branch, secretary):
    counts = []
    for times in (1, 12):
        rows = [dues(branch, pk) for pk in branch.people] * times
        with CaptureQueriesContext(connection) as seen:
            enter_many(actor=secretary, rows=rows)
        # SQLite takes some thirty rows an INSERT; everything else is asked once
        counts.append(sum('INSERT INTO "activities' not in one["sql"] for one in seen))
    assert counts[0] == counts[1]
