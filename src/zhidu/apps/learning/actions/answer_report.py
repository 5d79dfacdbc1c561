"""Answering a report (确认): it counts, or goes back with a word why."""

from __future__ import annotations

from collections.abc import Collection

from zhidu.apps.activities import queries as activities
from zhidu.apps.activities.access import CORRECT
from zhidu.apps.learning.accepting import accept
from zhidu.apps.learning.access import ANSWER_REPORT
from zhidu.apps.learning.actions.report import NOTED
from zhidu.apps.learning.kinds import NOTE
from zhidu.apps.learning.models import Report
from zhidu.apps.learning.reports import State
from zhidu.apps.learning.saving import locked, told
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now


@act("learning.answer_report", "确认自学、读书、论文", covers=("S7.4.2", "S7.4.3"))
def answer_report(*, actor: Actor, report: int, version: int, accepted: bool, words: str = "") -> Report:
    """Raises Wrong where it was answered already, where it is one's own, or goes back and *words* do not say why."""
    rows = Report.objects.select_related("organization", "person")
    found: Report = locked(rows, report, version, "一条")
    ANSWER_REPORT.require(actor, found)
    if found.state != State.WAITING:
        raise Wrong(f"这一条已经答复过：{found.state_name}")
    if not actor.system and actor.person == found.person_id:
        raise Wrong("自己报的请别的委员确认")
    found.answer = told(words, "words", 200, "为什么退回", needed=not accepted)
    if accepted:
        found.save(update_fields=["answer"])
        accept(found, actor)
    else:
        found.state = State.RETURNED.value
        found.answered_at, found.answered_by = now(), actor.user
        found.version += 1
        found.save(update_fields=["answer", "state", "answered_at", "answered_by", "version"])
    record(obj=found.code, place=found.organization_id, changes={"state": (State.WAITING.value, found.state)})
    return found


@act("learning.note_notebooks", "收看笔记本", covers=("S2.4.10",))
def note_notebooks(*, actor: Actor, activity: int, people: Collection[int]) -> int:
    """Write down that these, who were at a session, made notes there and then; how many are new."""
    found = activities.activity(activity)
    if found is None:
        raise Wrong("没有这条记录；请从列表中选择")
    CORRECT.require(actor, found)
    if found.kind not in NOTED or found.voided_at is not None or found.state != "held":
        raise Wrong("只有已经办了的集中学习，才登记笔记")
    there = {one.person_id for one in activities.listed(activity) if one.standing in {"present", "observer"}}
    if not set(people) <= there:
        raise Wrong({"people": "有人没有参加这次学习；请从到场的人里选"})
    known = set(
        Report.objects.filter(session=activity, kind=NOTE)
        .exclude(state=State.RETURNED)
        .values_list("person", flat=True)
    )
    new = sorted(set(people) - known)
    for person in new:
        made = Report.objects.create(
            person_id=person,
            organization_id=found.organization_id,
            kind=NOTE,
            on=found.on,
            title=found.title or found.kind_name,
            session_id=activity,
            at=now(),
        )
        accept(made, actor)
    record(obj=found.code, place=found.organization_id, on=found.on, details={"notes": len(new)})
    return len(new)
