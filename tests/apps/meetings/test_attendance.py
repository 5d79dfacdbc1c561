"""Who signs in, who sits in, who leaves before the end, and who stands for whom."""

from __future__ import annotations

from datetime import date

import pytest

from tests.apps.builders import a_client, an_actor
from zhidu.apps.activities.actions import plan
from zhidu.apps.activities.attendance import Attendance, Name
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.measures import facts
from zhidu.apps.activities.models import Participant
from zhidu.apps.activities.queries import invitations
from zhidu.apps.adoption.actions import adopt, import_book
from zhidu.apps.adoption.drafts import draft
from zhidu.apps.ballots.meeting import standings
from zhidu.apps.meetings import self_signing
from zhidu.apps.meetings.actions import (
    close,
    come_back,
    leave_meeting,
    open_meeting,
    serve,
    set_self_signing,
    sign,
    sign_self,
    stand_in,
    take_roll,
)
from zhidu.apps.meetings.actions.sign import Mark
from zhidu.apps.meetings.models import Meeting, Sign
from zhidu.apps.meetings.queries import roll
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.outbox.models import Message

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 20)


def switched_on(secretary, branch) -> None:
    set_self_signing(
        actor=secretary,
        organization=branch.node.pk,
        on=True,
        reason="到会六十多人，点名要二十分钟",
        version=0,
    )


# ---------------------------------------------------------------- signing in oneself


def test_nobody_signs_in_alone_unless_the_secretary_switched_it_on_with_a_reason(branch, secretary, arranged):
    meeting = arranged()
    take_roll(actor=secretary, activity=meeting.pk, everybody=False)
    member = an_actor("member", branch.node, person=branch.people[6])
    with pytest.raises(Wrong, match="到会由记录的人点名"):
        sign_self(actor=member, activity=meeting.pk, code=self_signing.code(meeting.pk))
    given = {"organization": branch.node.pk, "on": True, "version": 0}
    with pytest.raises(Wrong, match="没有写理由"):
        set_self_signing(actor=secretary, reason=" ", **given)
    for other in (an_actor("organisation", branch.node), an_actor("superior", branch.node)):
        with pytest.raises(Refused):
            set_self_signing(actor=other, reason="方便", **given)
    switched_on(secretary, branch)
    sign_self(actor=member, activity=meeting.pk, code=self_signing.code(meeting.pk))
    now_is = roll(meeting.pk)
    assert now_is.present == (branch.people[6],)
    assert set(now_is.signed_themselves) == {branch.people[6]}
    with pytest.raises(Stale):
        set_self_signing(actor=secretary, organization=branch.node.pk, on=False, reason="人少", version=0)


def test_a_code_is_of_one_meeting_and_soon_worth_nothing(branch, secretary, arranged, monkeypatch):
    meeting, other = arranged(), arranged("party_lecture")
    take_roll(actor=secretary, activity=meeting.pk, everybody=False)
    switched_on(secretary, branch)
    member = an_actor("member", branch.node, person=branch.people[6])
    with pytest.raises(Wrong, match="已经换了"):
        sign_self(actor=member, activity=meeting.pk, code=self_signing.code(other.pk))
    shown = self_signing.code(meeting.pk)
    window = self_signing._window()
    monkeypatch.setattr(self_signing, "_window", lambda: window + self_signing.TAKEN)
    with pytest.raises(Wrong, match="已经换了"):
        sign_self(actor=member, activity=meeting.pk, code=shown)
    monkeypatch.setattr(self_signing, "_window", lambda: window + self_signing.TAKEN - 1)
    sign_self(actor=member, activity=meeting.pk, code=shown)


def test_what_the_recorder_wrote_stands(branch, secretary, arranged):
    meeting = arranged()
    take_roll(actor=secretary, activity=meeting.pk, everybody=False)
    switched_on(secretary, branch)
    person = branch.people[6]
    member = an_actor("member", branch.node, person=person)
    sign(actor=secretary, activity=meeting.pk, marks=[Mark(person, "absent")])
    with pytest.raises(Wrong, match="名单上记着您“缺席”"):
        sign_self(actor=member, activity=meeting.pk, code=self_signing.code(meeting.pk))
    sign(actor=secretary, activity=meeting.pk, marks=[Mark(person, "")])
    sign_self(actor=member, activity=meeting.pk, code=self_signing.code(meeting.pk))
    sign(actor=secretary, activity=meeting.pk, marks=[Mark(person, "leave", "先走了")])
    found = Sign.objects.get(person=person)
    assert (found.standing, found.own) == ("leave", False)


