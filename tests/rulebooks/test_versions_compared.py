"""Two versions of one book: what is new, gone, stricter, laxer, and what is only said otherwise."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.kinds.params import Frequency
from zhidu.rulebooks.clauses import answered
from zhidu.rulebooks.library import find_book
from zhidu.rulebooks.load import BookSource
from zhidu.rulebooks.versions_compared import compare_versions


@cache
def book() -> Rulebook:
    return BookSource(find_book("branch-comprehensive")).book({})


def changed(clause_id: str, **changes: object) -> list[tuple[str, str]]:
    """What is said of a version in which one clause was changed."""
    clauses = tuple(replace(one, **changes) if one.id == clause_id else one for one in book().clauses)  # type: ignore[arg-type]
    found = compare_versions(book(), replace(book(), clauses=clauses))
    return [((one.after or one.before).id, one.chinese) for one in found if not one.same]  # type: ignore[union-attr]


def test_nothing_changed_is_said_of_the_same_text() -> None:
    assert all(one.same for one in compare_versions(book(), book()))


def test_twice_a_month_instead_of_once_is_stricter_and_back_is_laxer() -> None:
    monthly = book().clause("committee.monthly")
    assert monthly is not None
    assert isinstance(monthly.params, Frequency)
    twice = replace(monthly.params, at_least=2)
    assert changed("committee.monthly", params=twice) == [("committee.monthly", "更严了")]
    clauses = tuple(replace(one, params=twice) if one is monthly else one for one in book().clauses)
    (back,) = (one for one in compare_versions(replace(book(), clauses=clauses), book()) if not one.same)
    assert back.chinese == "放宽了"


def test_another_title_changes_no_duty() -> None:
    assert changed("committee.monthly", title="支委会按月开") == [
        ("committee.monthly", "要求没有变，改了措辞、出处或提醒")
    ]


def test_new_and_gone_are_named() -> None:
    fewer = replace(book(), clauses=book().clauses[1:])
    first = book().clauses[0].id
    (gone,) = (one for one in compare_versions(book(), fewer) if not one.same)
    (new,) = (one for one in compare_versions(fewer, book()) if not one.same)
    assert (gone.before and gone.before.id, gone.chinese) == (first, "删去")
    assert (new.after and new.after.id, new.chinese) == (first, "新增")


def test_an_answer_can_be_tried_on_one_clause_alone() -> None:
    clause = book().clause("attendance.check")
    assert clause is not None
    assert clause.open_needs
    tried = answered(clause, {"at_least": "2", "per": "month"})
    assert tried.open_needs == ()
    assert (tried.params.at_least, str(tried.params.per)) == (2, "month")  # type: ignore[union-attr]
