"""Meetings of several organisations: one record in the books of each, reports in turn, questions with a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.apps.builders import a_branch, a_client, an_actor, an_organization
from tests.apps.judging import findings, verdicts
from zhidu.apps.activities.actions import (
    answer_question,
    raise_question,
    record_held,
    report_unit,
    set_partners,
)
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.ledgers import held as in_the_ledger
from zhidu.apps.activities.measures import facts
from zhidu.apps.activities.models import Activity
from zhidu.apps.activities.queries import visible_activities
from zhidu.apps.adoption.actions import adopt, import_book
from zhidu.apps.adoption.drafts import shipped_draft
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import on_day
from zhidu.foundation.outbox.models import Message

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 20)
SAID = {"progress": "建成 3 处", "issues": "人手不足", "tasks": "年底前补齐，街道办"}


@pytest.fixture(autouse=True)
def _today():
    with on_day(TODAY):
        yield


@pytest.fixture
def district(db):
    """A district with two streets, each with a community."""
    root = an_organization("云岭区委", type="county_committee", on=None)
    streets = [an_organization(f"第{n}街道党工委", type="street_committee", under=root) for n in (1, 2)]
    book = import_book(actor=SYSTEM, draft=shipped_draft("city-district"))
    answers = {"region.joint-meeting": {"per": "quarter"}}
    adopt(actor=SYSTEM, organization=root.pk, book=book.pk, first=date(2026, 1, 1), answers=answers)
    return root, streets


def recorded(node, kind, **more):
    entry = Entry(kind=kind, node=node.pk, on=TODAY, columns={"theme": "阵地建设"}, **more)
    return record_held(actor=SYSTEM, entry=entry)


@pytest.mark.covers("S3.9.1")
def test_one_record_of_a_joint_meeting_stands_in_the_books_of_each(district):
    _, (first, second) = district
    meeting = recorded(first, "joint_meeting")
    clause = "city-district:region.joint-meeting"
    stranger = an_actor("member", second)
    assert not visible_activities(stranger).filter(pk=meeting.pk).exists()
    set_partners(actor=SYSTEM, activity=meeting.pk, organizations=[second.pk])
    assert Activity.objects.count() == 1
    for node in (first, second):
        quarter = [one for one in findings(node, TODAY, clause) if one.period == "2026-Q4"]
        assert [(one.subject, str(one.verdict)) for one in quarter] == [(f"org-{node.pk}", "met")]
        assert len(in_the_ledger(SYSTEM, node, 2026, ["joint_meeting"])) == 1
    assert visible_activities(stranger).filter(pk=meeting.pk).exists()
    assert "党建联席会" in a_client(stranger).get("/activities/").content.decode()
    set_partners(actor=SYSTEM, activity=meeting.pk, organizations=[])
    assert "met" not in {
        str(one.verdict) for one in findings(second, TODAY, clause) if one.period == "2026-Q4"
    }
    assert not visible_activities(stranger).filter(pk=meeting.pk).exists()


@pytest.mark.covers("S3.3.1", "S3.3.2", "S3.3.3", "S3.3.4")
def test_reports_in_turn_make_the_sheet_and_answer_every_clause_about_the_forum(district):
    root, (first, second) = district
    forum = recorded(root, "bimonthly_forum")
    report_unit(actor=SYSTEM, activity=forum.pk, unit=first.pk, **SAID)
    assert verdicts(root, TODAY, "city-district:forum.in-turn") == {f"org-{root.pk}": "breached"}
    with pytest.raises(Wrong, match="已经记过汇报"):
        report_unit(actor=SYSTEM, activity=forum.pk, unit=first.pk, **SAID)
    report_unit(actor=SYSTEM, activity=forum.pk, unit=second.pk, **SAID)
    found = {
        one.clause.id: str(one.verdict)
        for one in findings(root, TODAY)
        if one.clause.id.startswith("forum.") and (one.period == "2026-M5" or forum.code in one.period)
    }
    assert {name: found.get(name) for name in ("forum.theme", "forum.in-turn", "forum.output")} == {
        "forum.theme": "met",
        "forum.in-turn": "met",
        "forum.output": "met",
    }
    bimonthly = [
        one for one in findings(root, TODAY, "city-district:forum.bimonthly") if one.start.month == 9
    ]
    assert [str(one.verdict) for one in bimonthly if one.start.year == 2026] == ["met"]


def test_a_question_has_a_day_and_an_answer_that_goes_back(district):
    root, (first, second) = district
    forum = recorded(root, "bimonthly_forum")
    superior, asked = an_actor("superior", root), an_actor("secretary", first)
    due = TODAY + timedelta(days=10)
    with pytest.raises(Wrong, match="已经过去"):
        raise_question(
            actor=superior, activity=forum.pk, unit=first.pk, words="谁来管", due=TODAY - timedelta(days=1)
        )
    question = raise_question(actor=superior, activity=forum.pk, unit=first.pk, words="停车谁来管", due=due)
    assert Message.objects.filter(receiver=asked.user, subject="请答复：停车谁来管").exists()
    with pytest.raises(Refused):
        answer_question(actor=an_actor("secretary", second), question=question.pk, words="不归我")
    assert "等您答复" in a_client(asked).get(f"/activities/{question.pk}/question/").content.decode()
    with on_day(due + timedelta(days=1)):
        a_client(asked).post(f"/activities/{question.pk}/answer/", {"words": "街道统一管，月底划线"})
        shown = a_client(superior).get(f"/activities/{forum.pk}/units/").content.decode()
    assert "已答复" in shown
    assert "晚于" in shown
    assert Message.objects.filter(receiver=superior.user, subject="已答复：停车谁来管").exists()
    made = [
        one
        for one in facts(nodes=None, people=None, known_on=due + timedelta(days=1))
        if one.ref == question.code
    ]
    assert [one.measure for one in made] == ["question_resolved"]


def test_partners_are_chosen_on_the_page_among_neighbours(district):
    _, (first, second) = district
    meeting = recorded(first, "joint_meeting")
    elsewhere = a_branch("外县党支部")
    page = a_client(an_actor("secretary", first))
    address = f"/activities/{meeting.pk}/units/partners/"
    assert elsewhere.node.name not in page.get(address).content.decode()
    page.post(address, {"organizations": [second.pk]})
    assert second.name in page.get(f"/activities/{meeting.pk}/units/").content.decode()
    with pytest.raises(Wrong, match="不在可选之列"):
        set_partners(actor=SYSTEM, activity=meeting.pk, organizations=[elsewhere.node.pk])
