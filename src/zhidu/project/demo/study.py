"""Study in the county: the year's plan of two branches, self-study and books, a spot check, a training, an exam."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal

from zhidu.apps.learning import actions
from zhidu.apps.learning.actions.add_material import Piece
from zhidu.apps.learning.actions.add_resource import Thing
from zhidu.apps.learning.actions.add_session import Planned
from zhidu.apps.learning.actions.questions import Asked
from zhidu.apps.learning.actions.report import Told
from zhidu.apps.learning.actions.set_conversion import Answer
from zhidu.apps.learning.actions.trainings import Course
from zhidu.apps.members import queries as members
from zhidu.domain.learning.exam import Kind, Part
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import now, today
from zhidu.project.demo.accounts import BRANCH, TOWNSHIP
from zhidu.project.takeover.book import Book

SCHOOL = "一中高中部党支部"
STAFF = ("李文，教务处", "王芳，语文组", "赵明，后勤", "周倩，数学组")
BOOKS = ("乡土中国", "论中国共产党历史", "小二黑结婚")
QUESTIONS = (
    ("single", "支部委员会会议一般多久召开一次？", ("每周", "每月", "每季度"), "B", "组织生活"),
    ("single", "党员大会一般多久召开一次？", ("每月", "每季度", "每年"), "B", "组织生活"),
    ("single", "党课主要由谁来讲？", ("党员领导干部、先进模范等", "随便谁都行"), "A", "组织生活"),
    (
        "multiple",
        "下列哪些属于“三会一课”？",
        ("支部党员大会", "支部委员会会议", "党小组会", "党课"),
        "ABCD",
        "组织生活",
    ),
    ("judge", "预备党员没有表决权、选举权和被选举权。", (), "对", "党章"),
    ("short", "谈谈怎样开好一次组织生活会。", (), "会前学习、谈心，会上批评和自我批评，会后整改", "组织生活"),
)


def study(book: Book) -> None:
    """Enter it all through the acts."""
    _village(book.number(BRANCH))
    _school(book.number(SCHOOL))
    _township(book.number(TOWNSHIP), book.number(BRANCH))


def _village(node: int) -> None:
    day = today()
    answer = Answer(
        hour=Decimal(1), half=Decimal(4), day=Decimal(8), half_from=Decimal(3), day_from=Decimal(6)
    )
    actions.set_conversion(actor=SYSTEM, organization=node, since=date(day.year, 1, 1), answer=answer)
    plan = actions.set_plan(
        actor=SYSTEM,
        organization=node,
        year=day.year,
        themes="党的创新理论\n农村基层组织工作条例\n实用技术",
        requirement="每月参加一次集中学习，全年不少于 6 天；外出的回来补学。",
    )
    for ahead, title in ((9, "冬季集中学习：全会精神"), (23, "农村基层组织工作条例")):
        on = day + timedelta(days=ahead)
        if on.year == day.year:
            said = Planned(
                kind="member_study",
                on=on,
                begins=time(8, 30),
                ends=time(11, 30),
                title=title,
                venue="村党群服务中心",
            )
            actions.add_session(actor=SYSTEM, plan=plan.pk, said=said)
    if plan.sessions.exists():
        actions.issue(actor=SYSTEM, plan=plan.pk, version=plan.version)
    people = [one.person_id for one in members.on_day(node, day)]
    for person, title in zip(people[-3:], BOOKS, strict=False):
        told = Told(kind="book_read", on=day - timedelta(days=12), title=title)
        actions.report(actor=Actor(person=person), person=person, said=told)
    alone = Told(
        kind="self_study",
        on=day - timedelta(days=2),
        begins=time(19, 30),
        hours=Decimal("1.5"),
        title="全会公报",
    )
    actions.report(actor=Actor(person=people[-1]), person=people[-1], said=alone)
    piece = Piece(
        kind="clipping",
        title=f"{day.month}月学习剪辑",
        on=day,
        source="党报、县融媒体中心",
        text="全会公报要点；冬季田间管理。",
    )
    actions.add_material(actor=SYSTEM, organization=node, piece=piece)
    check = actions.draw_check(actor=SYSTEM, organization=node, number=3, what="三季度学习笔记")
    drawn = list(check.lots.filter(drawn=True))
    results = {one.person_id: ("has", "") for one in drawn} | {
        drawn[-1].person_id: ("lacking", "缺 9 月两次")
    }
    actions.note_results(actor=SYSTEM, check=check.pk, version=check.version, results=results)


def _school(node: int) -> None:
    plan = actions.set_plan(
        actor=SYSTEM, organization=node, year=today().year, themes="党的创新理论\n师德师风\n校本教研"
    )
    names = [(name, where) for name, _, where in (one.partition("，") for one in STAFF)]
    actions.set_learners(actor=SYSTEM, organization=node, circle="staff", names=names)
    try:
        actions.propose_sessions(actor=SYSTEM, plan=plan.pk)
    except Wrong:
        return  # its book may be ended for the story of a revision; then no slot is known
    room = Thing(kind="facility", name="行政楼三楼学习室", first=today() - timedelta(days=300))
    actions.add_resource(actor=SYSTEM, organization=node, thing=room)


def _township(town: int, branch: int) -> None:
    day = today()
    for kind, name, words in (
        ("lecturer_pool", "孙志远", "县委党校讲师，讲党的创新理论"),
        ("course", "田间地头的条例课", "一个半小时，可以到村里讲"),
    ):
        thing = Thing(kind=kind, name=name, first=day - timedelta(days=200), words=words, lecturer="")
        actions.add_resource(actor=SYSTEM, organization=town, thing=thing)
    last = day - timedelta(days=20)
    course = Course(
        title="村党支部委员冬季轮训",
        first=last - timedelta(days=1),
        last=last,
        hours=Decimal(16),
        venue="镇党校",
    )
    training = actions.open_training(actor=SYSTEM, organization=town, course=course)
    people = [one.person_id for one in members.posts_on(branch, day) if one.group_id is None][:3]
    people = list(dict.fromkeys(people))
    actions.enroll(actor=SYSTEM, training=training.pk, version=1, people=people)
    certificates = {person: f"ZX{day.year}{place:03}" for place, person in enumerate(people, start=1)}
    actions.finish_training(actor=SYSTEM, training=training.pk, version=2, certificates=certificates)
    asked = [
        Asked(kind=kind, text=text, options=options, answer=answer, topic=topic)
        for kind, text, options, answer, topic in QUESTIONS
    ]
    actions.add_questions(actor=SYSTEM, organization=branch, questions=asked)
    exam = actions.set_exam(
        actor=SYSTEM,
        organization=branch,
        title="组织生活知识",
        opens=now(),
        closes=now() + timedelta(days=7),
        parts=[Part(Kind.SINGLE, 2), Part(Kind.MULTIPLE, 1), Part(Kind.JUDGE, 1), Part(Kind.SHORT, 1)],
        passed_from=60,
    )
    sitting = actions.begin_exam(actor=Actor(person=people[0]), exam=exam.pk)
    actions.answer_exam(
        actor=Actor(person=people[0]),
        exam=exam.pk,
        version=sitting.version,
        answers=dict.fromkeys(sitting.questions, "B"),
        hand_in=True,
    )
