"""A meeting on another day than the rule fixes: why, who is asked, what they said, and what follows."""

from __future__ import annotations

from datetime import date

import pytest

from tests.apps.activities.books import HEAD
from tests.apps.activities.making import a_meeting
from tests.apps.builders import a_branch, a_client, an_actor, an_organization
from zhidu.apps.activities.actions import answer_consent, ask_consent, cancel, correct, plan, record_held
from zhidu.apps.activities.consents import waiting_for
from zhidu.apps.activities.measures import facts
from zhidu.apps.activities.models import Activity, Consent
from zhidu.apps.adoption.actions import adopt, import_book
from zhidu.apps.adoption.drafts import draft
from zhidu.apps.compliance.follow import bring_up
from zhidu.apps.compliance.models import StoredFinding
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.clock import on_day, today
from zhidu.foundation.outbox.models import Message

pytestmark = pytest.mark.django_db
FRIDAY, THURSDAY, WEDNESDAY = date(2026, 11, 20), date(2026, 11, 19), date(2026, 11, 18)
SLOT = """- id: party-day.slot
  family: party_day.slot
  title: 党日在每月第三个周五
  cite: 第一条
  modality: must
  subject: organization
  kind: schedule
  measure: party_day
  window: {weekday: fri, nth: 3}
  move: {consent: [general_branch], before: true}
"""


@pytest.fixture
def general(db):
    root = an_organization("云岭镇党委", type="township_committee")
    return an_organization("中学党总支", type="general_branch", under=root)


@pytest.fixture
def branch(general):
    made = a_branch("初中党支部", members=6, officers=3, under=general, type="school_branch")
    book = import_book(actor=SYSTEM, draft=draft({"rulebook.yaml": HEAD, "clauses/a.yaml": SLOT}))
    adopt(actor=SYSTEM, organization=made.node.pk, book=book.pk, first=date(2026, 1, 1))
    return made


@pytest.fixture
def above(general):
    return an_actor("secretary", general)


def a_party_day(branch, on, **more):
    return a_meeting(branch, "party_day", on=on, **more)


def arranged(branch, secretary, on=THURSDAY):
    return plan(actor=secretary, entry=a_party_day(branch, on), move_reason="周五期中考试")


def test_on_the_fixed_day_nobody_is_asked(branch, secretary, above):
    plan(actor=secretary, entry=a_party_day(branch, FRIDAY))
    assert not Consent.objects.exists()


def test_on_another_day_it_needs_a_reason_and_says_which_rule_and_whom(branch, secretary, above):
    with pytest.raises(Wrong) as refused:
        plan(actor=secretary, entry=a_party_day(branch, THURSDAY))
    sentence = refused.value.faults["move_reason"]
    assert "须经党总支同意" in sentence
    assert "中学党总支" in sentence


def test_arranged_with_a_reason_the_one_above_is_asked_at_once(branch, secretary, general, above):
    made = arranged(branch, secretary)
    (asked,) = waiting_for(above)
    assert (asked.place_id, asked.reason, asked.on) == (general.pk, "周五期中考试", THURSDAY)
    message = Message.objects.get(receiver=above.user)
    assert "周五期中考试" not in message.body
    page = a_client(secretary).get(made.get_absolute_url()).content.decode()
    assert "还没有答复" in page
    assert "可以先准备" in page
    assert list(waiting_for(secretary)) == []


@pytest.mark.covers("S7.1.2")
@pytest.mark.parametrize("granted", [True, False])
def test_consent_stands_in_the_record_and_the_finding_follows(branch, secretary, above, granted):
    made = arranged(branch, secretary)
    if granted:
        answer_consent(actor=above, consent=Consent.objects.get().pk, granted=True)
    (fact,) = [
        one
        for one in facts(nodes=[branch.node.pk], people=None, known_on=today())
        if one.measure == "party_day"
    ]
    agreed = ("general_branch", today().isoformat()) if granted else (None, None)
    assert (fact.text("consent_by"), fact.text("consent_on")) == agreed
    with on_day(THURSDAY):
        held = Activity.objects.get(pk=made.pk)
        entry = a_party_day(branch, THURSDAY, columns=dict(held.columns))
        record_held(actor=secretary, entry=entry, plan=held.pk, version=held.version)
        bring_up([branch.node.pk], today())
    # what is kept is packed away; what is not stands in the table
    assert StoredFinding.objects.filter(clause__endswith="slot", verdict="breached").exists() is not granted


