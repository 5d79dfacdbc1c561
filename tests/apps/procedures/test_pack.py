"""The pack of a life meeting: each part entered once, and steps, findings and tasks follow from it."""

from __future__ import annotations

from datetime import date, time, timedelta
from itertools import combinations
from typing import Any

import pytest
from django.core.files.base import ContentFile

from tests.apps.builders import Branch, a_branch, a_client, an_actor, an_organization
from tests.apps.judging import findings
from tests.apps.procedures.conftest import TODAY
from zhidu.apps.activities.actions import plan, record_held
from zhidu.apps.activities.agenda import Item
from zhidu.apps.activities.attendance import Attendance
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.models import Activity
from zhidu.apps.activities.queries import visible_activities
from zhidu.apps.adoption.actions import adopt, import_book
from zhidu.apps.adoption.drafts import shipped_draft
from zhidu.apps.meetings.actions import (
    add_paragraph,
    close,
    end_task,
    open_meeting,
    serve,
    take_roll,
    write_paragraph,
)
from zhidu.apps.meetings.models import Meeting, Task
from zhidu.apps.procedures import queries
from zhidu.apps.procedures.actions import (
    find_problem,
    gather_opinion,
    hand_in_analysis,
    hold_talk,
    open_pack,
    put_down,
)
from zhidu.apps.procedures.models import Case
from zhidu.apps.procedures.pack.reading import Pack
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import on_day

pytestmark = pytest.mark.django_db
DEMOCRATIC, ORGANISATIONAL = "democratic_life_meeting", "organisational_life_meeting"
HELD = TODAY + timedelta(days=5)


def a_place(book: str, answers: Any = None) -> Branch:
    town = an_organization("云溪镇党委", type="township_committee")
    branch = a_branch("东岭村党支部", members=6, officers=3, under=town, type="village_branch")
    adopt(
        actor=SYSTEM,
        organization=branch.node.pk,
        book=import_book(actor=SYSTEM, draft=shipped_draft(book)).pk,
        first=date(2020, 1, 1),
        answers=answers,
    )
    return branch


def officer(branch: Branch) -> Actor:
    return an_actor("secretary", branch.node, person=branch.people[0])


def member(branch: Branch, place: int) -> Actor:
    return an_actor("member", branch.node, person=branch.people[place])


def arranged(branch: Branch, kind: str, topics: tuple[tuple[str, str], ...] = (), **more: Any) -> Activity:
    entry = Entry(kind=kind, node=branch.node.pk, on=HELD, begins=time(9), planned=True, **more)
    agenda = [Item(title, topic) for title, topic in topics]
    return plan(actor=SYSTEM, entry=entry, agenda=agenda, notify=True)


def fresh(case: Case) -> Case:
    found = queries.case(case.pk)
    assert found is not None
    return found


def steps(case: Case) -> list[str]:
    rows = Activity.objects.filter(matter=case.matter_id, kind="procedure_step", voided_at=None)
    return [one.columns["step"] for one in rows.order_by("pk")]


WITHIN = {"within": "15d"}
ANSWERS = {
    "democratic-life.measures": WITHIN,
    "democratic-life.solved": {"within": "3m"},
    "democratic-life.minutes-up": WITHIN,
    "democratic-life.report-up": WITHIN,
}


def spoken(secretary: Actor, meeting: Activity, person: int, about: str, text: str) -> None:
    room = Meeting.objects.get(activity=meeting)
    point = room.points.order_by("place").last()
    assert point is not None
    made = add_paragraph(actor=secretary, activity=meeting.pk, point=point.pk, person=person, about=about)
    write_paragraph(actor=secretary, activity=meeting.pk, paragraph=made.pk, version=1, text=text)


