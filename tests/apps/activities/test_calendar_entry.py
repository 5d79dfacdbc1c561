"""A meeting as the calendars of those who are told take it in, follow it when it moves, and drop it."""

from __future__ import annotations

from datetime import date, time

import pytest
from icalendar import Calendar

from tests.apps.activities.making import a_meeting
from tests.apps.builders import an_account, an_actor
from tests.site import outside_acts
from zhidu.apps.activities.actions import answer_invitation, cancel, correct, plan
from zhidu.foundation.outbox.models import Message

pytestmark = pytest.mark.django_db
TO_COME = date(2026, 10, 27)


@pytest.fixture
def reached(branch, settings):
    """A member with an account and an address, and a mail server."""
    settings.EMAIL_HOST = "127.0.0.1"
    user = an_account(person=branch.people[5])
    with outside_acts():
        user.email = "wang@example.cn"
        user.save()
    return user


def entries(user):
    rows = Message.objects.filter(receiver=user).order_by("pk")
    found = []
    for one in rows:
        whole = Calendar.from_ical(one.calendar)
        (event,) = whole.walk("VEVENT")
        found.append((str(whole["METHOD"]), str(event["UID"]), int(str(event["SEQUENCE"])), event))
    return found


def test_arranged_moved_and_called_off_are_one_entry_in_three_versions(branch, secretary, reached):
    entry = a_meeting(branch, on=TO_COME, begins=time(19), venue="村委会")
    made = plan(actor=secretary, entry=entry, notify=True)
    later = a_meeting(branch, on=date(2026, 10, 28), begins=time(19), venue="村委会")
    moved = correct(actor=secretary, activity=made.pk, version=1, entry=later, reason="改期", notify=True)
    cancel(actor=secretary, activity=made.pk, version=moved.version, reason="停电", notify=True)
    found = entries(reached)
    assert [one[0] for one in found] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({one[1] for one in found}) == 1
    assert [one[2] for one in found] == sorted({one[2] for one in found})
    first = found[0][3]
    assert first["DTSTART"].dt.isoformat() == "2026-10-27T19:00:00+08:00"
    assert str(first["LOCATION"]) == "村委会"
    assert str(found[2][3]["STATUS"]) == "CANCELLED"


def test_whoever_answered_is_told_of_the_change_too(branch, secretary, reached):
    made = plan(actor=secretary, entry=a_meeting(branch, on=TO_COME, begins=time(19)), notify=False)
    member = an_actor("member", branch.node, person=branch.people[6])
    answer_invitation(actor=member, activity=made.pk)
    cancel(actor=secretary, activity=made.pk, version=1, reason="停电", notify=True)
    assert Message.objects.filter(receiver=member.user, subject__startswith="取消").exists()


def test_without_a_mail_server_nothing_is_kept_for_a_calendar(branch, secretary):
    user = an_account(person=branch.people[5])
    plan(actor=secretary, entry=a_meeting(branch, on=TO_COME), notify=True)
    assert Message.objects.get(receiver=user).calendar == ""
