"""The branch has listened, and says something to it (听取、答复)."""

from __future__ import annotations

from zhidu.apps.transfers.access import ANSWER_REPORT
from zhidu.apps.transfers.away_models import Report
from zhidu.apps.transfers.away_notices import tell_answer
from zhidu.apps.transfers.away_saving import seal
from zhidu.apps.transfers.away_states import Kind
from zhidu.apps.transfers.records import on_record
from zhidu.apps.transfers.saving import said
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong, act, record
from zhidu.foundation.clock import now, today

LONGEST = 1000
NOTE = {"form": "report-note", "fields": "heard_by;main_points"}


@act("transfers.answer_report", "听取并答复汇报", covers=("S7.8.9",))
def answer_report(*, actor: Actor, report: int, version: int, words: str) -> Report:
    """*words* are read by the member alone and those who read the report. Nobody answers his own."""
    rows = Report.objects.select_for_update(of=("self",)).select_related("person", "organization", "away")
    found = rows.filter(pk=report).first()
    if found is None:
        raise Wrong("没有这份汇报；请从列表中选择")
    ANSWER_REPORT.require(actor, found)
    if actor.person is not None and actor.person == found.person_id:
        raise Refused(ANSWER_REPORT)
    if found.version != version:
        raise Stale("您打开以后，这份汇报已经有人答复；请看现在的内容")
    if found.answered:
        raise Wrong(f"{found.answered_by}已经答复过；要再说的，请当面谈")
    text = said(words, "words", "答复", longest=LONGEST)
    found.answer, found.answered_at = seal({"words": text}), now()
    found.answered_by = actor.name[:80]
    found.version += 1
    found.save()
    if found.kind == Kind.THOUGHT and found.record_id is not None:
        on_record(
            "record",
            node=found.organization_id,
            person=found.person_id,
            on=today(),
            about=found.record_id,
            columns=NOTE,
        )
    record(obj=found.code, place=found.organization_id, on=today(), details={"answered": True})
    tell_answer(found)
    return found
