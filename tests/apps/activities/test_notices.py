"""The notice of a meeting: in time or with a reason, to everybody who should come, and what came of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.activities.books import HEAD
from tests.apps.activities.making import a_meeting
from tests.apps.builders import a_client, an_account, an_actor
from tests.site import outside_acts
from zhidu.apps.activities.actions import cancel, correct, note_told, plan, record_held, remind_notice
from zhidu.apps.activities.agenda import Item
from zhidu.apps.activities.attendance import Attendance
from zhidu.apps.activities.measures import facts
from zhidu.apps.activities.models import Activity, Notice, Notified
from zhidu.apps.activities.papers import minutes, notice
from zhidu.apps.activities.places import places
from zhidu.apps.activities.receipts import receipts
from zhidu.apps.adoption.actions import adopt, import_book
from zhidu.apps.adoption.drafts import draft
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import now, on_day, today
from zhidu.foundation.outbox.models import Delivery, Message

pytestmark = pytest.mark.django_db
TO_COME = date(2026, 10, 27)
AHEAD = """- id: meeting.notice
  family: members_meeting.notice
  title: 大会提前通知
  cite: 第一条
  modality: must
  subject: organization
  kind: deadline
  trigger: members_meeting
  act: agenda_notified
  before: true
  within: 5d
  by: [branch_committee]
  to: [all_members]
- id: meeting.theme
  family: members_meeting.theme
  title: 会前定主题
  cite: 第二条
  modality: must
  subject: organization
  kind: deadline
  trigger: members_meeting
  act: theme_fixed
  before: true