def test_whoever_was_not_asked_does_not_sign_in(branch, secretary, arranged):
    meeting = arranged("committee_meeting")
    take_roll(actor=secretary, activity=meeting.pk, everybody=False)
    switched_on(secretary, branch)
    outsider = an_actor("member", branch.node, person=branch.people[7])
    with pytest.raises(Refused):
        sign_self(actor=outsider, activity=meeting.pk, code=self_signing.code(meeting.pk))


def test_the_code_on_the_screen_leads_to_one_button_on_the_telephone(branch, secretary, arranged):
    meeting = arranged()
    take_roll(actor=secretary, activity=meeting.pk, everybody=False)
    room = a_client(secretary)
    assert "签到的码" not in room.get(f"/meetings/{meeting.pk}/").content.decode()
    switched_on(secretary, branch)
    assert "签到的码" in room.get(f"/meetings/{meeting.pk}/").content.decode()
    assert "<svg" in room.get(f"/meetings/{meeting.pk}/screen/").content.decode()
    phone = a_client(an_actor("member", branch.node, person=branch.people[6]))
    address = f"/meetings/{meeting.pk}/here/{self_signing.code(meeting.pk)}/"
    assert "我到会了" in phone.get(address).content.decode()
    assert "记下了：您到会" in phone.post(address).content.decode()
    assert "请再扫一次" not in phone.get(address).content.decode()
    assert "自己签到" in room.get(f"/meetings/{meeting.pk}/names/").content.decode()


# ---------------------------------------------------------------- sitting in


@pytest.fixture
def enlarged(branch, arranged):
    """An enlarged committee meeting to which two ordinary members are asked."""

    def make():
        entry = Entry(kind="enlarged_committee_meeting", node=branch.node.pk, on=DAY, planned=True)
        asked = [Name(one, "observer") for one in branch.people[5:7]]
        return plan(actor=SYSTEM, entry=entry, attendance=Attendance(tuple(asked)), notify=True)

    return make


@pytest.mark.covers("S7.2.6")
def test_who_is_asked_to_an_enlarged_meeting_is_told_signs_in_and_has_no_vote(branch, secretary, enlarged):
    guest = an_actor("member", branch.node, person=branch.people[5])
    meeting = enlarged()
    assert "请您列席，不参加表决" in Message.objects.get(receiver=guest.user).body
    (asked,) = invitations(branch.people[5])
    assert (asked.activity, asked.observer) == (meeting, True)
    assert not invitations(branch.people[7])
    take_roll(actor=secretary, activity=meeting.pk)
    now_is = roll(meeting.pk)
    assert now_is.observers == tuple(branch.people[5:7])
    assert not set(now_is.voters_present) & set(branch.people[5:7])
    assert not set(standings(meeting)) & set(branch.people[5:7])
    open_meeting(actor=secretary, activity=meeting.pk)
    close(actor=secretary, activity=meeting.pk)
    held = {one.person_id: one.standing for one in Participant.objects.filter(activity=meeting)}
    assert [held[one] for one in branch.people[4:7]] == ["present", "observer", "observer"]
    came = {
        one.subject
        for one in facts(nodes=[branch.node.pk], people=None, known_on=DAY)
        if one.measure == "attendance"
    }
    assert f"person-{branch.people[5]}" in came


def test_an_arrangement_says_nothing_of_who_came(branch, enlarged):
    meeting = enlarged()
    made = facts(nodes=[branch.node.pk], people=None, known_on=DAY)
    (planned,) = (one for one in made if one.measure == meeting.kind)
    assert not any(one.measure == "attendance" for one in made)
    assert planned.planned
    assert "entitled" not in planned.attributes
    wrong = Entry(kind="committee_meeting", node=branch.node.pk, on=DAY, planned=True)
    with pytest.raises(Wrong, match="只写请谁列席"):
        plan(actor=SYSTEM, entry=wrong, attendance=Attendance((Name(branch.people[0], "absent"),)))
    with pytest.raises(Wrong, match="应到会的人不是列席"):
        plan(actor=SYSTEM, entry=wrong, attendance=Attendance((Name(branch.people[0], "observer"),)))
    assert Participant.objects.filter(activity=meeting).count() == 2


# ---------------------------------------------------------------- leaving, and standing for somebody


@pytest.fixture
def opened(branch, secretary, arranged):
    meeting = arranged("members_meeting", "审议报告")
    take_roll(actor=secretary, activity=meeting.pk)
    open_meeting(actor=secretary, activity=meeting.pk)
    return meeting


