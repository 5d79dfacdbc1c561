"""A session once held answers for everything the rules ask of it: how often, what, how, by whom, and who was there."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.apps.ballots.making import the_book
from tests.apps.builders import an_organization
from tests.apps.learning.conftest import TODAY, Studying, a_studying_branch, studied, verdicts
from zhidu.apps.activities.actions import record_held
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.places import places
from zhidu.apps.adoption.actions import adopt
from zhidu.apps.compliance.follow import bring_up
from zhidu.apps.compliance.queries import everything
from zhidu.apps.learning.scheduling import forms_of, topics_of
from zhidu.foundation.access.rules import SYSTEM

pytestmark = pytest.mark.django_db
WEDNESDAY, TUESDAY = date(2026, 11, 11), date(2026, 11, 10)
"""Of an even week, and the day before."""


def of_november(school: Studying, family: str) -> set[str]:
    return {verdict for period, verdict in verdicts(school, family) if period == "2026-11" or ":" in period}


@pytest.mark.covers("S2.4.2", "S2.4.4", "S2.4.8", "S2.4.9", "S2.4.12", "S2.4.3", "S2.4.5")
def test_study_of_the_team_and_of_the_members_in_its_slot_keeps_every_clause_about_it(
    school: Studying,
) -> None:
    said = {"topics": "theory", "form": "close_reading", "chair": "secretary"}
    studied(school, WEDNESDAY, time(16), time(17), columns=said)
    studied(school, TUESDAY, time(8), time(11), kind="team_study", columns=said)
    for who in ("team", "member"):
        for family in ("count", "window", "content", "chair", "form"):
            assert of_november(school, f"{who}_study.{family}") == {"met"}, (who, family)


@pytest.mark.covers("S2.4.8", "S2.4.12")
def test_a_plan_offers_the_contents_and_the_forms_that_the_clauses_name(school: Studying) -> None:
    place = places([school.node.pk])[school.node.pk]
    assert topics_of("member_study", place, TODAY)["law_and_profession"] == "法律与业务知识"
    assert set(forms_of("team_study", place, TODAY)) == {"close_reading", "special_lecture", "discussion"}


@pytest.mark.covers("S2.3.4", "S2.3.6")
def test_a_lecture_by_film_on_party_knowledge_is_a_lecture(school: Studying) -> None:
    said = {"topics": "party_knowledge", "form": "video"}
    studied(school, WEDNESDAY, time(9), time(10), kind="party_lecture", columns=said)
    assert verdicts(school, "party_lecture.content") == [
        (verdicts(school, "party_lecture.content")[0][0], "met")
    ]
    assert {verdict for _, verdict in verdicts(school, "party_lecture.form")} == {"met"}


@pytest.mark.covers("S2.4.14#2")
def test_a_look_at_how_study_goes_counts_in_its_term(db: None) -> None:
    answers = {"study.inspection": {"per": "semester", "at_least": "1"}}
    school = a_studying_branch("school-branch", school_branch=answers)
    record_held(actor=SYSTEM, entry=Entry(kind="study_check", node=school.node.pk, on=WEDNESDAY))
    assert ("2026-S2", "met") in verdicts(school, "study_check.count")


@pytest.mark.covers("S6.2.1", "S6.2.2")
def test_a_villager_who_was_there_kept_the_month_and_who_was_away_did_not(db: None) -> None:
    village = a_studying_branch("rural-branch", type="village_branch")
    studied(village, date(2026, 9, 16), time(9), time(11), away=1, columns={"form": "training_class"})
    there, away = (f"person-{village.branch.people[place]}" for place in (0, 4))
    assert ("2026-09", "met") in verdicts(village, "study_attended.count", there)
    assert ("2026-09", "breached") in verdicts(village, "study_attended.count", away)
    assert {verdict for _, verdict in verdicts(village, "member_study.form")} == {"met"}


@pytest.mark.covers("S7.4.0")
def test_what_a_session_was_about_counts_for_each_who_was_there(db: None) -> None:
    ten = a_studying_branch("school-ten-systems", school_ten_systems={"study.five-subjects": {"per": "year"}})
    every = "theory;policies_and_resolutions;party_knowledge;science_and_culture;professional_knowledge"
    studied(ten, WEDNESDAY, time(16), time(17), away=1, columns={"topics": every})
    there, away = (f"person-{ten.branch.people[place]}" for place in (0, 4))
    assert verdicts(ten, "study_attended.parts", there) == [("2026", "met")]
    assert ("2026", "met") not in verdicts(ten, "study_attended.parts", away)


@pytest.mark.covers("S9.3.1", "S9.3.2")
def test_the_study_before_the_appraisal_reaches_everybody_and_holds_its_three_texts(db: None) -> None:
    school = a_studying_branch("member-appraisal")
    said = {"topics": "charter;norms;party_documents"}
    studied(school, WEDNESDAY, time(16), time(17), kind="appraisal_study", columns=said)
    assert {verdict for _, verdict in verdicts(school, "appraisal_study.coverage")} == {"met"}
    assert ("2026", "met") in verdicts(school, "appraisal_study.parts")


@pytest.mark.covers("S3.8.3")
def test_a_session_of_the_hall_may_be_held_in_the_courtyard_and_by_amateurs(db: None) -> None:
    county = an_organization("云岭区委", type="county_committee")
    adopt(actor=SYSTEM, organization=county.pk, book=the_book("city-district").pk, first=date(2026, 1, 1))
    said = {"modes": "courtyard;by_amateurs", "theme": "gratitude"}
    entry = Entry(kind="lecture_hall_session", node=county.pk, on=WEDNESDAY, columns=said)
    record_held(actor=SYSTEM, entry=entry)
    bring_up([county.pk], TODAY)
    told = {one.family: one.verdict for one in everything()}
    assert (told["lecture_hall_session.form"], told["lecture_hall_session.theme"]) == ("met", "met")
