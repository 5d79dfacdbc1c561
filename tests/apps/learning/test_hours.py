"""A session with attendance gives everybody there their hours, by the organisation's own reckoning, and never twice."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from tests.apps.builders import a_client
from tests.apps.learning.conftest import TODAY, Studying, a_studying_branch, reckons, studied
from zhidu.apps.compliance.worlds import records
from zhidu.apps.learning.actions import note_presence, set_conversion, set_learners
from zhidu.apps.learning.actions.set_conversion import Answer
from zhidu.apps.learning.models import Learner, Presence
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 4)


def hours(school: Studying, measure: str = "class_hours") -> dict[str, Decimal]:
    """Subject → how much is on record."""
    found: dict[str, Decimal] = {}
    for one in records(school.node, TODAY).facts:
        if one.measure == measure:
            found[one.subject] = found.get(one.subject, Decimal(0)) + one.quantity
    return found


def first(school: Studying) -> str:
    return f"person-{school.branch.people[0]}"


def test_without_an_answer_nobody_knows_how_many_class_hours_a_session_is(school: Studying) -> None:
    studied(school, DAY, time(8), time(11))
    assert hours(school) == {}
    assert hours(school, "study_hours")[first(school)] == 3


@pytest.mark.covers("S6.2.3")
def test_everybody_there_gets_the_class_hours_of_the_answer_above_and_nobody_else(school: Studying) -> None:
    reckons(school.above)
    studied(school, DAY, time(8), time(11), away=1)
    found = hours(school)
    assert set(found.values()) == {Decimal(4)}
    assert len(found) == 4


def test_the_own_answer_goes_before_the_superiors_and_only_from_its_day_on(school: Studying) -> None:
    reckons(school.above)
    own = Answer(hour=Decimal(1), half=Decimal(3), day=Decimal(6), half_from=Decimal(3), day_from=Decimal(6))
    set_conversion(actor=school.secretary, organization=school.node.pk, since=date(2026, 6, 1), answer=own)
    studied(school, DAY, time(8), time(11))
    studied(school, date(2026, 6, 10), time(8), time(11))
    assert hours(school)[first(school)] == 7


def test_what_somebody_wrote_down_stands(school: Studying) -> None:
    reckons(school.above)
    studied(school, DAY, time(8), time(11), columns={"class_hours": "2"})
    assert hours(school)[first(school)] == 2


def test_two_meetings_at_one_time_count_once(school: Studying) -> None:
    reckons(school.above)
    studied(school, DAY, time(14), time(16))
    studied(school, DAY, time(15), time(17), kind="party_lecture")
    assert hours(school)[first(school)] == 3


def test_a_lecture_and_a_training_count_as_well_and_a_committee_meeting_does_not(school: Studying) -> None:
    reckons(school.above)
    for kind, day in (("party_lecture", 5), ("training_session", 6), ("members_meeting", 7)):
        studied(school, date(2026, 3, day), time(9), time(10), kind=kind)
    assert hours(school)[first(school)] == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"hour": Decimal(0)}, "hour"), ({"day_from": Decimal(2)}, "day_from"), ({"day": Decimal(1)}, "day")],
)
def test_an_answer_that_makes_no_sense_is_refused_at_the_field(
    school: Studying, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(Wrong) as refused:
        reckons(school.node, **wrong)
    assert set(refused.value.faults) == {field}


@pytest.mark.covers("S2.4.6")
def test_staff_who_are_no_members_are_kept_by_name_and_ticked_off_at_their_session(school: Studying) -> None:
    people = [("李文", "教务处"), ("王芳", "")]
    set_learners(actor=school.secretary, organization=school.node.pk, circle="staff", names=people)
    held = studied(school, DAY, time(16), time(17), kind="staff_study")
    client = a_client(school.secretary)
    assert "李文（教务处）" in client.get(f"/learning/presence/{held.pk}/").content.decode()
    one = Learner.objects.get(name="李文")
    assert client.post(f"/learning/presence/{held.pk}/", {"learners": [one.pk]}).status_code == 302
    set_learners(actor=school.secretary, organization=school.node.pk, circle="staff", names=people[1:])
    assert Presence.objects.get().learner == one
    with pytest.raises(Refused):
        note_presence(actor=school.member, activity=held.pk, learners=[one.pk])


def test_a_name_twice_in_a_circle_is_refused(school: Studying) -> None:
    with pytest.raises(Wrong, match="写了两次"):
        set_learners(
            actor=school.secretary,
            organization=school.node.pk,
            circle="staff",
            names=[("李文", ""), ("李文", "")],
        )


def test_the_pages_of_the_settings_open_and_take_what_is_right(school: Studying) -> None:
    client = a_client(school.secretary)
    address = f"/learning/{school.node.pk}/conversion/"
    assert "全国没有统一" in client.get(address).content.decode()
    given = {"since": "2026-01-01", "hour": "1", "half": "4", "day": "8", "half_from": "3", "day_from": "6"}
    assert client.post(address, given).status_code == 302
    names = f"/learning/{school.node.pk}/learners/"
    assert client.post(names, {"circle": "staff", "names": "李文，教务处\n王芳"}).status_code == 302
    assert client.post(names, {"circle": "staff", "names": "李文\n李文"}).status_code == 200
    assert Learner.objects.count() == 2


def test_class_hours_cost_a_fixed_number_of_queries(django_assert_max_num_queries: Any) -> None:
    small = a_studying_branch("school-branch", members=5)
    reckons(small.above)
    for day in range(1, 9):
        studied(small, date(2026, 3, day), time(8), time(9))
    with django_assert_max_num_queries(22):
        records(small.node, TODAY)
