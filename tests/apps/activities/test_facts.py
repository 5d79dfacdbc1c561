"""Facts: what the rules read, and what was known on an earlier day."""

from __future__ import annotations

from collections import Counter
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.apps.activities.making import HELD, a_meeting, dues
from tests.apps.builders import a_branch, a_member, an_actor, members_of
from zhidu.apps.activities.actions import cancel, correct, enter_many, plan, record_held, void
from zhidu.apps.activities.agenda import Item
from zhidu.apps.activities.attendance import Attendance, Name
from zhidu.apps.activities.measures import facts
from zhidu.apps.activities.models import Activity
from zhidu.apps.members.actions import transfer
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import on_day, today

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 20)


def all_facts(known_on: date = TODAY):
    return facts(nodes=None, people=None, known_on=known_on)


def of(measure: str, known_on: date = TODAY):
    return [one for one in all_facts(known_on) if one.measure == measure]


def test_a_record_is_read_as_the_table_of_facts_would_say_it(branch, secretary):
    about = record_held(actor=secretary, entry=a_meeting(branch, "committee_meeting"))
    entry = a_meeting(
        branch,
        about=about.pk,
        quantity=Decimal("2.50"),
        begins=time(15),
        ends=time(16, 30),
        for_period="2026-09",
        sure=False,
        columns={"topics": "election;work_report", "chair": "secretary"},
        title="大会",
    )
    made = record_held(actor=secretary, entry=entry, agenda=[Item("谈话", topic="talk")])
    fact = of("members_meeting")[0]
    assert (fact.id, fact.subject, fact.on, fact.entered_on) == (made.code, branch.node.code, HELD, TODAY)
    assert (str(fact.quantity), fact.ref, fact.for_period, fact.sure) == ("2.5", about.code, "2026-09", False)
    assert dict(fact.attributes) == {
        "topics": "election;work_report;talk",
        "chair": "secretary",
        "begins": "15:00",
        "ends": "16:30",
        "minutes": "90",
    }


def test_minutes_that_somebody_wrote_down_stand(branch, secretary):
    record_held(
        actor=secretary,
        entry=a_meeting(branch, "party_lecture", begins=time(15), ends=time(17), columns={"minutes": "65"}),
    )
    assert of("party_lecture")[0].text("minutes") == "65"


def test_from_a_meeting_with_names_it_follows_who_took_part(branch, secretary):
    people = branch.people
    guest = a_member(branch.node, "积极分子", type="activist")
    attendance = Attendance(
        (
            Name(people[5], "leave", "illness"),
            Name(people[6], "absent"),
            Name(people[7], "absent", "illness"),
            Name(guest.pk, "observer", prospect=True),
        )
    )
    made = record_held(actor=secretary, entry=a_meeting(branch), attendance=attendance)
    meeting = of("members_meeting")[0]
    assert (meeting.count("entitled"), meeting.count("present")) == (8, 5)
    there = {f"person-{pk}" for pk in people[:5]} | {f"prospect-{guest.pk}"}
    assert {one.subject for one in of("organised_life")} == there
    assert {one.subject for one in of("attendance")} == there
    assert {one.ref for one in of("attendance")} == {made.code}
    assert {one.subject for one in of("activity_missed")} == {f"person-{pk}" for pk in people[5:]}
    assert [one.subject for one in of("leave_granted")] == [f"person-{people[5]}"]
    assert [one.subject for one in of("absence_unexcused")] == [f"person-{people[6]}"]
    assert len({one.id for one in all_facts()}) == len(all_facts())


def test_from_a_study_session_follow_the_hours_and_what_was_studied(branch, secretary):
    entry = a_meeting(
        branch,
        "member_study",
        begins=time(15),
        ends=time(16, 30),
        columns={"topics": "theory", "class_hours": "2"},
    )
    record_held(actor=secretary, entry=entry, attendance=Attendance())
    assert {(one.quantity, one.text("topics")) for one in of("study_attended")} == {(1, "theory")}
    assert {one.quantity for one in of("study_hours")} == {Decimal("1.5")}
    assert {one.quantity for one in of("class_hours")} == {2}


def test_nobody_is_credited_with_hours_or_credits_that_were_not_written_down(branch, secretary):
    record_held(actor=secretary, entry=a_meeting(branch, "member_study"), attendance=Attendance())
    assert not of("study_hours")
    assert not of("class_hours")
    assert len(of("study_attended")) == 8


