"""Adopting, answering and ending: who may, what is refused, and what is written down."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.apps.adoption.trees import (
    FEEDBACK,
    FRIDAY,
    SINCE,
    TUESDAY,
    a_book,
    a_tree,
    holding,
    meetings,
    runs,
)
from zhidu.apps.adoption import queries
from zhidu.apps.adoption.actions import adopt, answer, end_adoption
from zhidu.apps.orgs import actions as orgs
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.params import Deadline
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.journal import queries as journal

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)


def within(clause: Clause) -> str:
    assert isinstance(clause.params, Deadline)
    assert clause.params.within is not None
    return clause.params.within.chinese()


def test_the_officers_of_an_organisation_may_adopt_for_it_and_so_may_its_superiors() -> None:
    _, town, branch = a_tree()
    book = a_book("a", meetings())
    for number, actor in enumerate(
        [
            holding("secretary", branch.path),
            holding("deputy", branch.path),
            holding("organisation", branch.path),
            holding("superior", town.path),
        ]
    ):
        first = date(2025, 1 + number, 1)
        adopt(
            actor=actor,
            organization=branch.pk,
            book=book.pk,
            first=first,
            last=first + timedelta(days=20),
        )


@pytest.mark.parametrize(
    ("role", "where"),
    [("member", "branch"), ("publicity", "branch"), ("secretary", "town"), ("superior", "elsewhere")],
)
def test_nobody_else_may(role: str, where: str) -> None:
    county, town, branch = a_tree()
    other = orgs.found(actor=SYSTEM, parent=county.pk, type="township_committee", name="丁镇党委", on=SINCE)
    path = {"branch": branch.path, "town": town.path, "elsewhere": other.path}[where]
    book = a_book("a", meetings())
    with pytest.raises(Refused):
        adopt(actor=holding(role, path), organization=branch.pk, book=book.pk, first=SINCE)


def test_an_adoption_is_in_the_journal_of_the_organisation_with_the_book() -> None:
    _, _, branch = a_tree()
    book = a_book("a", meetings())
    row = runs(branch, book)
    entry = journal.about(f"adoption-{row.pk}").get()
    assert (entry.act, entry.place, entry.happened_on) == ("adoption.adopt", branch.pk, SINCE)
    assert entry.details["version"] == book.pk


def test_a_forged_book_is_refused() -> None:
    _, _, branch = a_tree()
    with pytest.raises(Wrong) as refused:
        adopt(actor=SYSTEM, organization=branch.pk, book=999, first=SINCE)
    assert "没有这部制度" in refused.value.faults["book"]


def test_a_forged_organisation_is_nobody() -> None:
    from zhidu.apps.orgs.models import Node  # noqa: PLC0415 - only its exception

    book = a_book("a", meetings())
    with pytest.raises(Node.DoesNotExist):
        adopt(actor=SYSTEM, organization=999, book=book.pk, first=SINCE)


def test_a_group_adopts_nothing() -> None:
    _, _, branch = a_tree()
    group = orgs.found(actor=SYSTEM, parent=branch.pk, type="group", name="一组", on=SINCE)
    with pytest.raises(Wrong, match="不是党组织"):
        runs(group, a_book("a", meetings()))


def test_days_the_wrong_way_round_are_refused() -> None:
    _, _, branch = a_tree()
    with pytest.raises(Wrong) as refused:
        runs(branch, a_book("a", meetings()), DAY, last=DAY - timedelta(days=1))
    assert "起止颠倒" in refused.value.faults["last"]


@pytest.mark.parametrize("version", ["1", "2"])
def test_two_stretches_of_one_book_may_not_meet_whatever_the_version(version: str) -> None:
    _, _, branch = a_tree()
    runs(branch, a_book("a", meetings()), SINCE, last=date(2026, 6, 30))
    again = queries.versions("a")[0] if version == "1" else a_book("a", meetings(2), version="2")
    with pytest.raises(Wrong) as refused:
        runs(branch, again, date(2026, 6, 30))
    assert "2026-06-30" in refused.value.faults["first"]
    assert "重叠" in refused.value.faults["first"]
    assert runs(branch, again, date(2026, 7, 1)).pk


def test_an_open_end_overlaps_everything_later() -> None:
    _, _, branch = a_tree()
    book = a_book("a", meetings())
    runs(branch, book, None)
    with pytest.raises(Wrong, match="没有写到哪天为止"):
        runs(branch, book, date(2030, 1, 1))


def test_another_organisation_may_adopt_the_same_book_on_the_same_days() -> None:
    county, town, branch = a_tree()
    book = a_book("a", meetings())
    assert {runs(one, book).organization_id for one in (county, town, branch)}


def test_a_contradiction_with_a_superior_is_refused_and_both_clauses_are_named() -> None:
    county, _, branch = a_tree()
    runs(county, a_book("a", TUESDAY))
    with pytest.raises(Wrong) as refused:
        runs(branch, a_book("b", FRIDAY))
    said = refused.value.faults[""]
    assert "丙村支部" in said
    assert "《a制度》第三条“活动日定在周二”" in said
    assert "《b制度》第三条“活动日定在周五”" in said
    assert queries.adoptions([branch.pk]) == []


def test_a_contradiction_with_somebody_below_is_refused_too() -> None:
    county, _, branch = a_tree()
    runs(branch, a_book("b", FRIDAY))
    with pytest.raises(Wrong, match="丙村支部"):
        runs(county, a_book("a", TUESDAY))


def test_what_never_meets_in_time_is_no_contradiction() -> None:
    county, _, branch = a_tree()
    runs(branch, a_book("b", FRIDAY), SINCE, last=date(2025, 12, 31))
    assert runs(county, a_book("a", TUESDAY), date(2026, 1, 1)).pk


def test_an_old_contradiction_does_not_keep_another_book_out() -> None:
    county, town, _ = a_tree()
    other = orgs.found(actor=SYSTEM, parent=county.pk, type="township_committee", name="丁镇党委", on=SINCE)
    runs(town, a_book("a", TUESDAY))
    elsewhere = orgs.found(actor=SYSTEM, parent=other.pk, type="village_branch", name="戊村支部", on=SINCE)
    runs(elsewhere, a_book("b", FRIDAY))
    orgs.move(actor=SYSTEM, node=elsewhere.pk, to=town.pk, on=DAY)
    elsewhere.refresh_from_db()
    found = queries.clashes(elsewhere)
    assert [(one.first.book, one.second.book) for one in found] == [("a", "b")]
    keys = {duty.clause.key for duty in queries.duties(elsewhere)}
    assert {"a:party-day.window", "b:party-day.window"} <= keys
    assert runs(elsewhere, a_book("c", meetings())).pk


def test_a_dissolved_organisation_adopts_nothing_any_more() -> None:
    _, _, branch = a_tree()
    orgs.dissolve(actor=SYSTEM, node=branch.pk, last=date(2026, 3, 1))
    with pytest.raises(Wrong, match="撤销"):
        runs(branch, a_book("a", meetings()), DAY)


# ---------------------------------------------------------------- answers


def test_an_unanswered_question_stays_open_and_an_answered_one_closes() -> None:
    _, _, branch = a_tree()
    book = a_book("a", FEEDBACK)
    row = runs(branch, book)
    clause = queries.clause_of(branch, "a:feedback.handled")
    assert clause is not None
    assert [need.param for need in clause.open_needs] == ["within"]
    answer(
        actor=SYSTEM,
        adoption=row.pk,
        on=DAY,
        answers={"feedback.handled": {"within": "3d"}},
        version=row.version,
    )
    clause = queries.clause_of(branch, "a:feedback.handled")
    assert clause is not None
    assert clause.open_needs == ()
    assert within(clause) == "3 天"


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"feedback.handled": {"within": "很快"}}, "feedback.handled/within", "很快"),
        ({"feedback.handled": {"before": "true"}}, "", "没有问“before”"),
        ({"nothing.here": {"within": "3d"}}, "", "没有“nothing.here”这一条"),
    ],
)
def test_a_wrong_answer_is_refused_at_its_question(given, field: str, says: str) -> None:
    _, _, branch = a_tree()
    with pytest.raises(Wrong) as refused:
        runs(branch, a_book("a", FEEDBACK), answers=given)
    assert says in refused.value.faults[field]
    assert queries.adoptions([branch.pk]) == []


def test_a_new_answer_runs_from_its_day_and_the_old_one_until_the_day_before() -> None:
    _, _, branch = a_tree()
    row = runs(branch, a_book("a", FEEDBACK), answers={"feedback.handled": {"within": "7d"}})
    new = answer(
        actor=SYSTEM,
        adoption=row.pk,
        on=DAY,
        answers={"feedback.handled": {"within": "3d"}},
        version=row.version,
    )
    row.refresh_from_db()
    assert (row.last, new.first, new.last) == (date(2026, 5, 31), DAY, None)
    held = {within(duty.clause): duty.days_held(branch.code) for duty in queries.duties(branch)}
    assert held == {"7 天": ((SINCE, date(2026, 5, 31)),), "3 天": ((DAY, date.max),)}


def test_what_an_answer_does_not_touch_goes_on_unbroken() -> None:
    _, _, branch = a_tree()
    row = runs(branch, a_book("a", FEEDBACK, meetings()))
    answer(
        actor=SYSTEM,
        adoption=row.pk,
        on=DAY,
        answers={"feedback.handled": {"within": "3d"}},
        version=row.version,
    )
    kept = [duty for duty in queries.duties(branch) if duty.clause.id == "members-meeting.count"]
    assert [duty.days_held(branch.code) for duty in kept] == [((SINCE, date.max),)]


def test_a_new_version_interrupts_only_the_clauses_it_changes() -> None:
    _, _, branch = a_tree()
    runs(branch, a_book("a", FEEDBACK, meetings()), SINCE, last=date(2026, 5, 31))
    runs(branch, a_book("a", meetings(), FEEDBACK.replace("7d", "9d"), version="2"), DAY)
    kept = [duty for duty in queries.duties(branch) if duty.clause.id == "members-meeting.count"]
    assert [duty.days_held(branch.code) for duty in kept] == [((SINCE, date.max),)]
    changed = [duty for duty in queries.duties(branch) if duty.clause.id == "feedback.handled"]
    assert len(changed) == 2


def test_an_answer_outside_the_adoption_or_without_a_change_is_refused() -> None:
    _, _, branch = a_tree()
    row = runs(branch, a_book("a", FEEDBACK), last=date(2026, 12, 31))
    more = {"adoption": row.pk, "version": row.version, "actor": SYSTEM}
    with pytest.raises(Wrong, match="2026-12-31"):
        answer(on=date(2027, 1, 1), answers={"feedback.handled": {"within": "3d"}}, **more)
    with pytest.raises(Wrong, match="没有改动"):
        answer(on=DAY, answers={}, **more)


def test_an_answer_that_contradicts_a_superior_is_refused() -> None:
    asked = FRIDAY.replace(
        "  kind: schedule", "  needs: [{param: window.weekday, ask: 星期几, suggest: fri}]\n  kind: schedule"
    )
    asked = asked.replace("window: {weekday: fri}", "window: {}").replace("  window: {}\n", "")
    county, _, branch = a_tree()
    runs(county, a_book("a", TUESDAY))
    row = runs(branch, a_book("b", asked))
    with pytest.raises(Wrong, match="互相抵触"):
        answer(
            actor=SYSTEM,
            adoption=row.pk,
            on=DAY,
            answers={"party-day.window": {"window.weekday": "fri"}},
            version=row.version,
        )


def test_the_second_of_two_who_change_one_adoption_is_told() -> None:
    _, _, branch = a_tree()
    row = runs(branch, a_book("a", FEEDBACK))
    seen = row.version
    end_adoption(actor=SYSTEM, adoption=row.pk, last=date(2026, 12, 31), version=seen)
    with pytest.raises(Stale):
        answer(
            actor=SYSTEM,
            adoption=row.pk,
            on=DAY,
            answers={"feedback.handled": {"within": "3d"}},
            version=seen,
        )
    with pytest.raises(Stale):
        end_adoption(actor=SYSTEM, adoption=row.pk, last=date(2026, 11, 30), version=seen)


# ---------------------------------------------------------------- the end


def test_after_its_last_day_a_book_binds_no_more() -> None:
    _, _, branch = a_tree()
    row = runs(branch, a_book("a", meetings()))
    end_adoption(actor=SYSTEM, adoption=row.pk, last=DAY, version=row.version)
    assert [duty.days_held(branch.code) for duty in queries.duties(branch)] == [((SINCE, DAY),)]


def test_an_end_before_the_beginning_is_refused_but_the_day_before_takes_it_back() -> None:
    _, _, branch = a_tree()
    book = a_book("a", meetings())
    row = runs(branch, book, DAY)
    with pytest.raises(Wrong) as refused:
        end_adoption(actor=SYSTEM, adoption=row.pk, last=date(2026, 5, 1), version=row.version)
    assert "2026-05-31" in refused.value.faults["last"]
    end_adoption(actor=SYSTEM, adoption=row.pk, last=date(2026, 5, 31), version=row.version)
    assert queries.duties(branch) == []
    assert runs(branch, book, date(2026, 5, 20)).pk


def test_an_ended_adoption_is_not_prolonged() -> None:
    _, _, branch = a_tree()
    row = runs(branch, a_book("a", meetings()), last=DAY)
    with pytest.raises(Wrong, match="另行采用"):
        end_adoption(actor=SYSTEM, adoption=row.pk, last=date(2027, 1, 1), version=row.version)


def test_a_member_ends_nothing() -> None:
    _, _, branch = a_tree()
    row = runs(branch, a_book("a", meetings()))
    with pytest.raises(Refused):
        end_adoption(actor=holding("member", branch.path), adoption=row.pk, last=DAY, version=row.version)
