"""What is offered for the agenda of a meeting, and the materials that go with its notice."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.base import ContentFile

from tests.apps.activities.books import HEAD
from tests.apps.activities.making import a_meeting
from tests.apps.builders import a_branch, a_client, an_actor
from tests.foundation.services import content_of
from zhidu.apps.activities.actions import plan
from zhidu.apps.activities.kinds import Kind
from zhidu.apps.activities.measures import facts
from zhidu.apps.activities.models import Activity, AgendaItem
from zhidu.apps.activities.offers import of_clauses
from zhidu.apps.activities.papers import notice
from zhidu.apps.activities.places import places
from zhidu.apps.activities.setting import Setting
from zhidu.apps.adoption.actions import adopt, import_book
from zhidu.apps.adoption.drafts import draft
from zhidu.domain.rules.vocabulary import MEASURES
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.clock import today
from zhidu.foundation.outbox.models import Message

pytestmark = pytest.mark.django_db
TO_COME = date(2026, 10, 27)
CONTENT = """- id: meeting.powers
  family: members_meeting.powers
  title: 大会议这些事
  cite: 第一条
  modality: must
  subject: organization
  kind: content
  event: members_meeting
  field: topics
  allowed: [work_report, election]
- id: meeting.must
  family: members_meeting.must
  title: 每次听党课
  cite: 第二条
  modality: must
  subject: organization
  kind: content
  event: members_meeting
  field: topics
  must_include: [themed]
- id: meeting.own
  family: members_meeting.own
  title: 接收党员只由大会定
  cite: 第三条
  modality: must
  subject: organization
  kind: content
  event: decision
  field: matter
  reserved: [admission]
  reserved_to: [members_meeting]
"""


@pytest.fixture
def powers(branch):
    book = import_book(actor=SYSTEM, draft=draft({"rulebook.yaml": HEAD, "clauses/a.yaml": CONTENT}))
    adopt(actor=SYSTEM, organization=branch.node.pk, book=book.pk, first=date(2026, 1, 1))


def test_what_must_be_on_it_comes_first_then_what_only_it_decides(branch, powers):
    place = places([branch.node.pk])[branch.node.pk]
    found = of_clauses(Setting(Kind(MEASURES["members_meeting"]), place, TO_COME))
    assert [one.topic for one in found] == ["themed", "admission", "election", "work_report"]
    assert [one.mark for one in found] == ["必须有", "须由本会定", "", ""]
    lecture = of_clauses(Setting(Kind(MEASURES["party_lecture"]), place, TO_COME))
    assert lecture == []


@pytest.mark.covers("S5.1.6", "S5.1.7", "S5.1.8", "S5.1.9", "S5.1.10")
def test_what_is_ticked_stands_on_the_agenda_with_the_word_of_the_rule(branch, secretary, powers):
    client = a_client(secretary)
    address = f"/activities/plan/?kind=members_meeting&node={branch.node.pk}"
    page = client.get(address).content.decode()
    assert "主题学习（必须有）" in page
    client.post(
        address,
        {"on": "2026-10-27", "agenda": "讨论水渠\n工作报告", "points": ["主题学习", "工作报告"]},
    )
    rows = AgendaItem.objects.order_by("place").values_list("title", "topic")
    assert list(rows) == [("讨论水渠", ""), ("工作报告", "work_report"), ("主题学习", "themed")]
    (fact,) = [
        one
        for one in facts(nodes=[branch.node.pk], people=None, known_on=today())
        if one.measure == "members_meeting"
    ]
    assert fact.words("topics") == frozenset({"work_report", "themed"})


def test_what_was_not_offered_cannot_be_ticked(branch, secretary, powers):
    address = f"/activities/plan/?kind=members_meeting&node={branch.node.pk}"
    a_client(secretary).post(address, {"on": "2026-10-27", "points": ["别的"]})
    assert not Activity.objects.exists()


# ---------------------------------------------------------------- materials


def paper(name="方案.txt"):
    return ContentFile("方案".encode(), name=name)


def test_materials_are_named_in_the_notice_and_open_to_those_entitled_only(branch, secretary):
    member = an_actor("member", branch.node, person=branch.people[6])
    client = a_client(secretary)
    address = f"/activities/plan/?kind=members_meeting&node={branch.node.pk}"
    client.post(address, {"on": "2026-10-27", "notify": "on", "materials": [paper(), paper("名单.txt")]})
    made = Activity.objects.get()
    assert "材料在网站上看：方案.txt、名单.txt" in Message.objects.get(receiver=member.user).body
    assert "2.名单.txt" in str(notice(made, secretary))
    page = a_client(member).get(made.get_absolute_url()).content.decode()
    link = page.partition("/files/")[2].partition('"')[0]
    got = a_client(member).get(f"/files/{link}")
    assert (got.status_code, content_of(got).decode()) == (200, "方案")
    elsewhere = a_branch("西岭村党支部", members=3)
    stranger = an_actor("member", elsewhere.node, person=elsewhere.people[1])
    assert a_client(stranger).get(f"/files/{link}").status_code == 403


def test_a_file_that_is_not_taken_keeps_the_meeting_from_being_arranged(branch, secretary):
    client = a_client(secretary)
    address = f"/activities/plan/?kind=members_meeting&node={branch.node.pk}"
    answer = client.post(
        address, {"on": "2026-10-27", "notify": "on", "materials": [paper(), paper("程序.exe")]}
    )
    assert "程序.exe" in answer.content.decode()
    assert not Activity.objects.exists()
    assert not Message.objects.exists()


def test_without_materials_the_notice_says_nothing_of_them(branch, secretary):
    plan(actor=secretary, entry=a_meeting(branch, on=TO_COME), notify=True)
    assert "材料" not in Message.objects.get(receiver=secretary.user).body