def test_whoever_lectured_has_given_a_lecture_in_each_post(branch, secretary):
    post = branch.posts["secretary"]
    columns = {
        "lecturer": "secretary",
        "lecturer_id": f"person-{branch.people[0]}",
        "lecturer_posts": post.code,
    }
    record_held(
        actor=secretary, entry=a_meeting(branch, "party_lecture", columns=columns), attendance=Attendance()
    )
    assert {one.subject for one in of("lecture_given")} == {f"person-{branch.people[0]}", post.code}
    assert len(of("invited")) == 8


def test_nothing_follows_from_numbers_alone(branch, secretary):
    record_held(actor=secretary, entry=a_meeting(branch, columns={"entitled": "8", "present": "7"}))
    assert [one.measure for one in all_facts()] == ["members_meeting"]


def test_entitled_are_those_who_belonged_on_that_day(branch, secretary):
    other = a_branch("西岭村党支部")
    moved = branch.people[7]
    transfer(actor=SYSTEM, person=moved, to=other.node.pk, on=date(2026, 10, 10), version=1)
    before = record_held(
        actor=secretary, entry=a_meeting(branch, on=date(2026, 10, 9)), attendance=Attendance()
    )
    after = record_held(actor=secretary, entry=a_meeting(branch), attendance=Attendance())
    assert before.participants.filter(person=moved).exists()
    assert not after.participants.filter(person=moved).exists()
    with pytest.raises(Wrong, match="不在应到会名单里"):
        record_held(
            actor=secretary,
            entry=a_meeting(branch, on=date(2026, 10, 12)),
            attendance=Attendance((Name(moved, "absent"),)),
        )


def test_the_facts_of_people_follow_them_from_wherever_they_were(branch, secretary):
    other = a_branch("西岭村党支部")
    record_held(actor=secretary, entry=a_meeting(branch), attendance=Attendance())
    record_held(actor=secretary, entry=dues(branch, branch.people[1]))
    mine = facts(nodes=[other.node.pk], people=[branch.people[1]], known_on=TODAY)
    measures = Counter(one.measure for one in mine if one.subject == f"person-{branch.people[1]}")
    assert measures == {"organised_life": 1, "attendance": 1, "dues_paid": 1}
    assert not facts(nodes=[other.node.pk], people=[], known_on=TODAY)


def test_an_arrangement_is_a_plan_until_it_is_held_or_called_off(branch, secretary):
    with on_day(date(2026, 10, 1)):
        first = plan(actor=secretary, entry=a_meeting(branch))
        second = plan(actor=secretary, entry=a_meeting(branch, "party_lecture"))
    with on_day(date(2026, 10, 12)):
        cancel(actor=secretary, activity=second.pk, version=1, reason="防汛")
    with on_day(date(2026, 10, 16)):
        record_held(
            actor=secretary, entry=a_meeting(branch), attendance=Attendance(), plan=first.pk, version=1
        )
    planned = of("members_meeting", date(2026, 10, 15))[0]
    assert (planned.planned, planned.entered_on) == (True, date(2026, 10, 1))
    held = of("members_meeting")[0]
    assert (held.planned, held.entered_on) == (False, date(2026, 10, 16))
    assert not of("organised_life", date(2026, 10, 15))
    called_off = of("party_lecture")[0]
    assert (called_off.planned, called_off.voided_on) == (True, date(2026, 10, 12))
    assert of("party_lecture", date(2026, 10, 11))[0].voided_on is None


def test_a_voided_record_stays_with_the_day_it_was_voided(branch, secretary):
    with on_day(date(2026, 10, 16)):
        made = record_held(actor=secretary, entry=a_meeting(branch), attendance=Attendance())
    with on_day(date(2026, 10, 18)):
        void(actor=secretary, activity=made.pk, version=1, reason="重复", name="支部党员大会")
    assert {one.voided_on for one in all_facts()} == {date(2026, 10, 18)}
    assert {one.voided_on for one in all_facts(date(2026, 10, 17))} == {None}
    assert not all_facts(date(2026, 10, 15))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["record", "plan", "hold", "correct", "cancel", "void", "move"]),
        st.integers(0, 3),
        st.integers(0, 4),
    ),
    min_size=4,
    max_size=14,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_what_was_known_on_a_day_does_not_change_afterwards(branch, secretary, steps):
    from django.db import transaction  # noqa: PLC0415

    with transaction.atomic():
        day, taken = date(2026, 9, 1), {}
        for what, which, shift in steps:
            with on_day(day):
                _do(what, which, shift, branch, secretary)
                taken[day] = all_facts(day)
            day += timedelta(days=1)
        for then, known in taken.items():
            assert all_facts(then) == known
        transaction.set_rollback(True)


