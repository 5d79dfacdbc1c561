"""Before a book is adopted: what it would ask, what would change, and how the records would have been judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.apps.adoption.trees import FEEDBACK, a_book, a_tree, meetings, runs
from tests.apps.builders import a_client, an_actor
from zhidu.apps.activities.actions import enter_many
from zhidu.apps.activities.entries import Entry
from zhidu.apps.adoption import queries as adoption
from zhidu.apps.adoption.trying import Change, changes, given_way
from zhidu.apps.compliance import evaluation
from zhidu.apps.compliance.models import StoredFinding
from zhidu.apps.compliance.trial import trial
from zhidu.domain.rules.terms import Verdict
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.clock import on_day
from zhidu.foundation.journal.queries import latest

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 18)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with on_day(DAY):
        yield


@pytest.fixture
def branch() -> Any:
    """A branch whose county asks for a members' meeting each quarter, with meetings in seven months of a year."""
    county, _, branch = a_tree()
    runs(county, a_book("county", meetings(1, "quarter")))
    held_on = [date(2025, 12, 10), *(date(2026, month, 10) for month in (1, 2, 3, 6, 9, 11))]
    enter_many(
        actor=SYSTEM,
        rows=[
            Entry(
                kind="members_meeting",
                node=branch.pk,
                on=day,
                entered_on=day,
                columns={"entitled": "3", "present": "3"},
            )
            for day in held_on
        ],
    )
    return branch


def draft(node: Any, book: Any, first: date = DAY, answers: Any = None) -> Any:
    return adoption.draft(node, book, first, None, answers or {})


def test_a_monthly_book_says_when_its_first_meeting_is_due_and_how_often_in_ninety_days(branch: Any) -> None:
    seen = trial(branch, draft(branch, a_book("own", meetings(1, "month")), date(2026, 12, 1)))
    (line,) = seen.coming
    # December, January and February; the last of them ends on the 28th, and the ninety days on 1 March
    assert (line.first, len(line.days), line.whom) == (date(2026, 12, 31), 3, "本组织")


def test_what_was_already_done_this_month_is_not_told_as_coming(branch: Any) -> None:
    seen = trial(branch, draft(branch, a_book("own", meetings(1, "month")), date(2026, 11, 1)))
    (line,) = seen.coming
    assert line.first == date(2026, 12, 31)


def test_what_has_no_number_yet_is_only_recorded(branch: Any) -> None:
    book = a_book("own", FEEDBACK)
    assert [one.id for one in trial(branch, draft(branch, book)).unfixed] == ["feedback.handled"]
    seen = trial(branch, draft(branch, book, answers={"feedback.handled": {"within": "7d"}}))
    assert seen.unfixed == []
    assert [one.id for one in seen.on_occasion] == ["feedback.handled"]


def test_the_last_twelve_months_are_judged_by_the_records(branch: Any) -> None:
    """November 2025 to October 2026: seven meetings, of which that of November 2026 is not over."""
    seen = trial(branch, draft(branch, a_book("own", meetings(1, "month"))))
    (line,) = seen.back
    assert line.counts[Verdict.MET] == 7  # six months that are over, and November, where it is held already
    assert line.counts[Verdict.BREACHED] == 6
    assert seen.totals[Verdict.BREACHED, False] == 6


def test_the_preview_says_exactly_what_is_judged_once_it_is_adopted(branch: Any) -> None:
    book = a_book(
        "own", meetings(1, "month"), FEEDBACK, meetings(2, "half_year", family="party_lecture.count")
    )
    since = date(2025, 11, 1)
    before = trial(branch, draft(branch, book, since))
    runs(branch, book, first=since)
    true = Counter(
        one.verdict
        for one in evaluation.findings(branch.pk, as_of=DAY, first=since)
        if one.clause.book == "own"
        and one.verdict not in {Verdict.PENDING, Verdict.AT_RISK, Verdict.NOT_APPLICABLE}
        and one.missing is None
    )
    assert {verdict: number for (verdict, _), number in before.at_once.items()} == dict(true)


def test_a_stricter_book_takes_the_place_of_the_superiors(branch: Any) -> None:
    seen = trial(branch, draft(branch, a_book("own", meetings(1, "month"))))
    (changed,) = changes(branch, seen.found, DAY)
    assert changed.change is Change.STRICTER
    assert [one.book for one in changed.instead] == ["county"]
    ((gone, instead),) = given_way(branch, seen.found, DAY)
    assert (gone.book, instead and instead.book) == ("county", "own")


def test_a_laxer_book_is_set_aside_and_says_what_runs(branch: Any) -> None:
    seen = trial(branch, draft(branch, a_book("own", meetings(1, "half_year"))))
    (changed,) = changes(branch, seen.found, DAY)
    assert (changed.change, changed.why) == (Change.ASIDE, "较宽，不执行")
    assert [one.book for one in changed.beside] == ["county"]
    assert seen.coming == []


def test_the_same_text_changes_nothing_and_another_matter_is_new(branch: Any) -> None:
    book = a_book("own", meetings(1, "quarter"), FEEDBACK)
    found = changes(branch, trial(branch, draft(branch, book)).found, DAY)
    assert {one.clause.id: one.change for one in found} == {
        "members-meeting.count": Change.UNCHANGED,
        "feedback.handled": Change.NEW,
    }


def test_a_new_version_with_a_lower_number_is_told_as_laxer(branch: Any) -> None:
    runs(branch, a_book("own", meetings(2, "month")))
    newer = a_book("own", meetings(1, "month"), version="2")
    (changed,) = changes(branch, trial(branch, draft(branch, newer)).found, DAY)
    assert changed.change is Change.LAXER


def test_looking_writes_nothing(branch: Any) -> None:
    book = a_book("own", meetings(1, "month"))
    before = latest()
    client = a_client(an_actor("secretary", branch))
    answer = client.get(f"/findings/adopting/{branch.pk}/{book.pk}/?first=2026-01-01")
    assert answer.status_code == 200
    assert latest() == before
    assert not StoredFinding.objects.filter(clause__startswith="own:").exists()
    assert adoption.adoptions([branch.pk]) == []


def test_a_superior_sees_the_effect_on_a_branch_below_and_how_many_are_concerned(branch: Any) -> None:
    county = branch.parent.parent
    book = a_book("more", meetings(1, "month"))
    client = a_client(an_actor("superior", county))
    html = client.get(f"/findings/adopting/{county.pk}/{book.pk}/?about={branch.pk}").content.decode()
    assert "丙村支部真实的记录" in html
    assert "村党支部" in html


def test_only_whoever_may_adopt_may_look(branch: Any) -> None:
    book = a_book("own", meetings())
    assert (
        a_client(an_actor("member", branch)).get(f"/findings/adopting/{branch.pk}/{book.pk}/").status_code
        == 403
    )
    assert (
        a_client(an_actor("secretary", branch)).get(f"/findings/adopting/{branch.pk}/999/").status_code == 404
    )
