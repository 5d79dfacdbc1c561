"""Stopping long work."""

from __future__ import annotations

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now
from zhidu.foundation.jobs.access import STOP
from zhidu.foundation.jobs.models import Job, State


@act("jobs.cancel", "停下后台任务")
def cancel(*, actor: Actor, job: int) -> Job:
    """Stop a job: at once where it waits, at its next step where it runs. What it has done stays done."""
    row = Job.objects.select_for_update().filter(pk=job).first()
    if row is None:
        raise Wrong("没有这项任务；请从任务表里重新选。")
    STOP.require(actor, row)
    if not row.open:
        raise Wrong(f"这项任务{row.word}，不用停。")
    waiting = row.state == State.QUEUED
    row.cancel_requested = True
    if waiting:
        row.state, row.finished_at = State.CANCELLED, now()
    row.save(update_fields=["cancel_requested", "state", "finished_at"])
    record(obj=row.code, place=row.place, details={"waiting": waiting})
    return row
