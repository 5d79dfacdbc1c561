"""When one clause makes another unnecessary, and when both must run (semantics rows 21-24)."""

from __future__ import annotations

import pytest

from tests.worked import clause
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.strictness import Comparison, compare, implies, impossible, may_move


def meetings(at_least: int, per: str, modality: str = "must", extra: str = "") -> Clause:
    return clause(
        f"modality: {modality}\nkind: frequency\nmeasure: members_meeting\nat_least: {at_least}\nper: {per}\n{extra}"
    )


@pytest.mark.parametrize(
    ("often", "per", "count", "longer", "expected"),
    [
        (1, "week", 3, "month", True),
        (1, "week", 4, "month", False),
        (1, "week", 12, "quarter", True),
        (1, "week", 13, "quarter", False),
        (1, "week", 51, "year", True),
        (1, "week", 52, "year", False),
        (1, "month", 2, "quarter", True),
        (1, "month", 3, "quarter", True),
        (1, "month", 4, "quarter", False),
        (1, "two_months", 1, "quarter", True),
        (1, "two_months", 3, "half_year", True),
        (1, "quarter", 2, "half_year", True),
        (1, "month", 1, "semester", False),
        (4, "year", 1, "quarter", False),
    ],
)
def test_21_what_a_rhythm_implies_for_a_longer_period(
    often: int, per: str, count: int, longer: str, *, expected: bool
) -> None:
    assert implies(meetings(often, per), meetings(count, longer)) is expected


def test_22_a_softer_duty_never_replaces_a_harder_one() -> None:
    """一般每月一次 + 应当每季度一次：两条都执行。"""
    usually_monthly, must_quarterly = meetings(1, "month", "generally"), meetings(1, "quarter")
    assert compare(usually_monthly, must_quarterly) is Comparison.INCOMPARABLE
    assert compare(meetings(1, "month"), meetings(1, "quarter", "generally")) is Comparison.STRICTER


@pytest.mark.parametrize(
    "extra",
    [
        "makeup: 90d",
        "excuse: {grounds: [illness], approver: [branch]}",
        "held_by: [self, superior]",
        "applies: {organization: [village_branch]}",
    ],
    ids=["补办期更长", "有理由可以免", "上级办的也算", "只管村支部"],
)
def test_22_a_duty_with_an_easier_way_out_does_not_replace_one_without(extra: str) -> None:
    plain = meetings(1, "month", extra="makeup: 30d")
    assert not implies(meetings(1, "month", extra=extra), plain)


def test_22_counting_fewer_events_is_stricter() -> None:
    assert implies(meetings(1, "month", extra="where: {type: regular}"), meetings(1, "month"))
    assert not implies(meetings(1, "month"), meetings(1, "month", extra="where: {type: regular}"))


def test_23_a_larger_denominator_is_stricter_only_at_equal_ratio() -> None:
    def passing(share: str) -> Clause:
        return clause(f"kind: decision\nforum: [members_meeting]\npass: {share}")

    two_thirds_present = passing("{of: present, at_least: 2/3}")
    half_entitled = passing("{of: entitled, more_than: 1/2}")
    half_present = passing("{of: present, more_than: 1/2}")
    assert compare(two_thirds_present, half_entitled) is Comparison.INCOMPARABLE
    assert compare(half_entitled, half_present) is Comparison.STRICTER


def window(day: str, modality: str = "must", move: str = "") -> Clause:
    return clause(
        f"modality: {modality}\nkind: schedule\nmeasure: party_day\nwindow: {{weekday: {day}}}\n{move}"
    )


def test_24_only_what_nothing_can_satisfy_is_impossible() -> None:
    assert impossible(window("tue"), window("fri"))
    assert not impossible(window("tue"), window("fri", "generally"))
    assert not impossible(window("tue", move="move: {consent: [superior]}"), window("fri"))
    few = clause("kind: frequency\nmeasure: members_meeting\nat_most: 3\nover: breach\nper: year")
    assert impossible(meetings(1, "quarter"), few)
    assert not impossible(meetings(3, "year"), few)


def test_a_fixed_clause_is_moved_neither_way() -> None:
    """三个月自行脱党不是“更严”，是不合规定。"""

    def lapse(run: int, local: str = "tighten") -> Clause:
        return clause(
            f"subject: member\nlocal: {local}\nkind: lapse\nany_of: [dues_paid]\nrun: {run}\nwarn_at: 2"
        )

    national = lapse(6, "fixed")
    assert not may_move(national, lapse(3))
    assert not may_move(national, lapse(9))
    assert may_move(national, lapse(6))


def test_a_clause_for_everybody_covers_one_for_some() -> None:
    everywhere = meetings(1, "month")
    villages = meetings(1, "month", extra="applies: {organization: [village_branch]}")
    assert implies(everywhere, villages)
    assert not implies(villages, everywhere)
