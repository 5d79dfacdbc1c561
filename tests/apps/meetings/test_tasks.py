"""What a meeting gave somebody to do: tracked to its end, and reported at the next meeting."""

from __future__ import annotations

from datetime import date

import pytest

from tests.apps.builders import a_client, an_actor
from zhidu.apps.activities.models import Activity
from zhidu.apps.activities.ports import pending
from zhidu.apps.meetings.actions import (
    close,
    end_task,
    give_task,
    move_task,
    open_meeting,
    report_task,
    take_roll,
)
from zhidu.apps.meetings.actions.remind_tasks import remind
from zhidu.apps.meetings.models import Task
from zhidu.apps.meetings.tasks import overdue, tasks_of, to_report
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.clock import on_day
from zhidu.foundation.outbox.models import Message

pytestmark = pytest.mark.django_db
DUE = date(2026, 10, 30)


@pytest.fixture
def doer(branch):
    return an_actor("member", branch.node, person=branch.people[6])


@pytest.fixture
def task(branch, secretary, arranged, doer):
    meeting = arranged()
    take_roll(actor=secretary, activity=meeting.pk)
    return give_task(
        actor=secretary, activity=meeting.pk, person=branch.people[6], what="修改工作报告", due=DUE
    )


def test_whoever_has_to_do_it_is_told_and_sees_it(task, doer, branch):
    assert Message.objects.filter(receiver=doer.user, subject__contains="修改工作报告").count() == 1
    assert [one.pk for one in tasks_of(branch.people[6])] == [task.pk]
    assert "修改工作报告" in a_client(doer).get(f"/tasks/of/{branch.people[6]}/").content.decode()


def test_it_is_offered_to_the_next_meeting_of_that_kind_to_whoever_may_see_it(task, secretary, branch):
    here = (branch.node.pk, branch.node.pk, "members_meeting")
    (offer,) = pending(secretary, *here)
    assert "修改工作报告" in offer.title
    assert pending(an_actor(), *here) == []
    end_task(actor=secretary, task=task.pk, version=task.version, done=True, words="办好了")
    assert pending(secretary, *here) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [({"what": " "}, "what"), ({"due": date(2026, 10, 1)}, "due"), ({"person": 9_999_999}, "person")],
)
def test_a_task_says_who_what_and_by_when(task, secretary, branch, change, field):
    asked = {"person": branch.people[5], "what": "报镇党委", "due": DUE, **change}
    with pytest.raises(Wrong) as caught:
        give_task(actor=secretary, activity=task.activity_id, **asked)
    assert field in caught.value.faults


def test_whoever_does_it_reports_and_does_not_end_it(task, doer):
    report_task(actor=doer, task=task.pk, words="改了一稿")
    with pytest.raises(Refused):
        end_task(actor=doer, task=task.pk, version=task.version, done=True, words="好了")


def test_another_member_does_not_see_it(task, branch):
    other = an_actor("member", branch.node, person=branch.people[7])
    assert a_client(other).get(f"/tasks/{task.pk}/").status_code == 403


def test_it_is_open_at_the_next_meeting_and_what_is_said_there_goes_into_the_minutes(
    task, secretary, branch, arranged
):
    with on_day(date(2026, 10, 27)):
        following = arranged("committee_meeting", on=date(2026, 10, 27))
        take_roll(actor=secretary, activity=following.pk)
        open_meeting(actor=secretary, activity=following.pk)
        assert [one.pk for one in to_report(branch.node.pk, following.pk)] == [task.pk]
        text = a_client(secretary).get(f"/meetings/{following.pk}/").content.decode()
        assert "上次会议以来要通报的事" in text
        end_task(
            actor=secretary,
            task=task.pk,
            version=task.version,
            done=True,
            words="已报镇党委",
            at=following.pk,
        )
        close(actor=secretary, activity=following.pk)
        assert "修改工作报告" in Activity.objects.get(pk=following.pk).notes
        assert to_report(branch.node.pk, 0) == []


def test_another_day_needs_a_reason_and_an_ended_task_can_be_opened_again(task, secretary):
    with pytest.raises(Wrong, match="没有写情况"):
        move_task(actor=secretary, task=task.pk, version=1, due=date(2026, 11, 5), words=" ")
    moved = move_task(actor=secretary, task=task.pk, version=1, due=date(2026, 11, 5), words="等镇里答复")
    ended = end_task(actor=secretary, task=task.pk, version=moved.version, done=True, words="好了")
    again = move_task(
        actor=secretary, task=task.pk, version=ended.version, due=date(2026, 11, 9), words="没有盖章"
    )
    assert (again.state, again.ended_on) == ("open", None)
    assert [one.move for one in task.steps.all()] == ["later", "done", "again"]


def test_two_who_end_it_at_once_end_it_once(task, secretary):
    end_task(actor=secretary, task=task.pk, version=1, done=True, words="好了")
    with pytest.raises(Stale):
        end_task(actor=secretary, task=task.pk, version=1, done=False, words="不办了")


def test_what_is_overdue_is_said_once_to_whoever_does_it_and_to_the_secretary(task, secretary, doer, branch):
    with on_day(date(2026, 10, 31)):
        assert [one.pk for one in overdue([branch.node.pk])] == [task.pk]
        remind()
        remind()
        told = Message.objects.filter(subject__startswith="过了日子")
        assert {one.receiver_id for one in told} == {secretary.user, doer.user}
        assert Task.objects.get(pk=task.pk).late


def test_three_days_before_only_whoever_does_it_is_reminded(task, doer):
    with on_day(date(2026, 10, 27)):
        remind()
        told = Message.objects.filter(subject__startswith="还有 3 天")
        assert [one.receiver_id for one in told] == [doer.user]


def test_what_is_overdue_stands_on_the_secretarys_first_page_with_who_and_what(task, secretary):
    with on_day(date(2026, 11, 2)):
        found = [due for one in a_client(secretary).get("/").context["headings"] for due in one.items]
    row = next(one for one in found if one.title == "会上交办的事过期 1 件")
    assert "修改工作报告" in row.reason
    assert (row.on, row.href) == (DUE, "/tasks/")