@pytest.mark.covers(
    "S5.4.2", "S5.4.4", "S5.4.5", "S5.4.6", "S5.4.7", "S5.4.8", "S5.4.9", "S5.4.10#1", "S5.4.10#2"
)
def test_a_democratic_life_meeting_is_entered_part_by_part_and_every_step_and_clause_follows() -> None:
    branch = a_place("branch-comprehensive", ANSWERS)
    secretary, committee = officer(branch), branch.people[:3]
    topics = (("学习文件", "document_study"), ("批评与自我批评", "criticism"))
    meeting = arranged(branch, DEMOCRATIC, topics)
    case = open_pack(actor=secretary, activity=meeting.pk)
    given = {"actor": secretary, "case": case.pk}

    put_down(**given, part="theme", words="对照先进找差距")
    assert steps(case) == ["plan"]
    put_down(**given, part="plan", words="书面报镇党委")
    # the others were told by word of mouth
    for person in committee[1:]:
        record_held(
            actor=SYSTEM,
            entry=Entry(kind="notified", node=branch.node.pk, person=person, on=TODAY, about=meeting.pk),
        )
    assert steps(case) == ["plan", "report-plan", "notify"]

    pack = Pack(fresh(case))
    assert len(pack.pairs_lacking) == 3
    hold_talk(**given, person=committee[0], others=[committee[1], committee[2]])
    assert {frozenset({one.person, two.person}) for one, two in Pack(fresh(case)).pairs_lacking} == {
        frozenset(committee[1:])
    }
    with pytest.raises(Wrong, match="还有 1 对没有谈"):
        put_down(**given, part="talks")
    with pytest.raises(Wrong, match="两个人只记一条"):
        hold_talk(**given, person=committee[2], others=[committee[0]])
    hold_talk(**given, person=committee[2], others=[committee[1]], words="交了心")
    assert steps(case)[-1] == "talks"
    for source in ("groups", "all_members"):
        gather_opinion(**given, source=source, words="多到组里来")
    assert Pack(fresh(case)).sources_lacking == ["masses"]
    gather_opinion(**given, source="masses", words="路灯坏了没人修")
    assert steps(case)[-1] == "opinions"
    with pytest.raises(Wrong, match="会还没有开"):
        find_problem(**given, problem="路灯", measure="修好", person=committee[1], due=HELD)

    with on_day(HELD):
        take_roll(actor=secretary, activity=meeting.pk)
        open_meeting(actor=secretary, activity=meeting.pk)
        room = Meeting.objects.get(activity=meeting)
        serve(
            actor=secretary,
            activity=meeting.pk,
            version=room.version,
            chair=committee[0],
            recorder=committee[2],
        )
        for person in committee:
            spoken(secretary, meeting, person, "criticism", "我先说自己")
        with pytest.raises(Wrong, match="已经有一段"):
            add_paragraph(actor=secretary, activity=meeting.pk, person=committee[0], about="criticism")
        close(actor=secretary, activity=meeting.pk, rest="done")
        assert steps(case)[-3:] == ["study", "criticism", "minutes"]
        find_problem(
            **given,
            problem="路灯坏了没人修",
            measure="月底前修好",
            person=committee[1],
            due=HELD + timedelta(days=20),
        )
        assert steps(case)[-1] == "measures"
        (task,) = Task.objects.all()
        assert (task.person_id, task.what) == (committee[1], "月底前修好")
        put_down(**given, part="minutes", words="送镇党委")
        put_down(**given, part="report", words="送镇党委")
        end_task(actor=secretary, task=task.pk, version=task.version, done=True, words="修好了")
    assert fresh(case).state == "closed"
    judged_on = HELD + timedelta(days=1)
    verdicts = {
        one.clause.id: str(one.verdict)
        for one in findings(branch.node, judged_on)
        if one.clause.id.startswith("democratic-life.")
    }
    assert verdicts == {
        "democratic-life.yearly": "met",
        "democratic-life.date": "undetermined",
        "democratic-life.plan": "met",
        "democratic-life.notified": "met",
        "democratic-life.talks": "met",
        "democratic-life.opinions.groups": "met",
        "democratic-life.opinions.members": "met",
        "democratic-life.opinions.masses": "met",
        "democratic-life.agenda": "met",
        "democratic-life.chair-first": "met",
        "democratic-life.recorder": "met",
        "democratic-life.minutes": verdicts["democratic-life.minutes"],
        "democratic-life.measures": "met",
        "democratic-life.solved": "met",
        "democratic-life.minutes-up": "met",
        "democratic-life.report-up": "met",
        "democratic-life.steps": "met",
    }


