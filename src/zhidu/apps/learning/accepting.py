"""From a report to a record that counts."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

from zhidu.apps.activities.actions import enter_many
from zhidu.apps.activities.entries import Entry
from zhidu.apps.learning.kinds import NOTE, SELF_STUDY
from zhidu.apps.learning.models import Report
from zhidu.apps.learning.reckoning import running
from zhidu.apps.learning.reports import State
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.clock import now


def accept(report: Report, actor: Actor) -> None:
    """Enter it among the records; whether self-study comes to class hours is what the organisation answered."""
    columns = {"topics": report.topics, "author": report.author}
    begins, ends, quantity = None, None, Decimal(1)
    if report.kind == SELF_STUDY and report.hours is not None:
        begins, quantity = report.begins, report.hours
        if (last := report.ends_minute) is not None and last < 24 * 60:
            ends = time(last // 60, last % 60)
        answer = running(report.organization_id, report.on)
        if answer is not None and answer.self_study:
            columns["counted"] = str(answer.rates.class_hours(int(report.hours * 60)))
    entry = Entry(
        kind=report.kind,
        node=report.organization_id,
        on=report.on,
        person=report.person_id,
        begins=begins,
        ends=ends,
        quantity=quantity,
        title=report.title,
        about=report.session_id if report.kind == NOTE else None,
        columns={name: text for name, text in columns.items() if text},
    )
    report.record_id = enter_many(actor=SYSTEM, rows=[entry])[0]
    report.state = State.ACCEPTED.value
    report.answered_at, report.answered_by = now(), actor.user
    report.version += 1
    report.save(update_fields=["record", "state", "answered_at", "answered_by", "version"])
