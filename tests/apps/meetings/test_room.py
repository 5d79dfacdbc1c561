"""From 宣布开会 to the record: the quorum, the agenda, and what closing hands over."""

from __future__ import annotations

from datetime import time

import pytest

from tests.apps.builders import a_client, an_actor
from zhidu.apps.activities.actions import record_held
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.models import Activity
from zhidu.apps.activities.ports import pending
from zhidu.apps.meetings.actions import (
    add_point,
    close,
    decide_point,
    move_point,
    open_meeting,
    serve,
    set_point,
    sign,
    take_roll,
    write_paragraph,
)
from zhidu.apps.meetings.actions.sign import Mark
from zhidu.apps.meetings.models import Meeting
from zhidu.apps.meetings.queries import roll
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.journal.queries import about

pytestmark = pytest.mark.django_db


def away(people, standing: str = "absent") -> list[Mark]:
    return [Mark(one, standing) for one in people]


@pytest.fixture
def opened(branch, secretary, arranged):
    """A meeting that was declared open with everybody there."""
    meeting = arranged("members_meeting", "学习全会精神", "审议工作报告")
    take_roll(actor=secretary, activity=meeting.pk)
    open_meeting(actor=secretary, activity=meeting.pk)
    return meeting


@pytest.mark.covers("S2.1.11")
def test_below_the_quorum_it_is_not_opened_and_the_numbers_and_the_clause_are_said(
    branch, secretary, arranged
):
    meeting = arranged()
    take_roll(actor=secretary, activity=meeting.pk)
    sign(actor=secretary, activity=meeting.pk, marks=away(branch.people[3:8]))
    with pytest.raises(Wrong) as caught:
        open_meeting(actor=secretary, activity=meeting.pk)
    said = str(caught.value)
    assert "应到会有表决权 8 人" in said
    assert "至少 4 人" in said
    assert "实到有表决权 3 人，还差 1 人" in said
    assert "支部条例（2018）" in said


@pytest.mark.covers("S2.1.11")
def test_exactly_half_of_those_with_a_vote_is_enough(branch, secretary, arranged):
    meeting = arranged()
    take_roll(actor=secretary, activity=meeting.pk)
    sign(actor=secretary, activity=meeting.pk, marks=away(branch.people[4:8]))
    open_meeting(actor=secretary, activity=meeting.pk)
    assert Meeting.objects.get(activity=meeting).opened_at is not None


def test_a_lecture_that_no_clause_asks_numbers_of_opens_with_few(branch, secretary, arranged):
    meeting = arranged("party_lecture")
    take_roll(actor=secretary, activity=meeting.pk)
    sign(actor=secretary, activity=meeting.pk, marks=away(branch.people[1:8]))
    open_meeting(actor=secretary, activity=meeting.pk)


def test_nothing_is_discussed_before_it_is_open(branch, secretary, arranged):
    meeting = arranged("members_meeting", "学习")
    room = take_roll(actor=secretary, activity=meeting.pk)
    with pytest.raises(Wrong, match="还没有宣布开会"):
        set_point(actor=secretary, activity=meeting.pk, point=room.points.get().pk, state="now")


def test_one_point_at_a_time(secretary, opened):
    first, second = Meeting.objects.get(activity=opened).points.all()
    set_point(actor=secretary, activity=opened.pk, point=first.pk, state="now")
    set_point(actor=secretary, activity=opened.pk, point=second.pk, state="now")
    first.refresh_from_db()
    assert (first.state, first.ended_at is not None) == ("done", True)


def test_points_are_put_in_and_moved(secretary, opened):
    third = add_point(actor=secretary, activity=opened.pk, title="通报党费")
    move_point(actor=secretary, activity=opened.pk, point=third.pk, up=True)
    titles = [one.title for one in Meeting.objects.get(activity=opened).points.all()]
    assert titles == ["学习全会精神", "通报党费", "审议工作报告"]
    assert third.paragraphs.count() == 1


def test_a_decision_somebody_else_changed_is_not_written_over(secretary, opened):
    point = Meeting.objects.get(activity=opened).points.first()
    decide_point(actor=secretary, activity=opened.pk, point=point.pk, version=1, decision="同意")
    with pytest.raises(Stale):
        decide_point(actor=secretary, activity=opened.pk, point=point.pk, version=1, decision="不同意")


def test_the_recorder_writes_even_where_holding_no_post(branch, secretary, opened):
    room = Meeting.objects.get(activity=opened)
    recorder = an_actor("member", branch.node, person=branch.people[6])
    paragraph = room.paragraphs.first()
    with pytest.raises(Refused):
        write_paragraph(actor=recorder, activity=opened.pk, paragraph=paragraph.pk, version=1, text="学")
    serve(
        actor=secretary,
        activity=opened.pk,
        version=room.version,
        chair=branch.people[0],
        recorder=branch.people[6],
    )
    write_paragraph(actor=recorder, activity=opened.pk, paragraph=paragraph.pk, version=1, text="学了第一章")