"""


@pytest.fixture
def ahead(branch):
    book = import_book(actor=SYSTEM, draft=draft({"rulebook.yaml": HEAD, "clauses/a.yaml": AHEAD}))
    adopt(actor=SYSTEM, organization=branch.node.pk, book=book.pk, first=date(2026, 1, 1))


@pytest.fixture
def members(branch):
    """Everybody but the last two has an account."""
    return {person: an_actor("member", branch.node, person=person) for person in branch.people[1:-2]}


def how_far(activity):
    activity = Activity.objects.get(pk=activity.pk)
    return receipts(activity, places([activity.node_id])[activity.node_id])


def measured(branch, name, known_on=None):
    found = facts(nodes=[branch.node.pk], people=None, known_on=known_on or today())
    return [one for one in found if one.measure == name]


# ---------------------------------------------------------------- in time


def test_five_days_before_is_in_time_and_four_needs_a_reason(branch, secretary, ahead):
    plan(actor=secretary, entry=a_meeting(branch, on=date(2026, 10, 25)))
    with pytest.raises(Wrong) as refused:
        plan(actor=secretary, entry=a_meeting(branch, on=date(2026, 10, 24)), notify=True)
    sentence = refused.value.faults["late_reason"]
    assert "最晚 10 月 19 日" in sentence
    assert "改到 10 月 25 日就来得及" in sentence
    assert not Message.objects.exists()


def test_the_reason_stays_and_is_printed_on_notice_and_minutes(branch, secretary, ahead):
    made = plan(actor=secretary, entry=a_meeting(branch, on=date(2026, 10, 22)), late_reason="上级临时要求")
    assert "上级临时要求" in str(notice(made, secretary))
    with on_day(date(2026, 10, 22)):
        held = record_held(actor=secretary, entry=a_meeting(branch, on=today()), plan=made.pk, version=1)
    assert ["通知晚的原因", "上级临时要求"] in minutes(held, secretary)["facts"]


def test_a_reason_given_though_the_notice_is_in_time_is_not_kept(branch, secretary, ahead):
    plan(actor=secretary, entry=a_meeting(branch, on=TO_COME), late_reason="多写的")
    assert not Notice.objects.exists()


def test_moved_to_a_day_too_near_it_needs_a_reason_too(branch, secretary, ahead):
    made = plan(actor=secretary, entry=a_meeting(branch, on=TO_COME))
    near = a_meeting(branch, on=date(2026, 10, 21))
    with pytest.raises(Wrong, match="通知晚了"):
        correct(actor=secretary, activity=made.pk, version=1, entry=near, reason="提前")
    correct(actor=secretary, activity=made.pk, version=1, entry=near, reason="提前", late_reason="防汛")
    assert Notice.objects.get().late_reason == "防汛"
    same_day = a_meeting(branch, on=near.on, venue="学校")
    correct(actor=secretary, activity=made.pk, version=2, entry=same_day, reason="换地方")
    assert Notice.objects.get().late_reason == "防汛"


def test_where_no_clause_speaks_of_it_any_day_will_do(branch, secretary):
    plan(actor=secretary, entry=a_meeting(branch, on=today()))
    assert Activity.objects.count() == 1


def test_the_form_says_at_once_whether_it_is_in_time_and_what_else_comes_before(branch, secretary, ahead):
    client = a_client(secretary)
    address = f"kind=members_meeting&node={branch.node.pk}"
    first = client.get(f"/activities/plan/?{address}&on=2026-10-22").content.decode()
    assert "最晚 10 月 17 日" in first
    assert 'name="late_reason"' in first
    assert "会前还要办的 2 件" in first
    other = client.get(f"/activities/lead/?{address}&on=2026-10-26", headers={"HX-Request": "true"})
    assert "通知来得及" in other.content.decode()
    assert 'name="late_reason"' not in other.content.decode()
    sent = client.post(f"/activities/plan/?{address}", {"on": "2026-10-22", "notify": "on"})
    assert "通知晚了" in sent.content.decode()
    assert not Activity.objects.exists()


# ---------------------------------------------------------------- who knows


def test_with_and_without_an_account_everybody_is_accounted_for(branch, secretary, members):
    made = plan(actor=secretary, entry=a_meeting(branch, on=TO_COME), notify=True)
    found = how_far(made)
    assert (len(found.rows), found.told, found.seen) == (8, 6, 0)
    by_hand = [one for one in found.missing if one.by_hand]
    assert [one.person for one in by_hand] == branch.people[-2:]
    assert "当面或打电话" in by_hand[0].why


def test_whoever_opens_the_reminder_or_the_meeting_or_answers_has_seen_it(branch, secretary, members):
    made = plan(actor=secretary, entry=a_meeting(branch, on=TO_COME), notify=True)
    opening, looking, answering = list(members.values())[:3]
    message = Message.objects.get(receiver=opening.user)
    a_client(opening).post(f"/reminders/{message.pk}/read/", {"go": "1"})
    a_client(looking).get(made.get_absolute_url())
    a_client(answering).post(f"/activities/{made.pk}/come/")
    found = how_far(made)
    assert (found.seen, found.answered) == (3, 1)
    assert not Message.objects.filter(receiver=looking.user, read_at=None).exists()


def test_told_face_to_face_counts_and_is_put_down_once(branch, secretary, members):
    made = plan(actor=secretary, entry=a_meeting(branch, on=TO_COME), notify=True)
    last = branch.people[-1]
    client = a_client(secretary)
    client.post(f"/activities/{made.pk}/told/", {"person": last, "how": "phone"})
    assert how_far(made).told == 7
    with pytest.raises(Wrong, match="已经记下了"):
        note_told(actor=secretary, activity=made.pk, people=[last], how="phone")
    with pytest.raises(Wrong, match="应到名单"):
        note_told(actor=secretary, activity=made.pk, people=[last, 10**6], how="phone")
    with pytest.raises(Wrong, match="当面还是电话"):
        note_told(actor=secretary, activity=made.pk, people=[last], how="account")
    with pytest.raises(Refused):
        note_told(actor=list(members.values())[-1], activity=made.pk, people=[last], how="phone")


def test_a_mail_that_was_lost_shows_with_its_reason(branch, secretary, members, settings):
    settings.EMAIL_HOST = "127.0.0.1"
    person, member = next(iter(members.items()))
    with outside_acts():
        type(an_account()).objects.filter(pk=member.user).update(email="wang@example.cn")
    made = plan(actor=secretary, entry=a_meeting(branch, on=TO_COME), notify=True)
    with outside_acts():
        Delivery.objects.update(outcome="refused", reason="没有这个邮箱")
    (row,) = [one for one in how_far(made).missing if one.person == person]
    assert row.why == "信没有寄到：没有这个邮箱"
    assert "没有这个邮箱" in a_client(secretary).get(made.get_absolute_url()).content.decode()
    with outside_acts():
        Delivery.objects.create(message=Message.objects.get(receiver=member.user), attempt=2, due_at=now())
    (row,) = [one for one in how_far(made).missing if one.person == person]
    assert row.why == "还没有看"


def test_reminding_reaches_those_who_have_not_seen_it_once_a_day(branch, secretary, members):
    made = plan(actor=secretary, entry=a_meeting(branch, on=TO_COME), notify=True)
    seen = next(iter(members.values()))
    a_client(seen).get(made.get_absolute_url())
    assert remind_notice(actor=secretary, activity=made.pk) == 5
    with pytest.raises(Wrong, match="一天至多一次"):
        remind_notice(actor=secretary, activity=made.pk)
    assert Message.objects.filter(receiver=seen.user).count() == 1
    with on_day(today() + timedelta(days=1)):
        assert remind_notice(actor=secretary, activity=made.pk) == 5


def test_arranged_without_a_notice_it_can_be_sent_later(branch, secretary, members):
    made = plan(actor=secretary, entry=a_meeting(branch, on=TO_COME))
    assert not how_far(made).sent
    client = a_client(secretary)
    assert "现在通知" in client.get(made.get_absolute_url()).content.decode()
    client.post(f"/activities/{made.pk}/remind/")
    assert how_far(made).told == 6


def test_after_a_change_everybody_is_to_be_told_again_also_by_word_of_mouth(branch, secretary, members):
    made = plan(actor=secretary, entry=a_meeting(branch, on=TO_COME), notify=True)
    last = branch.people[-1]
    note_told(actor=secretary, activity=made.pk, people=[last], how="in_person")
    moved = a_meeting(branch, on=date(2026, 10, 28))
    correct(actor=secretary, activity=made.pk, version=1, entry=moved, reason="改期")
    assert how_far(made).changed
    remind_notice(actor=secretary, activity=made.pk)
    found = {one.person: one for one in how_far(made).rows}
    assert "改过的安排" in found[last].why
    assert found[branch.people[1]].why == "还没有看"


def test_whoever_was_told_and_left_since_hears_that_it_was_called_off(branch, secretary, members):
    made = plan(
        actor=secretary,
        entry=a_meeting(branch, on=TO_COME, node=branch.groups[0].pk, kind="group_meeting"),
        notify=True,
    )
    elsewhere = list(members)[1]
    with outside_acts():
        Notified.objects.update_or_create(
            activity=made, person_id=elsewhere, defaults={"told_at": now(), "how": "account", "version": 1}
        )
    cancel(actor=secretary, activity=made.pk, version=1, reason="停电", notify=True)
    assert Message.objects.filter(receiver=members[elsewhere].user, subject__startswith="取消").exists()


def test_called_off_it_says_whom_no_message_reaches(branch, secretary, members):
    made = plan(actor=secretary, entry=a_meeting(branch, on=TO_COME), notify=True)
    note_told(actor=secretary, activity=made.pk, people=branch.people[-1:], how="phone")
    cancel(actor=secretary, activity=made.pk, version=1, reason="停电", notify=True)
    assert (
        "没有帐号，取消了请当面或打电话告诉"
        in a_client(secretary).get(made.get_absolute_url()).content.decode()
    )
    member = next(iter(members.values()))
    assert "请当面或打电话告诉" not in a_client(member).get(made.get_absolute_url()).content.decode()


def test_a_meeting_that_is_over_or_called_off_is_not_notified(branch, secretary, members):
    made = plan(actor=secretary, entry=a_meeting(branch, on=TO_COME))
    with on_day(date(2026, 10, 28)), pytest.raises(Wrong, match="日子已经过了"):
        remind_notice(actor=secretary, activity=made.pk)
    cancel(actor=secretary, activity=made.pk, version=1, reason="停电")
    with pytest.raises(Wrong, match="不用再通知"):
        remind_notice(actor=secretary, activity=made.pk)


# ---------------------------------------------------------------- what follows for the clauses


@pytest.mark.covers("S2.1.12", "S7.2.8", "S5.4.3")
def test_once_the_last_of_them_knows_the_notice_is_a_fact_of_that_day(branch, secretary, members):
    made = plan(actor=secretary, entry=a_meeting(branch, on=TO_COME), notify=True, agenda=[Item("讨论计划")])
    assert measured(branch, "agenda_notified") == []
    with on_day(date(2026, 10, 22)):
        for person in branch.people[-2:]:
            note_told(actor=secretary, activity=made.pk, people=[person], how="phone")
        note_told(actor=secretary, activity=made.pk, people=branch.people[:1], how="in_person")
        (fact,) = measured(branch, "agenda_notified")
        assert (fact.on, fact.ref) == (today(), made.code)
        assert (fact.text("by"), fact.text("audience")) == ("branch_committee", "all_members")
        assert measured(branch, "meeting_notified", known_on=date(2026, 10, 21)) == []
    assert len(measured(branch, "notified")) == 6


def test_without_an_agenda_the_agenda_was_not_told(branch, secretary, members):
    made = plan(actor=secretary, entry=a_meeting(branch, "committee_meeting", on=TO_COME), notify=True)
    (fact,) = measured(branch, "meeting_notified")
    assert fact.text("audience") == "committee_members"
    assert measured(branch, "agenda_notified") == []
    assert fact.ref == made.code


def test_who_was_on_the_list_of_the_meeting_decides_whether_everybody_was_told(branch, secretary, members):
    made = plan(actor=secretary, entry=a_meeting(branch, "committee_meeting", on=TO_COME), notify=True)
    with outside_acts():
        Notified.objects.filter(activity=made).last().delete()
    with on_day(TO_COME):
        record_held(
            actor=secretary,
            entry=a_meeting(branch, "committee_meeting", on=TO_COME),
            attendance=Attendance(),
            plan=made.pk,
            version=1,
        )
        assert measured(branch, "meeting_notified") == []


# ---------------------------------------------------------------- how much it asks of the database


@pytest.mark.parametrize("more", [0, 20])
def test_the_receipts_take_the_same_few_queries_whatever_the_size(branch, secretary, more):
    from tests.apps.builders import members_of  # noqa: PLC0415

    for person in members_of(branch.node, more):
        an_actor("member", branch.node, person=person)
    made = plan(actor=secretary, entry=a_meeting(branch, on=TO_COME), notify=True)
    with CaptureQueriesContext(connection) as seen:
        assert len(how_far(made).rows) == 8 + more
    assert len(seen) <= 11
