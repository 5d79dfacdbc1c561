"""What every act on a batch begins with, and when the looking through is left to the background."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from zhidu.apps.registry.access import HANDLE, IMPORT
from zhidu.apps.registry.import_models import ImportBatch, Stage
from zhidu.apps.registry.importing.checking import Reader, look, write_down
from zhidu.apps.registry.importing.staging import SIZE
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.clock import now
from zhidu.foundation.jobs.actions import start
from zhidu.foundation.jobs.models import Job

AT_ONCE = 12
"""Chunks that are looked through while somebody waits for the page: six thousand rows."""
MANY = 3_000
"""Rows that are written while somebody waits for the page."""
KEPT = timedelta(days=14)
"""So long rows wait for somebody to go on; then they are made unreadable."""
LOOK, TAKE_IN = "registry.look_through", "registry.take_in"


def the_batch(
    actor: Actor, pk: int, *stages: Stage, version: int | None = None, job: int | None = None
) -> ImportBatch:
    """A batch to go on with, locked. Raises Wrong where it is at another stage or the background has it.

    *job* is the work in the background that asks.
    """
    row = (
        ImportBatch.objects.select_for_update(of=("self",))
        .select_related("organization")
        .filter(pk=pk)
        .first()
    )
    if row is None:
        raise Wrong("没有这一批导入；请从列表里重新选")
    HANDLE.require(actor, row)
    IMPORT.require(actor, row)
    if row.stage not in stages:
        raise Wrong(f"这一批{row.word}，不能再这样办")
    if row.job is not None and row.job != job and busy(row):
        raise Wrong("后台正在办这一批；等它做完再办，或先停下")
    if version is not None and version != row.version:
        raise Stale("打开以后，这一批又改过；没有存上，请看过现在的内容再改")
    return row


def busy(batch: ImportBatch) -> bool:
    """Whether the background is at it."""
    return batch.job is not None and any(one.open for one in Job.objects.filter(pk=batch.job))


def saved(batch: ImportBatch) -> ImportBatch:
    """Keep what changed of a batch."""
    batch.version += 1
    batch.save()
    return batch


def looked_through(actor: Actor, batch: ImportBatch, chunks: Collection[int] | None = None) -> None:
    """Look through the batch (all of it, or the *chunks* that were mended), or have it done in the background."""
    number = len(chunks) if chunks is not None else batch.sheets[batch.sheet]["rows"] // SIZE
    if number > AT_ONCE:
        in_background(actor, batch, LOOK)
        return
    write_down(batch, look(Reader(actor, batch), chunks))
    batch.stage, batch.job = Stage.CHECKED.value, None


def in_background(actor: Actor, batch: ImportBatch, name: str) -> None:
    """Have the rest done as a job; the batch says which."""
    job = start(
        actor=actor,
        name=name,
        arguments={"batch": batch.pk},
        path=batch.organization.path,
        place=batch.organization_id,
    )
    batch.job = job.pk


def too_old(batch: ImportBatch) -> bool:
    """Whether the rows have waited long enough."""
    return batch.waiting and batch.created_at + KEPT < now()