@pytest.mark.covers("S6.4.3", "S6.4.4", "S6.4.5", "S6.4.6")
def test_an_organisational_life_meeting_shows_person_by_person_what_is_missing() -> None:
    branch = a_place("rural-branch", {"after.measures": WITHIN, "after.done": {"within": "3m"}})
    secretary = officer(branch)
    national = import_book(actor=SYSTEM, draft=shipped_draft("national"))
    adopt(actor=SYSTEM, organization=branch.node.pk, book=national.pk, first=date(2020, 1, 1))
    meeting = arranged(
        branch, ORGANISATIONAL, (("查摆问题", "problems"), ("批评", "criticism")), for_period="2026"
    )
    case = open_pack(actor=secretary, activity=meeting.pk)
    given = {"actor": secretary, "case": case.pk}
    assert case.matter.title == "2026年度组织生活会"
    for part in ("theme", "mobilisation", "study"):
        put_down(**given, part=part, words="办了")
    put_down(**given, part="talks")
    gather_opinion(**given, source="masses", words="没有意见")
    assert steps(case) == ["theme", "study", "talks", "opinions"]

    for place in range(1, 5):
        hand_in_analysis(actor=member(branch, place), case=case.pk, words="我的问题是……")
    upload = ContentFile("手写的，拍成照".encode(), name="材料.txt")
    hand_in_analysis(actor=secretary, case=case.pk, person=branch.people[5], upload=upload)
    lines = Pack(fresh(case)).lines
    assert [line.who.person for line in lines if line.analysis is None] == [branch.people[0]]
    hand_in_analysis(actor=secretary, case=case.pk, words="我的问题是……")

    with on_day(HELD):
        take_roll(actor=secretary, activity=meeting.pk)
        open_meeting(actor=secretary, activity=meeting.pk)
        for person in branch.people:
            spoken(secretary, meeting, person, "analysis", "查了三条")
            if person != branch.people[5]:
                spoken(secretary, meeting, person, "criticism", "提一条")
        close(actor=secretary, activity=meeting.pk, rest="done")
        notes = Activity.objects.get(pk=meeting.pk).notes
        assert "（自我分析）：查了三条" in notes
    lines = Pack(fresh(case)).lines
    assert [line.who.person for line in lines if not line.criticised] == [branch.people[5]]
    assert all(line.analysed for line in lines)
    verdicts = {
        one.clause.id: str(one.verdict)
        for one in findings(branch.node, HELD)
        if one.clause.book == "rural-branch" and meeting.code in one.period
    }
    assert verdicts == {
        "life-meeting.chair": "met",
        "life-meeting.window": "breached",
        "before.mobilisation": "met",
        "before.opinions": "met",
        "before.talks": "met",
        "before.self-analysis": "met",
        "during.analysis": "met",
        "during.criticism": "breached",
        "after.measures": "pending",
    }


def test_the_year_of_account_is_that_of_the_meeting_not_of_the_day() -> None:
    branch = a_place("national")
    with on_day(date(2027, 1, 12)):
        entry = Entry(
            kind=ORGANISATIONAL, node=branch.node.pk, on=date(2027, 1, 20), planned=True, for_period="2026"
        )
        meeting = plan(actor=SYSTEM, entry=entry)
        case = open_pack(actor=officer(branch), activity=meeting.pk)
        assert case.matter.title == "2026年度组织生活会"
    with on_day(date(2027, 1, 20)):
        record_held(
            actor=SYSTEM,
            entry=Entry(kind=ORGANISATIONAL, node=branch.node.pk, on=date(2027, 1, 20), for_period="2026"),
            attendance=Attendance(),
            plan=meeting.pk,
            version=meeting.version,
        )
    yearly = {
        one.period: str(one.verdict)
        for one in findings(branch.node, date(2027, 1, 21))
        if one.clause.key == "national:life-meeting.yearly"
    }
    assert yearly["2026"] == "met"
    assert yearly["2027"] == "pending"


