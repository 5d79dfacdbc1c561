"""What a running job says of itself: how far it is, where it could go on, and whether it should stop."""

from __future__ import annotations

import threading
import time
from typing import Any

from django.db import DatabaseError, connection

from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.clock import now
from zhidu.foundation.files.actions import keep
from zhidu.foundation.jobs.models import Job, State
from zhidu.foundation.jobs.workers import STOPPING

RARELY = 0.5
"""Seconds between two notes of progress: pages look no oftener."""
BEAT = 10.0
"""Seconds between two signs of life."""


class Stopped(Exception):
    """The job shall not go on now; raised out of ``advance`` and ``checkpoint``."""


class Cancelled(Stopped):
    """Somebody pressed 停下."""


class Interrupted(Stopped):
    """The worker is ending; the job goes on from its checkpoint after the next start."""


class Superseded(Stopped):
    """Another worker has the job: this one was taken for dead."""


class Progress:
    """Handed to a job as its first argument.

    ``saved`` is what the last checkpoint held (None at the first start). A checkpoint made in the same
    transaction as the work it stands for makes that work happen exactly once, however often it is interrupted.
    """

    def __init__(self, job: Job) -> None:
        self.job = job.pk
        self.owner = job.owner_id
        self.saved: Any = job.checkpoint
        self.done = job.done if job.checkpoint is not None else 0
        self._run = job.run
        self._told = 0.0

    def of(self, total: int) -> None:
        """How many there are in all."""
        self._write(total=total, done=self.done)

    def advance(self, n: int = 1, note: str = "") -> None:
        """*n* more are done. Raises :class:`Stopped` where the job should not go on."""
        self.done += n
        if time.monotonic() - self._told >= RARELY:
            self._write(done=self.done, note=note[:200])
            self.look()

    def checkpoint(self, data: Any) -> None:  # noqa: ANN401 - whatever JSON knows
        """Everything up to here need not be done again; *data* is handed back as ``saved``."""
        self._write(done=self.done, checkpoint=data)
        self.saved = data
        self.look()

    def keep(self, name: str, content: bytes) -> int:
        """Keep a file as the result of the job; the id to put into :class:`Result`."""
        return keep(actor=SYSTEM, owner=f"job-{self.job}", name=name, content=content).pk

    def look(self) -> None:
        """Raise :class:`Stopped` where the job should not go on."""
        if Job.objects.filter(pk=self.job, cancel_requested=True).exists():
            raise Cancelled
        if STOPPING.is_set():
            raise Interrupted

    def _write(self, **columns: Any) -> None:  # noqa: ANN401
        mine = Job.objects.filter(pk=self.job, run=self._run, state=State.RUNNING)
        if not mine.update(heartbeat=now(), **columns):
            raise Superseded
        self._told = time.monotonic()


class Heart:
    """Signs of life while a job runs, from a thread of its own: a job may be busy for minutes with one thing."""

    def __init__(self, job: Job) -> None:
        self._mine = Job.objects.filter(pk=job.pk, run=job.run, state=State.RUNNING)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True, name=f"heart-{job.pk}")

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join(timeout=BEAT)

    def _beat(self) -> None:
        try:
            while not self._ended.wait(BEAT):
                try:
                    self._mine.update(heartbeat=now())
                except DatabaseError:
                    # the database is busy with the job itself; the next beat will do
                    connection.close()
        finally:
            connection.close()
