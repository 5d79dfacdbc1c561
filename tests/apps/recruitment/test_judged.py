"""What was done step by step is what the clauses see: nobody writes it down a second time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.apps.judging import findings
from tests.apps.recruitment.conftest import Place, Placed, a_way
from zhidu.apps.activities.actions import record_held
from zhidu.apps.activities.entries import Entry
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.clock import on_day


def said(place: Place, day: date, clause: str) -> set[str]:
    """The verdicts of one clause, as of the day."""
    with on_day(day):
        return {str(one.verdict) for one in findings(place.branch.node, day, clause)}


def wrote(place: Place, kind: str, day: date, **columns: str) -> Any:
    with on_day(day):
        return record_held(
            actor=SYSTEM, entry=Entry(kind=kind, node=place.branch.node.pk, on=day, columns=columns)
        )


def test_the_national_clauses_see_every_step_of_a_dossier(place: Place) -> None:
    way = a_way(place)
    way.walk()
    day = way.day
    for clause in (
        "steps-2026",
        "talk-2026",
        "talk-topics",
        "activist-source-2026",
        "activist-decided-2026",
        "mentors-2026",
        "cultivation-2026",
        "consent-first",
        "notice",
        "sponsors-2026",
        "review-2026",
        "training-2026",
        "training-length-2026",
        "one-month-2026",
        "meeting-order",
        "approval-talk-2026",
        "approval-3m-2026",
        "oath",
        "confirmation-applied-2026",
        "archive-2026",
        "probation",
        "age",
    ):
        assert said(place, day, f"national:recruitment.{clause}") <= {"met", "not_applicable"}, clause
    assert said(place, day, "national:recruitment.steps-2026") == {"met"}
    assert said(place, day, "national:recruitment.sponsors-2026") == {"met"}
    assert said(place, day, "national:recruitment.archive-2026") == {"met"}
    # the resolution is there; which of its boxes are filled in nobody has said
    assert said(place, day, "national:recruitment.resolution-2026") == {"undetermined"}


@pytest.mark.covers("S5.9.1", "S5.9.6")
def test_a_branch_that_admits_somebody_has_taken_in_fresh_blood(placed: Placed) -> None:
    place = placed("branch-comprehensive")
    way = a_way(place, "recruitment")
    way.walk()
    assert "met" in said(place, way.day, "branch-comprehensive:recruit.steps")
    assert "met" in said(place, way.day, "branch-comprehensive:recruit.one-by-one") | said(
        place, way.day, "branch-comprehensive:recruit.steps"
    )
    # how long a period is was left to the branch, so nothing is judged before it says so
    assert said(place, way.day, "branch-comprehensive:recruit.fresh-blood") <= {"met", "undetermined"}


@pytest.mark.covers("S6.3.1", "S6.3.2")
def test_those_listed_have_the_traits_the_village_looks_for_and_the_sheet_is_filled_in(
    placed: Placed,
) -> None:
    place = placed("rural-branch")
    way = a_way(place, "recruitment", traits=["skilled"])
    way.walk(until="admission")
    discussed = wrote(place, "recruitment_discussed", way.day)
    sheet = "recruitment-quality"
    assert "breached" not in said(place, way.day, "rural-branch:recruitment.focus")
    before = said(place, way.day + timedelta(days=60), "rural-branch:recruitment.policy")
    with on_day(way.day):
        record_held(
            actor=SYSTEM,
            entry=Entry(
                kind="record",
                node=place.branch.node.pk,
                on=way.day,
                about=discussed.pk,
                columns={
                    "form": sheet,
                    "fields": "standards_kept;quality_assured;structure_improved;prudent",
                },
            ),
        )
    after = said(place, way.day + timedelta(days=60), "rural-branch:recruitment.policy")
    assert "met" in after
    assert before != after


@pytest.mark.covers("S5.10.5", "S5.10.15")
def test_a_long_plan_and_no_irregularity_are_what_the_secretary_answers_for(placed: Placed) -> None:
    place = placed("branch-comprehensive")
    day = date(2026, 6, 1)
    wrote(place, "recruitment_long_plan", day, basis="organisation_need;activist_maturity;survey")
    assert "met" in said(place, day, "branch-comprehensive:recruit.long-plan.basis")
    assert "met" in said(place, day, "branch-comprehensive:recruit.long-plan")
    wrote(place, "sector_neglected", day)
    assert "breached" in said(place, day, "branch-comprehensive:recruit.no-neglect")
    wrote(place, "recruitment_irregular", day, type="not_qualified")
    assert "breached" in said(place, day, "branch-comprehensive:recruit.no-unqualified")
