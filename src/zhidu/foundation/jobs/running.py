"""Doing jobs: what a worker calls, and taking up again what a dead worker left."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django_tasks_db.models import DBTaskResult

from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import now
from zhidu.foundation.jobs import registry
from zhidu.foundation.jobs.actions.tell import tell
from zhidu.foundation.jobs.models import Job, State
from zhidu.foundation.jobs.progress import Cancelled, Heart, Interrupted, Progress, Superseded
from zhidu.foundation.jobs.queueing import put_in_queue
from zhidu.foundation.jobs.workers import gone, here

LOG = logging.getLogger("zhidu.jobs")
SILENT = timedelta(seconds=120)
"""Without a sign of life for so long a worker is taken for dead."""
FORGOTTEN = timedelta(minutes=5)
"""A job that has waited so long although nothing of it is in the queue is put there again."""
MOST_RUNS = 8
"""A job that takes its worker down with it so often is given up."""
KEPT = timedelta(days=14)


def perform(pk: int) -> None:
    """Do a job that waits, from its last checkpoint on; nothing happens where it does not wait any more."""
    job = _begun(pk)
    if job is None:
        return
    progress = Progress(job)
    try:
        with Heart(job):
            progress.look()
            result = registry.call(job.name, progress, job.arguments)
    except Superseded:
        LOG.warning("%s 已由别的进程接着做，这里停下", job.code)
    except Cancelled:
        _end(job, State.CANCELLED)
    except Interrupted:
        _back(job)
    except Wrong as wrong:
        _end(job, State.FAILED, reason=str(wrong)[:500])
    except Exception:
        number = f"{job.code}-{job.run}"
        LOG.exception("后台任务 %s（%s）没有做成", number, job.name)
        known = registry.known(job.name)
        _end(
            job,
            State.FAILED,
            reason=f"程序出错，编号 {number}；请把编号告诉管理员。"
            if known
            else "这一版程序里没有这项任务了，做不了；请另行发起。",
        )
    else:
        _end(
            job,
            State.DONE,
            done=progress.done,
            result=result.text,
            attachment=result.attachment,
            note="",
        )


def _begun(pk: int) -> Job | None:
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=pk, state=State.QUEUED).first()
        if job is None:
            return None
        job.state, job.run, job.worker = State.RUNNING, job.run + 1, here()
        job.heartbeat = now()
        job.started_at = job.started_at or now()
        if job.checkpoint is None:
            job.done = 0
        job.save(update_fields=["state", "run", "worker", "heartbeat", "started_at", "done"])
    return job


def _end(job: Job, state: State, **columns: object) -> None:
    with transaction.atomic():
        mine = Job.objects.filter(pk=job.pk, run=job.run, state=State.RUNNING)
        if mine.update(state=state, finished_at=now(), heartbeat=None, worker="", **columns):
            _told(job.pk)


def _told(pk: int) -> None:
    job = Job.objects.get(pk=pk)
    if job.owner_id is not None and job.state in (State.DONE, State.FAILED):
        tell(actor=SYSTEM, job=job)


def _back(job: Job) -> None:
    """Put a job back that was interrupted: it goes on later, and that does not count against it."""
    with transaction.atomic():
        mine = Job.objects.filter(pk=job.pk, run=job.run, state=State.RUNNING)
        if mine.update(state=State.QUEUED, heartbeat=now(), worker=""):
            put_in_queue(job.pk)


def revive() -> int:
    """Put back every job whose worker is dead; how many. Called when a site starts and every minute."""
    found = 0
    for job in Job.objects.filter(state=State.RUNNING):
        silent = job.heartbeat is None or job.heartbeat < now() - SILENT
        if silent or gone(job.worker):
            found += _revived(job)
    waiting = Job.objects.filter(state=State.QUEUED).filter(
        Q(heartbeat=None, created_at__lt=now() - FORGOTTEN) | Q(heartbeat__lt=now() - FORGOTTEN)
    )
    queued = {
        row["args"][0]
        for row in DBTaskResult.objects.ready().values_list("args_kwargs", flat=True)
        if row["args"]
    }
    for job in waiting.exclude(pk__in=queued):
        with transaction.atomic():
            if Job.objects.filter(pk=job.pk, state=State.QUEUED).update(heartbeat=now()):
                put_in_queue(job.pk)
    return found


def _revived(job: Job) -> int:
    mine = Job.objects.filter(pk=job.pk, run=job.run, state=State.RUNNING)
    if job.cancel_requested:
        return mine.update(state=State.CANCELLED, finished_at=now(), heartbeat=None, worker="")
    if job.run >= MOST_RUNS:
        why = f"做了 {job.run} 次都中途断了；请把这件事告诉管理员，再决定是否重做。"
        _end(job, State.FAILED, reason=why)
        return 1
    with transaction.atomic():
        # a worker that was only asleep finds the job not running, or running under another number, and stops
        if not mine.update(state=State.QUEUED, heartbeat=now(), worker=""):
            return 0
        put_in_queue(job.pk)
    LOG.warning("%s 的进程不在了，接着做", job.code)
    return 1


def tidy() -> int:
    """Take finished entries out of the queue after a fortnight; jobs themselves stay."""
    old = DBTaskResult.objects.filter(Q(finished_at__lt=now() - KEPT) | Q(started_at__lt=now() - KEPT))
    return int(old.delete()[0])
