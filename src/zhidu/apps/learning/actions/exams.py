"""Exams: setting one, drawing somebody's paper, taking the answers, marking what a person has to mark."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from zhidu.apps.learning.access import KEEP
from zhidu.apps.learning.examining import bank_of, may_sit
from zhidu.apps.learning.models import Exam, Question, Sitting, Training
from zhidu.apps.learning.saving import an_organization, locked, told
from zhidu.domain.learning.exam import Kind, Part, paper
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Stale, Wrong, act, record
from zhidu.foundation.clock import now

MOST_QUESTIONS, LONGEST, LONGEST_ANSWER = 200, timedelta(days=60), 2000


@act("learning.set_exam", "出一次考试", covers=("S3.6.2",))
def set_exam(
    *,
    actor: Actor,
    organization: int,
    title: str,
    opens: datetime,
    closes: datetime,
    parts: Sequence[Part],
    passed_from: int,
    training: int | None = None,
) -> Exam:
    """Set an exam for those of a training class, or for everybody of the organisation.

    Raises Wrong where the bank holds too few questions of a sort, so that nobody finds an unfinished paper.
    """
    node = an_organization(organization)
    KEEP.require_at(actor, node.path)
    wrong = {}
    if not 0 < (closes - opens).total_seconds() <= LONGEST.total_seconds():
        wrong["closes"] = f"截止应在开始以后，不超过 {LONGEST.days} 天"
    elif closes <= now():
        wrong["closes"] = "截止的时间已经过去"
    if not 1 <= passed_from <= 100:
        wrong["passed_from"] = f"写的是 {passed_from}；应在 1 至 100 之间"
    number = sum(one.number for one in parts)
    if not 1 <= number <= MOST_QUESTIONS:
        wrong["parts"] = f"一共 {number} 道题；应有 1 至 {MOST_QUESTIONS} 道"
    if training is not None and not Training.objects.filter(pk=training, organization=node).exists():
        wrong["training"] = "没有这个培训班；请从列表中选择"
    seed = secrets.token_hex(16)
    if not wrong:
        try:
            paper(seed, parts, bank_of(node.pk))
        except ValueError as error:
            wrong["parts"] = str(error)
    if wrong:
        raise Wrong(wrong)
    made = Exam.objects.create(
        organization=node,
        training_id=training,
        title=told(title, "title", 120, "名称"),
        opens=opens,
        closes=closes,
        parts=[[str(one.kind), one.number, one.topic, one.level] for one in parts if one.number],
        passed_from=passed_from,
        seed=seed,
    )
    record(obj=made.code, place=node.pk, details={"questions": number})
    return made


@act("learning.begin_exam", "开始答卷")
def begin_exam(*, actor: Actor, exam: int) -> Sitting:
    """Draw the actor's own paper; whoever has one gets that one."""
    found: Exam = locked(Exam.objects.select_related("organization", "training"), exam, None, "次考试")
    person = _sitter(found, actor)
    before = Sitting.objects.filter(exam=found, person=person).first()
    if before is not None:
        raise Wrong("您的卷子已经有了；接着答就行")
    if not found.open_at(now()):
        raise Wrong(f"这次考试{found.state_name}；在 {found.opens:%m月%d日 %H:%M} 至截止之间答")
    parts = [Part(Kind(kind), number, topic, level) for kind, number, topic, level in found.parts]
    try:
        drawn = paper(f"{found.seed}:{person}", parts, bank_of(found.organization_id))
    except ValueError as error:
        raise Wrong(f"{error}；请告诉出题的人") from error
    made = Sitting.objects.create(exam=found, person_id=person, questions=drawn, begun_at=now())
    record(obj=made.code, place=found.organization_id, details={"exam": found.pk})
    return made


@act("learning.answer_exam", "存答案、交卷")
def answer_exam(
    *, actor: Actor, exam: int, version: int, answers: Mapping[int, str], hand_in: bool
) -> Sitting:
    """Keep the answers; *hand_in*: no more are taken. Once time is over, what was kept last is what counts."""
    found: Exam = locked(Exam.objects.select_related("organization", "training"), exam, None, "次考试")
    person = _sitter(found, actor)
    sitting = Sitting.objects.select_for_update().filter(exam=found, person=person).first()
    if sitting is None:
        raise Wrong("您还没有开始；请先开始答卷")
    if sitting.version != version:
        raise Stale("您在别处又存过一次；请看存着的答案再改")
    if sitting.handed_at is not None:
        raise Wrong("已经交卷，不能再改")
    if not found.open_at(now()):
        raise Wrong("已经截止，这次写的没有存；以截止以前存下的为准")
    kept = {}
    for pk in sitting.questions:
        text = answers.get(pk, "").strip()
        if len(text) > LONGEST_ANSWER:
            raise Wrong({f"q{pk}": f"有 {len(text)} 字；应不超过 {LONGEST_ANSWER} 字"})
        if text:
            kept[str(pk)] = text
    sitting.answers, sitting.saved_at = kept, now()
    sitting.handed_at = now() if hand_in else None
    sitting.version += 1
    sitting.save(update_fields=["answers", "saved_at", "handed_at", "version"])
    record(obj=sitting.code, place=found.organization_id, details={"answered": len(kept), "handed": hand_in})
    return sitting


@act("learning.mark_answer", "判简答题")
def mark_answer(*, actor: Actor, exam: int, sitting: int, question: int, right: bool) -> Sitting:
    """Say whether a short answer is right; it can be said again as long as the marker finds it was wrong."""
    rows = Sitting.objects.select_related("exam__organization")
    found: Sitting = locked(rows, sitting, None, "份卷子")
    KEEP.require(actor, found.exam)
    if found.exam_id != exam or question not in found.questions or str(question) not in found.answers:
        raise Wrong("这份卷子里没有这道题的回答")
    if Question.objects.get(pk=question).kind != Kind.SHORT:
        raise Wrong("只有简答题由人来判")
    if found.handed_at is None and found.exam.open_at(now()):
        raise Wrong("还没有交卷；交了再判")
    before = found.marks.get(str(question))
    found.marks = {**found.marks, str(question): right}
    found.version += 1
    found.save(update_fields=["marks", "version"])
    record(
        obj=found.code,
        place=found.exam.organization_id,
        changes={f"q{question}": (before, right)},
        details={"exam": exam},
    )
    return found


def _sitter(exam: Exam, actor: Actor) -> int:
    if actor.person is None or not may_sit(exam, actor.person):
        raise Wrong("这次考试不是给您的；名单上的人才能答")
    return actor.person