def _do(what, which, shift, branch, secretary) -> None:
    """One act on one of the records, if it can be done."""
    rows = list(Activity.objects.order_by("pk"))
    row = rows[which % len(rows)] if rows else None
    people = branch.people
    who = Attendance((Name(people[shift], "absent"),)) if shift else Attendance()
    past = today() - timedelta(days=shift)
    try:
        if what == "record" or row is None:
            record_held(actor=secretary, entry=a_meeting(branch, on=past), attendance=who)
        elif what == "plan":
            plan(actor=secretary, entry=a_meeting(branch, on=today() + timedelta(days=shift)))
        elif what == "hold":
            record_held(
                actor=secretary,
                entry=a_meeting(branch, on=past),
                attendance=who,
                plan=row.pk,
                version=row.version,
            )
        elif what == "cancel":
            cancel(actor=secretary, activity=row.pk, version=row.version, reason="不开了")
        elif what == "void":
            void(actor=secretary, activity=row.pk, version=row.version, reason="错", name="支部党员大会")
        else:
            correct(
                actor=secretary,
                activity=row.pk,
                version=row.version,
                entry=a_meeting(branch, on=past if row.state == "held" else today() + timedelta(days=shift)),
                attendance=who if what == "correct" and row.state == "held" else None,
                agenda=[Item(f"议题{shift}", topic=f"t{shift}")],
                reason="查对",
            )
    except Wrong:
        pass


@pytest.mark.parametrize("number", [3, 30])
def test_facts_take_the_same_few_queries_whatever_the_size(branch, secretary, number):
    people = members_of(branch.node, number)
    for _ in range(number):
        made = record_held(
            actor=secretary, entry=a_meeting(branch), attendance=Attendance(), agenda=[Item("a", "b")]
        )
        correct(
            actor=secretary,
            activity=made.pk,
            version=1,
            entry=a_meeting(branch, title="x"),
            attendance=Attendance(),
            reason="y",
        )
    for scope in ({"nodes": None, "people": None}, {"nodes": [branch.node.pk], "people": people}):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            facts(**scope, known_on=TODAY)
        assert len(seen) == 8


def test_a_matter_is_a_subject_of_its_organisation(branch):
    from zhidu.apps.activities.actions import close_matter, open_matter  # noqa: PLC0415
    from zhidu.apps.activities.queries import matter_subjects  # noqa: PLC0415

    officer = an_actor("organisation", branch.node)
    matter = open_matter(
        actor=officer,
        organization=branch.node.pk,
        type="case",
        title="发展李文静",
        first=date(2026, 3, 1),
        attributes={"procedure": "recruitment"},
    )
    with CaptureQueriesContext(connection) as seen:
        (subject,) = matter_subjects([branch.node.pk])
    assert len(seen) == 1
    assert (subject.id, subject.name, subject.kind) == (matter.code, "发展李文静", "case")
    assert subject.spells[0].belongs_to == branch.node.code
    assert subject.spells[0].attributes["procedure"] == "recruitment"
    close_matter(actor=officer, matter=matter.pk, version=1, last=date(2026, 10, 1))
    assert matter_subjects(None)[0].spells[0].last == date(2026, 10, 1)
    assert matter_subjects([branch.node.pk + 1]) == []


def test_steps_of_a_matter_are_facts_about_it(branch, secretary):
    from zhidu.apps.activities.actions import open_matter  # noqa: PLC0415

    matter = open_matter(
        actor=secretary, organization=branch.node.pk, type="task", title="修路", first=date(2026, 3, 1)
    )
    enter_many(
        actor=secretary,
        rows=[a_meeting(branch, "procedure_step", matter=matter.pk, columns={"step": "plan"})],
    )
    assert [(one.subject, one.text("step")) for one in all_facts()] == [(matter.code, "plan")]