def test_what_was_written_of_oneself_is_read_by_nobody_but_those_the_rule_names() -> None:
    branch = a_place("national")
    meeting = arranged(branch, ORGANISATIONAL)
    secretary = officer(branch)
    case = open_pack(actor=secretary, activity=meeting.pk)
    writer, other = member(branch, 4), member(branch, 5)
    made = hand_in_analysis(actor=writer, case=case.pk, words="我的问题")
    opinion = gather_opinion(actor=secretary, case=case.pk, source="masses", words="办事慢")
    readers = {
        "own": writer,
        "secretary": secretary,
        "discipline": an_actor("discipline", branch.node),
        "other": other,
        "organisation": an_actor("organisation", branch.node),
        "superior": an_actor("superior", branch.node),
    }
    may = {
        name: set(visible_activities(actor).values_list("pk", flat=True)) for name, actor in readers.items()
    }
    assert {name for name, seen in may.items() if made.pk in seen} == {"own", "secretary", "discipline"}
    assert {name for name, seen in may.items() if opinion.pk in seen} == {
        "secretary",
        "discipline",
        "organisation",
        "superior",
    }
    with pytest.raises(Wrong, match="已经交过一份"):
        hand_in_analysis(actor=writer, case=case.pk, words="再来一份")
    with pytest.raises(Refused):
        hand_in_analysis(actor=other, case=case.pk, person=branch.people[3], words="替他写")
    with pytest.raises(Refused):
        gather_opinion(actor=other, case=case.pk, source="masses", words="我听说")


def test_the_page_shows_keepers_everybody_and_a_member_himself() -> None:
    branch = a_place("branch-comprehensive")
    secretary = officer(branch)
    meeting = arranged(branch, DEMOCRATIC)
    desk = a_client(secretary)
    assert "建一卷" in desk.get(f"/procedures/about-meeting/{meeting.pk}/").content.decode()
    desk.post(f"/procedures/open-pack/{meeting.pk}/")
    case = queries.of_meeting(meeting.pk)
    assert case is not None
    shown = desk.get(f"/procedures/{case.pk}/").content.decode()
    assert "还缺" in shown
    assert "方案报上级" in shown
    address = f"/procedures/{case.pk}/pack"
    desk.post(f"{address}/opinion/", {"source": "masses", "words": "路灯坏了", "again": "1"})
    desk.post(
        f"{address}/talk/",
        {"person": branch.people[0], "others": [branch.people[1]], "words": "", "on": TODAY.isoformat()},
    )
    desk.post(f"{address}/theme/", {"words": "找差距", "on": TODAY.isoformat()})
    assert steps(case) == ["plan"]
    assert "路灯坏了" in desk.get(f"/procedures/{case.pk}/").content.decode()
    phone = a_client(an_actor("member", branch.node, person=branch.people[2]))
    own = phone.get(f"/procedures/{case.pk}/").content.decode()
    assert "交材料" in own
    assert "路灯坏了" not in own
    phone.post(f"{address}/analysis/", {"words": "我的问题"})
    assert "材料已交" in phone.get(f"/procedures/{case.pk}/").content.decode()
    assert phone.get(f"{address}/opinion/").status_code == 403


@pytest.mark.parametrize("number", [2, 8])
def test_the_page_asks_no_more_where_more_is_there(django_assert_max_num_queries: Any, number: int) -> None:
    branch = a_place("branch-comprehensive")
    secretary = officer(branch)
    case = open_pack(actor=secretary, activity=arranged(branch, DEMOCRATIC).pk)
    for place in range(number):
        gather_opinion(actor=secretary, case=case.pk, source="masses", words=f"意见{place}")
    for one, other in list(combinations(branch.people[:3], 2))[:number]:
        hold_talk(actor=secretary, case=case.pk, person=one, others=[other])
    desk = a_client(secretary)
    desk.get(f"/procedures/{case.pk}/")
    with django_assert_max_num_queries(70):
        desk.get(f"/procedures/{case.pk}/")
