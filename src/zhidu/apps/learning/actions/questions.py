"""The question bank: putting questions in, one or a table of them, and taking one out of use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhidu.apps.learning.access import KEEP
from zhidu.apps.learning.models import Question
from zhidu.apps.learning.saving import an_organization, locked
from zhidu.apps.learning.training import LEVELS
from zhidu.domain.learning.exam import Kind, faults
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now

MOST, SHOWN = 2000, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question; *where* is its row in a table, told with what is wrong."""

    kind: str
    text: str
    options: tuple[str, ...] = ()
    answer: str = ""
    topic: str = ""
    level: int = 2
    where: str = ""


@act("learning.add_questions", "放进题库", covers=("S3.6.2",))
def add_questions(*, actor: Actor, organization: int, questions: Sequence[Asked]) -> int:
    """Put all of them in or, where one is wrong, none. Raises Wrong with the first faults, each with its row."""
    node = an_organization(organization)
    KEEP.require_at(actor, node.path)
    if not 1 <= len(questions) <= MOST:
        raise Wrong(f"有 {len(questions)} 道题；一次应有 1 至 {MOST} 道")
    known = set(Question.objects.filter(organization=node, retired_at=None).values_list("text", flat=True))
    wrong: dict[str, str] = {}
    for one in questions:
        if said := _fault(one, known):
            wrong[f"{one.where}.{said[0]}" if one.where else said[0]] = said[1]
        known.add(one.text)
        if len(wrong) >= SHOWN:
            break
    if wrong:
        raise Wrong(wrong)
    Question.objects.bulk_create(
        Question(
            organization=node,
            kind=one.kind,
            text=one.text,
            options=list(one.options),
            answer=one.answer,
            topic=one.topic,
            level=one.level,
        )
        for one in questions
    )
    record(obj=node.code, place=node.pk, details={"questions": len(questions)})
    return len(questions)


def _fault(one: Asked, known: set[str]) -> tuple[str, str] | None:
    """The field, and what is wrong with it."""
    if one.kind not in [*Kind]:
        return "kind", f"题型写的是“{one.kind}”；应是单选、多选、判断或简答"
    if not one.text or len(one.text) > 500:
        return "text", f"题目有 {len(one.text)} 字；应有 1 至 500 字"
    if one.text in known:
        return "text", "这道题已经在题库里，或表里写了两次"
    if len(one.answer) > 500 or len(one.topic) > 40 or any(len(text) > 200 for text in one.options):
        return "answer", "太长；答案不超过 500 字，类别不超过 40 字，选项不超过 200 字"
    if one.level not in LEVELS:
        return "level", "难度应是易、中或难"
    said = faults(Kind(one.kind), one.options, one.answer)
    return ("answer" if "答案" in said else "options", said) if said else None


@act("learning.retire_question", "停用一道题")
def retire_question(*, actor: Actor, question: int, version: int) -> Question:
    """It is drawn no more; papers that hold it stay as they are."""
    found: Question = locked(Question.objects.select_related("organization"), question, version, "道题")
    KEEP.require(actor, found)
    if found.retired_at is not None:
        raise Wrong("这道题已经停用")
    found.retired_at = now()
    found.version += 1
    found.save(update_fields=["retired_at", "version"])
    record(obj=found.code, place=found.organization_id)
    return found
