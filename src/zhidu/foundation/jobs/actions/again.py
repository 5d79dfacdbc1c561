"""Doing long work once more that failed or was stopped."""

from __future__ import annotations

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now
from zhidu.foundation.jobs.access import STOP
from zhidu.foundation.jobs.models import Job, State
from zhidu.foundation.jobs.queueing import put_in_queue


@act("jobs.again", "重做后台任务")
def again(*, actor: Actor, job: int) -> Job:
    """Go on with a job from its last checkpoint, or from the beginning where it made none."""
    row = Job.objects.select_for_update().filter(pk=job).first()
    if row is None:
        raise Wrong("没有这项任务；请从任务表里重新选。")
    STOP.require(actor, row)
    if row.state not in (State.FAILED, State.CANCELLED):
        raise Wrong(f"这项任务{row.word}，不用重做；要再做一遍，请重新发起。")
    row.state, row.cancel_requested, row.run = State.QUEUED, False, row.run + 1
    row.finished_at, row.started_at, row.reason, row.heartbeat = None, None, "", now()
    row.save()
    put_in_queue(row.pk)
    record(obj=row.code, place=row.place, details={"from_checkpoint": row.checkpoint is not None})
    return row
