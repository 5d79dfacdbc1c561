"""Training classes of people from below, and exams: a paper of one's own, a window of time, nobody ranked."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.apps.ballots.making import the_book
from tests.apps.builders import a_branch, a_client, an_actor, an_organization
from tests.apps.learning.conftest import TODAY, Studying
from zhidu.apps.activities.actions import record_held
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.models import Activity
from zhidu.apps.adoption.actions import adopt
from zhidu.apps.compliance.follow import bring_up
from zhidu.apps.compliance.queries import everything
from zhidu.apps.learning import bank_sheet
from zhidu.apps.learning.actions import (
    add_questions,
    answer_exam,
    begin_exam,
    enroll,
    finish_training,
    mark_answer,
    open_training,
    retire_question,
    set_exam,
)
from zhidu.apps.learning.actions.questions import Asked
from zhidu.apps.learning.actions.trainings import Course
from zhidu.apps.learning.models import Exam, Question, Sitting, Training
from zhidu.apps.members.actions import appoint
from zhidu.domain.learning.exam import Kind, Part
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.clock import ZONE, now, on_day

pytestmark = pytest.mark.django_db
HEAD = list(bank_sheet.HEAD)


def a_class(school: Studying, **more: Any) -> Training:
    values = {
        "title": "书记培训班",
        "first": date(2026, 11, 16),
        "last": date(2026, 11, 17),
        "hours": Decimal(16),
        **more,
    }
    return open_training(actor=school.superior, organization=school.above.pk, course=Course(**values))


def verdict(family: str, subject: str) -> set[str]:
    return {one.verdict for one in everything() if one.family == family and one.subject == subject}


@pytest.mark.covers("S3.6.2")
def test_who_finished_has_the_training_and_its_hours_in_the_own_books(school: Studying) -> None:
    adopt(actor=SYSTEM, organization=school.above.pk, book=the_book("national").pk, first=date(2026, 1, 1))
    made = a_class(school)
    people = school.branch.people[:2]
    enroll(actor=school.superior, training=made.pk, version=1, people=people)
    finish_training(actor=school.superior, training=made.pk, version=2, certificates={people[0]: "2026001"})
    assert Activity.objects.get(kind="training_session").columns["present"] == "1"
    hours = Activity.objects.get(kind="class_hours")
    assert (hours.person_id, hours.quantity, hours.organization_id) == (people[0], 16, school.node.pk)
    bring_up([school.node.pk], TODAY)
    assert verdict("training_attended.count", f"person-{people[0]}") == {"met"}
    assert "met" not in verdict("training_attended.count", f"person-{people[1]}")
    with pytest.raises(Wrong, match="已经结业"):
        enroll(actor=school.superior, training=made.pk, version=3, people=people)


def test_a_new_secretarys_training_answers_for_the_day_the_office_was_taken(school: Studying) -> None:
    adopt(actor=SYSTEM, organization=school.above.pk, book=the_book("national").pk, first=date(2026, 1, 1))
    person = school.branch.people[0]
    office = Entry(
        kind="took_office",
        node=school.node.pk,
        person=person,
        on=date(2026, 6, 1),
        columns={"post": "secretary"},
    )
    record_held(actor=SYSTEM, entry=office)
    made = a_class(school)
    enroll(actor=school.superior, training=made.pk, version=1, people=[person])
    finish_training(actor=school.superior, training=made.pk, version=2, certificates={person: ""})
    bring_up([school.node.pk], TODAY)
    assert verdict("took_office.training", f"person-{person}") == {"met"}


@pytest.mark.covers("S3.6.1")
def test_the_newly_elected_of_a_community_are_all_trained(db: None) -> None:
    district = an_organization("云岭区委", type="county_committee")
    answers = {"training.new-cadres": {"per": "year"}, "training.after-election": {"within": "6m"}}
    book = the_book("city-district")
    adopt(actor=SYSTEM, organization=district.pk, book=book.pk, first=date(2026, 1, 1), answers=answers)
    community = a_branch("第一社区党委", type="community_committee", members=3, officers=0, under=district)
    for person in community.people[:2]:
        appoint(
            actor=SYSTEM,
            person=person,
            organization=community.node.pk,
            post="committee_member",
            on=date(2026, 10, 1),
            attributes={"newly_elected": "true"},
        )
    election = record_held(
        actor=SYSTEM, entry=Entry(kind="election", node=community.node.pk, on=date(2026, 10, 1))
    )
    keeper = an_actor("superior", district)
    page = a_client(keeper)
    course = Course(title="新任干部培训", first=TODAY, last=TODAY, hours=Decimal(8), after=election.pk)
    made = open_training(actor=keeper, organization=district.pk, course=course)
    text = page.get(f"/learning/trainings/{made.pk}/?who=new").content.decode()
    assert text.count("第一社区党委委员") == 2
    enroll(actor=keeper, training=made.pk, version=1, people=community.people[:2])
    finish_training(
        actor=keeper, training=made.pk, version=2, certificates=dict.fromkeys(community.people[:2], "")
    )
    bring_up([community.node.pk], TODAY)
    assert "met" in verdict("training_attended.new-cadres", community.node.code)
    assert verdict("training_session.within", community.node.code) == {"met"}


def test_people_from_elsewhere_are_on_no_roster(school: Studying) -> None:
    other = a_branch("别处党支部", members=1, officers=0)
    made = a_class(school)
    with pytest.raises(Wrong, match="不在本组织和下级"):
        enroll(actor=school.superior, training=made.pk, version=1, people=other.people)
    with pytest.raises(Wrong, match="还没有学员"):
        finish_training(actor=school.superior, training=made.pk, version=1, certificates={})
    with pytest.raises(Refused):
        open_training(
            actor=school.secretary,
            organization=school.above.pk,
            course=Course(title="班", first=TODAY, last=TODAY, hours=Decimal(8)),
        )


def test_the_pages_of_a_class_take_it_from_its_opening_to_its_end(school: Studying) -> None:
    client = a_client(school.superior)
    given = {"title": "委员培训班", "first": "2026-11-16", "last": "2026-11-17", "hours": "16"}
    answer = client.post(f"/learning/{school.above.pk}/trainings/", given)
    address = answer.headers["Location"]
    people = [str(one) for one in school.branch.people[:2]]
    assert client.post(f"{address}?who=committee", {"people": people, "version": "1"}).status_code == 302
    assert client.post(address, {"version": "2", f"done{people[0]}": "on"}).status_code == 302
    page = client.get(address).content.decode()
    assert "结业，16 学时" in page
    assert "没有结业" in page


# ---------------------------------------------------------------- the bank


def questions(number: int = 6) -> list[Asked]:
    found = [
        Asked(kind="single", text=f"单选第{one}题", options=("甲", "乙", "丙"), answer="B", topic="党章")
        for one in range(number)
    ]
    found += [
        Asked(kind="multiple", text=f"多选第{one}题", options=("甲", "乙", "丙"), answer="AC")
        for one in range(3)
    ]
    found += [
        Asked(kind="judge", text="判断题", answer="对"),
        Asked(kind="short", text="简答题", answer="要点"),
    ]
    return found


def a_bank(school: Studying) -> None:
    add_questions(actor=school.secretary, organization=school.node.pk, questions=questions())


def a_table(*rows: list[str]) -> SimpleUploadedFile:
    file = BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    for line, row in enumerate([HEAD, *rows]):
        sheet.write_row(line, 0, row)
    book.close()
    return SimpleUploadedFile("题库.xlsx", file.getvalue())


GOOD = ["单选题", "几个工作日？", "3", "5", "", "", "", "", "b", "党章", "易"]


def test_a_table_of_questions_is_read_and_the_empty_one_is_as_well(school: Studying) -> None:
    client = a_client(school.secretary)
    address = f"/learning/{school.node.pk}/bank/"
    empty = b"".join(client.get(f"{address}table/").streaming_content)
    assert client.post(address, {"upload": SimpleUploadedFile("空表.xlsx", empty)}).status_code == 302
    assert Question.objects.count() == 3
    judged = ["判断", "党费按月交。", "", "", "", "", "", "", "正确", "", ""]
    assert client.post(address, {"upload": a_table(GOOD, judged)}).status_code == 302
    one = Question.objects.get(text="几个工作日？")
    assert (one.options, one.answer, one.level) == (["3", "5"], "B", 1)
    assert Question.objects.get(text="党费按月交。").answer == "对"


def test_what_is_wrong_in_a_table_is_told_cell_by_cell_and_nothing_is_taken(school: Studying) -> None:
    client = a_client(school.secretary)
    address = f"/learning/{school.node.pk}/bank/"
    bad = [*GOOD[:1], "另一题", *GOOD[2:8], "D", "党章", "易"]
    page = client.post(address, {"upload": a_table(GOOD, bad, GOOD, ["填空", "第三题", *[""] * 9])})
    text = page.content.decode()
    assert "I3（答案）" in text
    assert "B4（题目）：这道题已经在题库里，或表里写了两次" in text
    assert "A5（题型）" in text
    assert not Question.objects.exists()
    assert (
        "读不出这个文件"
        in client.post(address, {"upload": SimpleUploadedFile("a.xlsx", b"x")}).content.decode()
    )
    assert (
        "没有表头"
        in client.post(address, {"upload": SimpleUploadedFile("b.xlsx", _headless())}).content.decode()
    )


def _headless() -> bytes:
    file = BytesIO()
    book = xlsxwriter.Workbook(file)
    book.add_worksheet().write_row(0, 0, ["随便", "什么"])
    book.close()
    return file.getvalue()


# ---------------------------------------------------------------- exams


def an_exam(school: Studying, *, parts: tuple[Part, ...] = (), hours: int = 24, **more: Any) -> Exam:
    a_bank(school)
    opens = now()
    return set_exam(
        actor=school.secretary,
        organization=school.node.pk,
        title="党章知识",
        opens=opens,
        closes=opens + timedelta(hours=hours),
        parts=parts or (Part(Kind.SINGLE, 3), Part(Kind.MULTIPLE, 1), Part(Kind.SHORT, 1)),
        passed_from=60,
        **more,
    )


def right_answers(sitting: Sitting) -> dict[int, str]:
    return {one.pk: one.answer for one in Question.objects.filter(pk__in=sitting.questions)}


@pytest.mark.covers("S3.6.2")
def test_a_paper_is_drawn_answered_marked_and_its_result_told_without_a_rank(school: Studying) -> None:
    exam = an_exam(school)
    sitting = begin_exam(actor=school.member, exam=exam.pk)
    assert len(sitting.questions) == 5
    answer_exam(actor=school.member, exam=exam.pk, version=1, answers=right_answers(sitting), hand_in=True)
    client = a_client(school.secretary)
    assert "等判简答题" in client.get(f"/learning/exams/{exam.pk}/").content.decode()
    short = Question.objects.get(kind="short")
    page = client.get(f"/learning/exams/{exam.pk}/marking/").content.decode()
    assert "要点" in page
    given = {"sitting": sitting.pk, "question": short.pk, "right": "yes"}
    assert client.post(f"/learning/exams/{exam.pk}/marking/", given).status_code == 302
    page = client.get(f"/learning/exams/{exam.pk}/").content.decode()
    assert "合格，答对 5 / 5 题" in page
    assert page.count("没有答") == 4
    own = a_client(school.member)
    assert "截止以后" in own.get(f"/learning/exams/{exam.pk}/").content.decode()
    with on_day(TODAY + timedelta(days=3)):
        assert "合格，答对 5 / 5 题" in own.get(f"/learning/exams/{exam.pk}/").content.decode()


def test_two_people_get_papers_of_their_own_and_the_same_one_again(school: Studying) -> None:
    exam = an_exam(school, parts=(Part(Kind.SINGLE, 3),))
    people = school.branch.people
    papers = [tuple(begin_exam(actor=Actor(person=one), exam=exam.pk).questions) for one in people]
    assert len(set(papers)) > 1
    with pytest.raises(Wrong, match="已经有了"):
        begin_exam(actor=school.member, exam=exam.pk)


def test_what_was_kept_before_the_end_counts_and_nothing_is_taken_after(school: Studying) -> None:
    exam = an_exam(school, parts=(Part(Kind.SINGLE, 3),), hours=1)
    sitting = begin_exam(actor=school.member, exam=exam.pk)
    said = right_answers(sitting)
    answer_exam(actor=school.member, exam=exam.pk, version=1, answers=said, hand_in=False)
    with pytest.raises(Stale):
        answer_exam(actor=school.member, exam=exam.pk, version=1, answers={}, hand_in=False)
    with on_day(TODAY + timedelta(days=2)):
        with pytest.raises(Wrong, match="已经截止"):
            answer_exam(actor=school.member, exam=exam.pk, version=2, answers={}, hand_in=True)
        page = a_client(school.member).get(f"/learning/exams/{exam.pk}/").content.decode()
        assert "合格，答对 3 / 3 题" in page


def test_nobody_begins_before_or_after_or_who_is_not_on_the_list(school: Studying) -> None:
    exam = an_exam(school, hours=1)
    stranger = an_actor("member", school.above)
    with pytest.raises(Wrong, match="不是给您的"):
        begin_exam(actor=stranger, exam=exam.pk)
    assert a_client(stranger).get(f"/learning/exams/{exam.pk}/").status_code == 403
    with on_day(TODAY - timedelta(days=1)), pytest.raises(Wrong, match="还没有开始"):
        begin_exam(actor=school.member, exam=exam.pk)


def test_an_exam_for_which_the_bank_is_too_small_is_refused(school: Studying) -> None:
    with pytest.raises(Wrong, match="要抽 9 道，题库里合条件的有 6 道"):
        an_exam(school, parts=(Part(Kind.SINGLE, 9),))


def test_a_retired_question_stays_on_the_papers_that_hold_it(school: Studying) -> None:
    exam = an_exam(school, parts=(Part(Kind.JUDGE, 1),))
    sitting = begin_exam(actor=school.member, exam=exam.pk)
    one = Question.objects.get(kind="judge")
    retire_question(actor=school.secretary, question=one.pk, version=1)
    assert "判断题" in a_client(school.member).get(f"/learning/exams/{exam.pk}/sit/").content.decode()
    with pytest.raises(Wrong, match="题库里合条件的有 0 道"):
        begin_exam(actor=Actor(person=school.branch.people[2]), exam=exam.pk)
    with pytest.raises(Wrong, match="没有这道题的回答"):
        mark_answer(actor=school.secretary, exam=exam.pk, sitting=sitting.pk, question=one.pk, right=True)


def test_an_exam_is_set_and_sat_on_the_pages(school: Studying) -> None:
    a_bank(school)
    client, own = a_client(school.secretary), a_client(school.member)
    moment = datetime(2026, 11, 17, 8, tzinfo=ZONE)
    given = {
        "title": "党章知识",
        "opens": f"{moment:%Y-%m-%dT%H:%M}",
        "closes": f"{moment + timedelta(days=3):%Y-%m-%dT%H:%M}",
        "passed_from": "60",
        "n_single": "2",
        "n_multiple": "1",
    }
    address = client.post(f"/learning/{school.node.pk}/exams/", given).headers["Location"]
    assert own.post(f"{address}begin/").status_code == 302
    sitting = Sitting.objects.get()
    answers: dict[str, Any] = {
        f"q{one.pk}": list(one.answer) if one.kind == "multiple" else one.answer
        for one in Question.objects.filter(pk__in=sitting.questions)
    }
    assert own.post(f"{address}sit/", {"version": "1", "what": "keep", **answers}).status_code == 302
    assert own.post(f"{address}sit/", {"version": "2", "what": "hand_in", **answers}).status_code == 302
    assert "合格，答对 3 / 3 题" in client.get(address).content.decode()