def test_whoever_asked_is_told_and_history_says_who_consented(branch, secretary, above):
    made = arranged(branch, secretary)
    answer_consent(actor=above, consent=Consent.objects.get().pk, granted=True, words="注意安全")
    assert "同意" in Message.objects.get(receiver=secretary.user, key__contains="consent-answer").subject
    page = a_client(secretary).get(made.get_absolute_url()).content.decode()
    assert "中学党总支同意改期" in page
    assert "注意安全" in page


def test_a_refusal_needs_a_reason_and_it_can_be_asked_again(branch, secretary, above):
    made = arranged(branch, secretary)
    first = Consent.objects.get()
    with pytest.raises(Wrong, match="为什么"):
        answer_consent(actor=above, consent=first.pk, granted=False)
    answer_consent(actor=above, consent=first.pk, granted=False, words="请按时开")
    assert "consent_by" not in Activity.objects.get(pk=made.pk).columns
    assert "请按时开" in a_client(secretary).get(made.get_absolute_url()).content.decode()
    a_client(secretary).post(f"/activities/{made.pk}/ask-consent/", {"reason": "礼堂停电"})
    assert Consent.objects.get(current=True).reason == "礼堂停电"
    with pytest.raises(Wrong, match="请等答复"):
        ask_consent(actor=secretary, activity=made.pk, reason="礼堂停电")


def test_moved_again_the_old_consent_says_nothing_of_the_new_day(branch, secretary, above):
    made = arranged(branch, secretary)
    answer_consent(actor=above, consent=Consent.objects.get().pk, granted=True)
    now = Activity.objects.get(pk=made.pk)
    moved = a_party_day(branch, WEDNESDAY, columns=dict(now.columns))
    with pytest.raises(Wrong, match="须经党总支同意"):
        correct(actor=secretary, activity=made.pk, version=now.version, entry=moved, reason="改期")
    found = correct(
        actor=secretary,
        activity=made.pk,
        version=now.version,
        entry=moved,
        reason="改期",
        move_reason="周四也考试",
    )
    assert "consent_by" not in found.columns
    assert Consent.objects.get(current=True).on == WEDNESDAY
    back = a_party_day(branch, FRIDAY)
    correct(actor=secretary, activity=made.pk, version=found.version, entry=back, reason="改回")
    assert not Consent.objects.filter(current=True).exists()
    assert not waiting_for(above).exists()


def test_only_whoever_was_asked_answers_and_once(branch, secretary, above):
    arranged(branch, secretary)
    consent = Consent.objects.get()
    for other in (secretary, an_actor("secretary", a_branch("西岭村党支部", members=3).node)):
        with pytest.raises(Refused):
            answer_consent(actor=other, consent=consent.pk, granted=True)
    answer_consent(actor=above, consent=consent.pk, granted=True)
    with pytest.raises(Stale):
        answer_consent(actor=above, consent=consent.pk, granted=False, words="晚了")


def test_of_a_meeting_called_off_nothing_is_answered(branch, secretary, above):
    made = arranged(branch, secretary)
    cancel(actor=secretary, activity=made.pk, version=made.version, reason="停电")
    assert not waiting_for(above).exists()
    with pytest.raises(Wrong, match="不用再答复"):
        answer_consent(actor=above, consent=Consent.objects.get().pk, granted=True)


def test_the_one_above_sees_it_on_the_first_page_and_answers_there(branch, secretary, above, general):
    made = arranged(branch, secretary)
    for who in (above, an_actor("superior", general)):
        page = a_client(who).get("/").content.decode()
        assert "答复改期：初中党支部" in page
    consent = Consent.objects.get()
    answer = a_client(above).post(f"/activities/consent/{consent.pk}/", {"decision": "grant"}, follow=True)
    assert answer.redirect_chain[-1][0] == made.get_absolute_url()
    assert Consent.objects.get().granted
    assert "答复改期" not in a_client(above).get("/").content.decode()


def test_consent_that_was_given_on_paper_is_entered_with_its_day(branch, secretary, above):
    columns = {"consent_by": "general_branch", "consent_on": "2026-10-19"}
    plan(actor=secretary, entry=a_party_day(branch, THURSDAY, columns=columns))
    assert not Consent.objects.exists()


def test_the_form_asks_for_the_reason_and_says_who_will_be_asked(branch, secretary, above):
    address = f"kind=party_day&node={branch.node.pk}"
    page = a_client(secretary).get(f"/activities/lead/?{address}&on=2026-11-19").content.decode()
    assert 'name="move_reason"' in page
    assert "向中学党总支请示" in page
    page = a_client(secretary).get(f"/activities/lead/?{address}&on=2026-11-20").content.decode()
    assert 'name="move_reason"' not in page
