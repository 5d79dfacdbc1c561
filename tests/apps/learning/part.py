"""The study of the county that the walks over every page see."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from tests.apps.about import of
from tests.apps.builders import Branch
from zhidu.apps.learning.actions import (
    add_material,
    add_questions,
    add_resource,
    add_session,
    begin_exam,
    draw_check,
    open_training,
    report,
    set_exam,
    set_learners,
    set_plan,
)
from zhidu.apps.learning.actions.add_material import Piece
from zhidu.apps.learning.actions.add_resource import Thing
from zhidu.apps.learning.actions.add_session import Planned
from zhidu.apps.learning.actions.questions import Asked
from zhidu.apps.learning.actions.report import Told
from zhidu.apps.learning.actions.trainings import Course
from zhidu.apps.learning.models import Question
from zhidu.domain.learning.exam import Kind, Part
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.clock import now, today

ABOUT = {
    **dict.fromkeys(
        (
            f"learning:{one}"
            for one in (
                "plan",
                "words",
                "conversion",
                "learners",
                "reports",
                "checks",
                "shelf",
                "add-material",
                "resources",
                "trainings",
                "bank",
                "bank-table",
                "year",
                "year-sheet",
                "exams",
            )
        ),
        of(organization="node"),
    ),
    **dict.fromkeys((f"learning:{one}" for one in ("propose", "issue", "add", "sheet")), of(pk="study_plan")),
    **dict.fromkeys((f"learning:{one}" for one in ("session", "drop")), of(pk="study_session")),
    **dict.fromkeys((f"learning:{one}" for one in ("presence", "notebooks")), of(pk="activity")),
    "learning:person": of(person="person"),
    "learning:to-do": of(pk="person"),
    "learning:reporting": lambda names: {"person": names["person"], "kind": "book_read"},
    **dict.fromkeys((f"learning:{one}" for one in ("report", "withdraw")), of(pk="study_report")),
    "learning:check": of(pk="study_check"),
    **dict.fromkeys(
        (f"learning:{one}" for one in ("material", "withdraw-material")), of(pk="study_material")
    ),
    "learning:end-resource": of(pk="study_resource"),
    "learning:training": of(pk="study_training"),
    "learning:retire": of(pk="study_question"),
    **dict.fromkeys((f"learning:{one}" for one in ("exam", "begin", "sit", "marking")), of(pk="study_exam")),
}


def things(word: str, branch: Branch) -> dict[str, Any]:
    """A plan with one session, and a circle."""
    node, day = branch.node, today()
    plan = set_plan(actor=SYSTEM, organization=node.pk, year=day.year, themes=f"{word}的主题")
    said = Planned(kind="member_study", on=day + timedelta(days=3), title=f"{word}的学习")
    session = add_session(actor=SYSTEM, plan=plan.pk, said=said)
    set_learners(actor=SYSTEM, organization=node.pk, circle="staff", names=[(f"{word}的教师", "")])
    check = draw_check(actor=SYSTEM, organization=node.pk, number=2, what=f"{word}的笔记")
    book = Told(kind="book_read", on=day, title=f"{word}读的书")
    made = report(actor=Actor(person=branch.people[1]), person=branch.people[1], said=book)
    piece = Piece(kind="text", title=f"{word}的资料", on=day)
    thing = Thing(kind="course", name=f"{word}的课程", first=day)
    course = Course(title=f"{word}的培训班", first=day, last=day, hours=Decimal(8))
    training = open_training(actor=SYSTEM, organization=node.pk, course=course)
    asked = Asked(kind="judge", text=f"{word}的题", answer="对")
    add_questions(actor=SYSTEM, organization=node.pk, questions=[asked])
    exam = set_exam(
        actor=SYSTEM,
        organization=node.pk,
        title=f"{word}的考试",
        opens=now(),
        closes=now() + timedelta(days=1),
        parts=[Part(Kind.JUDGE, 1)],
        passed_from=60,
    )
    begin_exam(actor=Actor(person=branch.people[0]), exam=exam.pk)
    return {
        "study_training": training.pk,
        "study_question": Question.objects.get(organization=node).pk,
        "study_exam": exam.pk,
        "study_material": add_material(actor=SYSTEM, organization=node.pk, piece=piece).pk,
        "study_resource": add_resource(actor=SYSTEM, organization=node.pk, thing=thing).pk,
        "study_check": check.pk,
        "study_report": made.pk,
        "study_plan": plan.pk,
        "study_session": session.pk,
    }