def test_closing_hands_everything_to_the_record(branch, secretary, opened):
    room = Meeting.objects.get(activity=opened)
    first, second = room.points.all()
    sign(actor=secretary, activity=opened.pk, marks=[Mark(branch.people[6], "leave", "值班")])
    set_point(actor=secretary, activity=opened.pk, point=first.pk, state="now")
    text = first.paragraphs.get()
    write_paragraph(actor=secretary, activity=opened.pk, paragraph=text.pk, version=1, text="领学一小时。")
    decide_point(
        actor=secretary,
        activity=opened.pk,
        point=second.pk,
        version=1,
        decision="同意报告。",
        dissent="一人保留",
    )
    made = close(actor=secretary, activity=opened.pk, begins=time(9), ends=time(10, 30))
    record = Activity.objects.get(pk=made.pk)
    assert (record.state, record.begins, record.ends) == ("held", time(9), time(10, 30))
    assert record.notes == "一、学习全会精神\n领学一小时。"
    assert [(one.title, one.outcome) for one in record.agenda.all()] == [
        ("学习全会精神", ""),
        ("审议工作报告", "同意报告。\n不同意见：一人保留"),
    ]
    assert (record.columns["entitled"], record.columns["present"]) == ("9", "8")
    assert record.columns["chair_id"] == f"person-{branch.people[0]}"
    assert record.columns["recorded"] == "true"
    written = roll(opened.pk)
    assert written.closed
    assert written.leave == (branch.people[6],)
    assert about(room.code).filter(act="meetings.close").exists()


def test_after_closing_the_room_is_frozen(secretary, opened):
    room = Meeting.objects.get(activity=opened)
    close(actor=secretary, activity=opened.pk, rest="done")
    paragraph = room.paragraphs.first()
    with pytest.raises(Wrong, match="已经结束"):
        write_paragraph(
            actor=secretary, activity=opened.pk, paragraph=paragraph.pk, version=1, text="后来写的"
        )
    with pytest.raises(Wrong, match="已经结束"):
        take_roll(actor=secretary, activity=opened.pk)


def test_while_the_room_is_open_the_page_offers_no_other_way_to_record_it(secretary, arranged, opened):
    client = a_client(secretary)
    other = arranged("committee_meeting")
    for meeting, offered in ((other, True), (opened, False)):
        page = client.get(f"/activities/{meeting.pk}/").content.decode()
        assert (f"/activities/{meeting.pk}/hold/" in page) is offered


def test_points_nobody_dealt_with_are_asked_about(secretary, opened):
    with pytest.raises(Wrong) as caught:
        close(actor=secretary, activity=opened.pk)
    assert "还有 2 项没有议" in str(caught.value)
    made = close(actor=secretary, activity=opened.pk, rest="put_off")
    assert made.agenda.count() == 0
    left = pending(secretary, made.node_id, made.organization_id, made.kind)
    assert len(left) == 2
    assert "没有议" in left[0].why
    assert pending(secretary, made.node_id, made.organization_id, "party_lecture") == []


def test_whoever_went_home_before_the_end_may_leave_too_few(branch, secretary, opened):
    sign(actor=secretary, activity=opened.pk, marks=away(branch.people[2:8]))
    with pytest.raises(Wrong, match="到会人数不够"):
        close(actor=secretary, activity=opened.pk, rest="done")
    assert Activity.objects.get(pk=opened.pk).state == "planned"


def test_whoever_was_not_signed_in_was_absent(branch, secretary, arranged):
    meeting = arranged()
    sign(actor=secretary, activity=meeting.pk, marks=[Mark(one, "present") for one in branch.people[:6]])
    serve(
        actor=secretary,
        activity=meeting.pk,
        version=Meeting.objects.get(activity=meeting).version,
        chair=branch.people[0],
        recorder=None,
    )
    open_meeting(actor=secretary, activity=meeting.pk)
    close(actor=secretary, activity=meeting.pk)
    assert len(roll(meeting.pk).absent) == 3


def test_the_room_is_for_those_who_run_it_and_others_only_look(branch, secretary, opened):
    member = an_actor("member", branch.node, person=branch.people[6])
    page = a_client(member).get(f"/meetings/{opened.pk}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "textarea" not in text
    assert "结束会议" not in text
    assert "textarea" in a_client(secretary).get(f"/meetings/{opened.pk}/").content.decode()


def test_nobody_of_another_branch_sees_it(opened):
    from tests.apps.builders import a_branch  # noqa: PLC0415 - one test only

    stranger = an_actor("secretary", a_branch("西岭村党支部").node)
    assert a_client(stranger).get(f"/meetings/{opened.pk}/").status_code == 403


def test_what_is_being_written_in_the_room_is_not_written_over_by_a_form(opened, branch, secretary) -> None:
    row = Activity.objects.get(pk=opened.pk)
    entry = Entry(kind=row.kind, node=row.node_id, on=row.on, columns={"entitled": "3", "present": "3"})
    with pytest.raises(Wrong, match="会场开着"):
        record_held(actor=secretary, entry=entry, plan=row.pk, version=row.version)
    assert Activity.objects.get(pk=opened.pk).state == "planned"
    assert Meeting.objects.get(activity=opened.pk).closed_at is None
