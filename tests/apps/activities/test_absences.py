"""Leave for a stretch of days: reported once beforehand, it answers every meeting within it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.apps.builders import a_branch, a_client, an_actor, an_organization
from tests.apps.judging import verdicts
from zhidu.apps.activities.actions import (
    answer_invitation,
    ask_absence,
    decide_absence,
    end_absence,
    plan,
)
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.invitations import granted, invitation
from zhidu.apps.activities.measures import facts
from zhidu.apps.adoption.actions import adopt, import_book
from zhidu.apps.adoption.drafts import shipped_draft
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.clock import on_day
from zhidu.foundation.outbox.models import Message

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 20)
FIRST, LAST = TODAY + timedelta(days=3), TODAY + timedelta(days=22)


@pytest.fixture(autouse=True)
def _today():
    with on_day(TODAY):
        yield


@pytest.fixture
def branch(db):
    return a_branch("东岭村党支部", members=4, type="village_branch", under=an_organization("镇党委"))


@pytest.fixture
def secretary(branch):
    return an_actor("secretary", branch.node, person=branch.people[0])


@pytest.fixture
def member(branch):
    return an_actor("member", branch.node, person=branch.people[3])


def asked(actor, first=FIRST, last=LAST, **more):
    return ask_absence(actor=actor, first=first, last=last, ground="away", words="儿子家", **more)


def meeting(branch, day):
    return plan(actor=SYSTEM, entry=Entry(kind="members_meeting", node=branch.node.pk, on=day, planned=True))


@pytest.mark.covers("S5.5.2#1", "S5.5.2#2")
def test_once_granted_it_answers_every_meeting_within_it_and_no_other(branch, secretary, member):
    row = asked(member)
    (told,) = Message.objects.filter(receiver=secretary.user)
    assert "儿子家" not in told.body + told.subject
    days = (FIRST - timedelta(days=1), FIRST, LAST, LAST + timedelta(days=1))
    before, first, last, after = (meeting(branch, day) for day in days)
    assert not granted(first)
    decide_absence(actor=secretary, absence=row.pk, version=1, granted=True)
    assert [bool(granted(one)) for one in (before, first, last, after)] == [False, True, True, False]
    assert granted(first) == {branch.people[3]: "在外地"}
    mine = invitation(branch.people[3], first)
    assert mine is not None
    assert mine.on_leave
    # whoever comes all the same says so, and that stands
    answer_invitation(actor=member, activity=first.pk)
    assert not granted(first)
    assert granted(last)


@pytest.mark.covers("S5.5.2#1")
def test_it_is_judged_from_the_same_request(branch, secretary, member):
    book = import_book(actor=SYSTEM, draft=shipped_draft("branch-comprehensive"))
    adopt(actor=SYSTEM, organization=branch.node.pk, book=book.pk, first=date(2026, 1, 1))
    row = asked(member)
    decide_absence(actor=secretary, absence=row.pk, version=1, granted=True)
    late = {"first": TODAY - timedelta(days=2), "last": TODAY + timedelta(days=14)}
    asked(secretary, person=branch.people[2], **late)
    assert verdicts(branch.node, FIRST, "branch-comprehensive:leave.away") == {
        f"person-{branch.people[3]}": "met",
        f"person-{branch.people[2]}": "breached",
    }


def test_coming_back_earlier_ends_it_and_leaves_what_was_asked_for(branch, secretary, member):
    row = asked(member)
    decide_absence(actor=secretary, absence=row.pk, version=1, granted=True)
    with on_day(FIRST + timedelta(days=5)):
        later = meeting(branch, FIRST + timedelta(days=6))
        assert granted(later)
        end_absence(actor=member, absence=row.pk, version=2)
        assert not granted(later)
        (left,) = (
            one
            for one in facts(nodes=[branch.node.pk], people=None, known_on=LAST)
            if one.measure == "absence_from_home"
        )
    assert left.attributes == {"days": "20"}
    assert left.voided_on is None


def test_what_is_taken_back_before_it_begins_never_was(branch, secretary, member):
    row = asked(member)
    decide_absence(actor=secretary, absence=row.pk, version=1, granted=True)
    end_absence(actor=member, absence=row.pk, version=2)
    assert not granted(meeting(branch, FIRST))
    assert all(one.voided_on == TODAY for one in facts(nodes=None, people=None, known_on=TODAY) if one.ref)


def test_nobody_grants_the_own_leave_and_a_refusal_says_why(branch, secretary, member):
    own = asked(secretary)
    with pytest.raises(Refused):
        decide_absence(actor=secretary, absence=own.pk, version=1, granted=True)
    row = asked(member)
    with pytest.raises(Refused):
        decide_absence(actor=an_actor("publicity", branch.node), absence=row.pk, version=1, granted=True)
    with pytest.raises(Wrong, match="写一句为什么"):
        decide_absence(actor=secretary, absence=row.pk, version=1, granted=False)
    decide_absence(actor=secretary, absence=row.pk, version=1, granted=False, note="换届，请留下")
    with pytest.raises(Stale):
        decide_absence(actor=secretary, absence=row.pk, version=1, granted=True)
    assert not granted(meeting(branch, FIRST))


def test_what_cannot_be_is_said_at_its_field(branch, secretary, member):
    with pytest.raises(Wrong, match="已经走了"):
        asked(member, first=TODAY - timedelta(days=1))
    with pytest.raises(Wrong, match="早于走的日子"):
        asked(member, last=FIRST - timedelta(days=1))
    asked(member)
    with pytest.raises(Wrong, match="已经请过假"):
        asked(member, first=LAST, last=LAST + timedelta(days=9))
    with pytest.raises(Refused):
        asked(member, person=branch.people[2])


def test_it_is_asked_for_and_answered_on_the_page(branch, secretary, member):
    phone, desk = a_client(member), a_client(secretary)
    said = {"first": FIRST.isoformat(), "last": LAST.isoformat(), "ground": "away", "words": "去儿子家"}
    shown = phone.post("/absences/", said, follow=True)
    assert "20 天" in shown.content.decode()
    waiting = desk.get("/absences/").content.decode()
    assert "等您答复" in waiting
    address = shown.redirect_chain[-1][0]
    desk.post(address, {"decision": "grant", "note": "", "version": "1"})
    assert "已准假" in phone.get(address).content.decode()
    others = a_client(an_actor("member", branch.node, person=branch.people[2]))
    assert others.get(address).status_code == 403
    said = {**said, "person": branch.people[2]}
    desk.post(f"/absences/for/{branch.node.pk}/", said)
    assert "外出的党员" in desk.get("/absences/").content.decode()


@pytest.mark.parametrize("number", [2, 12])
def test_the_list_asks_no_more_for_more(branch, secretary, django_assert_max_num_queries, number):
    for place in range(number):
        start = FIRST + timedelta(days=40 * place)
        asked(SYSTEM, first=start, last=start + timedelta(days=2), person=branch.people[3])
    desk = a_client(secretary)
    desk.get("/absences/")
    with django_assert_max_num_queries(24):
        desk.get("/absences/")