@pytest.mark.covers("S2.1.11")
def test_whoever_left_came_but_is_not_there_for_the_vote(branch, secretary, opened):
    for one in branch.people[3:8]:
        leave_meeting(actor=secretary, activity=opened.pk, person=one, why="村里有急事")
    now_is = roll(opened.pk)
    assert len(now_is.present) == 9
    assert len(now_is.voters_present) == 3
    assert sum(standing == "present" for standing, _ in standings(opened).values()) == 3
    shown = a_client(secretary).get(f"/meetings/{opened.pk}/").content.decode()
    assert "到会人数还不够" in shown
    assert "还差 1 人" in shown
    come_back(actor=secretary, activity=opened.pk, person=branch.people[3])
    assert len(roll(opened.pk).voters_present) == 4
    # it was a meeting all the same: they came to it
    close(actor=secretary, activity=opened.pk, rest="done")
    gone = Participant.objects.get(activity=opened, person=branch.people[7])
    assert (gone.standing, gone.note) == ("present", "12:00 离会（村里有急事）")


def test_leaving_is_put_down_of_somebody_who_came_with_a_reason(branch, secretary, opened):
    room = Meeting.objects.get(activity=opened)
    given = {"actor": secretary, "activity": opened.pk}
    with pytest.raises(Wrong, match="没有写为什么离会"):
        leave_meeting(**given, person=branch.people[6], why="")
    serve(**given, version=room.version, chair=branch.people[0], recorder=branch.people[1])
    with pytest.raises(Wrong, match="另定一位"):
        leave_meeting(**given, person=branch.people[0], why="有事")
    sign(**given, marks=[Mark(branch.people[6], "absent")])
    with pytest.raises(Wrong, match="没有到会"):
        leave_meeting(**given, person=branch.people[6], why="有事")
    with pytest.raises(Wrong, match="没有记过离会"):
        come_back(**given, person=branch.people[5])


def test_leaving_is_entered_on_its_page(branch, secretary, opened):
    page = a_client(secretary)
    said = {"which": "left", "person": branch.people[6], "why": "孩子发烧", "at": ""}
    page.post(f"/meetings/{opened.pk}/leaving/", said)
    assert "孩子发烧" in page.get(f"/meetings/{opened.pk}/").content.decode()
    page.post(f"/meetings/{opened.pk}/back/", {"person": branch.people[6]})
    assert not roll(opened.pk).left


HEAD = """id: local
title: 本地办法
level: local
version: '1'
"""
CLAUSES = """- id: substitute
  family: party_building_meeting.substitute
  title: 分析会可以委托一人代会
  cite: 第一条
  modality: may
  subject: organization
  kind: role
  event: party_building_meeting
  duty: substitute
  allowed: [member]
"""


def test_somebody_stands_in_only_where_a_clause_allows_it_and_never_votes(branch, secretary, arranged):
    meeting = arranged("party_building_meeting")
    away, other = branch.people[1], branch.people[6]
    given = {"actor": secretary, "activity": meeting.pk}
    take_roll(**given)
    sign(**given, marks=[Mark(away, "leave", "出差")])
    with pytest.raises(Wrong, match="没有条款允许党建工作分析会由别人代会"):
        stand_in(**given, person=other, stands_for=away)
    assert "代会" not in a_client(secretary).get(f"/meetings/{meeting.pk}/leaving/").content.decode()

    book = import_book(actor=SYSTEM, draft=draft({"rulebook.yaml": HEAD, "clauses/all.yaml": CLAUSES}))
    adopt(actor=SYSTEM, organization=branch.node.pk, book=book.pk, first=date(2026, 1, 1))
    with pytest.raises(Wrong, match="应到而没有到"):
        stand_in(**given, person=other, stands_for=branch.people[0])
    with pytest.raises(Wrong, match="应到会的人"):
        stand_in(**given, person=branch.people[2], stands_for=away)
    page = a_client(secretary)
    said = {"which": "stand_in", "person": other, "stands_for": away}
    page.post(f"/meetings/{meeting.pk}/leaving/", said)
    now_is = roll(meeting.pk)
    assert (now_is.substitutes, now_is.leave) == ({other: away}, (away,))
    assert other not in now_is.voters_present
    with pytest.raises(Wrong, match="已经有人代会"):
        stand_in(**given, person=branch.people[7], stands_for=away)
    open_meeting(**given)
    close(**given)
    notes = dict(Participant.objects.filter(activity=meeting).values_list("person_id", "note"))
    names = {one.person_id: one.person.name for one in Participant.objects.filter(activity=meeting)}
    assert (notes[other], notes[away]) == (f"代{names[away]}", f"{names[other]}代会")
