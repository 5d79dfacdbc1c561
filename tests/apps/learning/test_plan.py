"""The plan of a year: sessions in the slots of the rules, issued once, and from then on arrangements like any other."""

from __future__ import annotations

from collections import Counter
from datetime import date, time

import pytest

from tests.apps.builders import a_client
from tests.apps.learning.conftest import Studying, a_studying_branch, verdicts
from zhidu.apps.activities.models import Activity
from zhidu.apps.adoption.queries import calendar
from zhidu.apps.learning.actions import (
    add_session,
    change_session,
    drop_session,
    issue,
    propose_sessions,
    set_plan,
)
from zhidu.apps.learning.actions.add_session import Planned
from zhidu.apps.learning.models import Plan
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.clock import on_day

pytestmark = pytest.mark.django_db


def a_plan(school: Studying, year: int = 2027) -> Plan:
    return set_plan(
        actor=school.secretary,
        organization=school.node.pk,
        year=year,
        themes="党的创新理论",
        requirement="每次记笔记",
    )


@pytest.mark.covers("S2.4.1", "S2.4.3", "S2.4.5", "S2.4.7")
def test_one_press_lists_a_year_in_the_slots_of_the_rules_and_skips_holidays(school: Studying) -> None:
    made = a_plan(school)
    number = propose_sessions(actor=school.secretary, plan=made.pk)
    rows = list(made.sessions.all())
    assert number == len(rows)
    assert all(calendar().is_workday(one.on) for one in rows)
    by_kind = Counter(one.kind for one in rows)
    assert by_kind["team_study"] == by_kind["staff_study"] == 12
    for one in rows:
        week = one.on.isocalendar().week
        if one.kind == "team_study":
            assert (one.on.weekday(), one.begins, one.ends) == (1, time(8), time(11))
        elif one.kind == "member_study":
            assert (one.on.weekday(), week % 2, one.begins) == (2, 0, time(16))
        elif one.kind == "staff_study":
            assert (one.on.weekday(), week % 2, one.begins) == (2, 1, time(16))
    assert propose_sessions(actor=school.secretary, plan=made.pk) == 0


def test_a_holiday_in_the_slot_gives_way_to_the_next_week(school: Studying) -> None:
    with on_day(date(2026, 1, 1)):
        made = a_plan(school, 2026)
        propose_sessions(actor=school.secretary, plan=made.pk)
    days = [one.on for one in made.sessions.filter(kind="team_study")]
    # the Tuesdays of the Spring Festival are off
    assert not [one for one in days if not calendar().is_workday(one)]
    assert len({one.month for one in days}) == 12


@pytest.mark.covers("S2.4.1", "S7.4.1")
def test_an_issued_plan_counts_with_its_timetable_and_its_sessions_are_arranged(school: Studying) -> None:
    made = a_plan(school, 2026)
    propose_sessions(actor=school.secretary, plan=made.pk)
    assert ("2026", "met") not in verdicts(school, "study_plan.parts")
    number = issue(actor=school.secretary, plan=made.pk, version=made.version)
    made.refresh_from_db()
    assert made.issued
    assert number == Activity.objects.filter(state="planned").count() == made.sessions.count()
    assert verdicts(school, "study_plan.parts") == [("2026", "met")]
    assert Activity.objects.filter(kind="study_requirement").count() == 1


@pytest.mark.covers("S6.2.1")
def test_the_plan_of_a_village_branch_counts_as_its_plan_of_study(db: None) -> None:
    village = a_studying_branch(
        "rural-branch", type="village_branch", rural_branch={"study.plan": {"per": "year"}}
    )
    made = a_plan(village, 2026)
    add_session(
        actor=village.secretary, plan=made.pk, said=Planned(kind="member_study", on=date(2026, 12, 9))
    )
    issue(actor=village.secretary, plan=made.pk, version=made.version)
    assert ("2026", "met") in verdicts(village, "study_plan.count")


def test_what_was_added_later_is_arranged_by_a_second_press_and_nothing_twice(school: Studying) -> None:
    made = a_plan(school)
    first = Planned(
        kind="member_study", on=date(2027, 3, 10), begins=time(16), ends=time(17), title="全会精神"
    )
    add_session(actor=school.secretary, plan=made.pk, said=first)
    issue(actor=school.secretary, plan=made.pk, version=1)
    add_session(actor=school.secretary, plan=made.pk, said=Planned(kind="party_lecture", on=date(2027, 4, 1)))
    assert issue(actor=school.secretary, plan=made.pk, version=2) == 1
    assert Activity.objects.filter(kind="study_plan").count() == 1
    arranged = made.sessions.get(kind="member_study")
    with pytest.raises(Wrong, match="已经安排"):
        drop_session(actor=school.secretary, session=arranged.pk, version=arranged.version)


def test_what_is_wrong_with_a_session_is_said_at_the_field(school: Studying) -> None:
    made = a_plan(school)
    bad = Planned(kind="members_meeting", on=date(2026, 3, 10), ends=time(9))
    with pytest.raises(Wrong) as refused:
        add_session(actor=school.secretary, plan=made.pk, said=bad)
    assert set(refused.value.faults) == {"kind", "on", "ends"}
    with pytest.raises(Wrong, match="还没有一次学习"):
        issue(actor=school.secretary, plan=made.pk, version=1)


def test_two_who_write_at_the_same_time_do_not_overwrite_each_other(school: Studying) -> None:
    made = a_plan(school)
    with pytest.raises(Stale):
        a_plan(school)
    said = Planned(kind="member_study", on=date(2027, 3, 10))
    one = add_session(actor=school.secretary, plan=made.pk, said=said)
    change_session(actor=school.secretary, session=one.pk, version=1, said=said)
    with pytest.raises(Stale):
        change_session(actor=school.secretary, session=one.pk, version=1, said=said)


def test_a_member_reads_the_plan_and_changes_nothing(school: Studying) -> None:
    made = a_plan(school)
    client = a_client(school.member)
    page = client.get(f"/learning/{school.node.pk}/?year=2027").content.decode()
    assert "党的创新理论" in page
    assert "按规定的时段列出" not in page
    with pytest.raises(Refused):
        propose_sessions(actor=school.member, plan=made.pk)


def test_the_plan_is_printed_and_taken_along_as_a_table(school: Studying) -> None:
    made = a_plan(school)
    propose_sessions(actor=school.secretary, plan=made.pk)
    issue(actor=school.secretary, plan=made.pk, version=made.version)
    client = a_client(school.secretary)
    page = client.get(f"/learning/{school.node.pk}/?year=2027").content.decode()
    assert "/disclosure/new/?organization=" in page
    assert client.get(f"/papers/learning.plan/{made.pk}/").status_code == 200
    assert client.get(f"/papers/learning.plan/{made.pk}/?as=docx").status_code == 200
    answer = client.get(f"/learning/plans/{made.pk}/sheet/")
    assert b"".join(answer.streaming_content)[:2] == b"PK"
