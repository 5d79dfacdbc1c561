"""Large sheets in the background: looking through, and writing."""

from __future__ import annotations

from zhidu.apps.registry.access import IMPORT
from zhidu.apps.registry.actions.check_rows import check_rows
from zhidu.apps.registry.actions.take_in import take_in
from zhidu.apps.registry.import_models import ImportBatch
from zhidu.apps.registry.importing.batches import LOOK, TAKE_IN
from zhidu.apps.registry.importing.checking import Reader, look
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import Wrong
from zhidu.foundation.identity.queries import account
from zhidu.foundation.jobs.progress import Progress
from zhidu.foundation.jobs.registry import Result, job


@job(LOOK, title="核对名册", verb=IMPORT)
def look_through(progress: Progress, batch: int) -> Result:
    """Nothing is written until all has been read, so whoever is interrupted begins anew and loses seconds."""
    row = _waiting(batch)
    actor = _whoever_asked(progress, row)
    progress.of(row.sheets[row.sheet]["rows"])
    looked = look(Reader(actor, row), told=progress.advance)
    row = check_rows(actor=actor, batch=batch, looked=looked, job=progress.job, version=row.version)
    return Result(
        f"{row.name}：{row.counts['rows']} 行，{row.counts['wrong']} 行有问题。在“党员”的“导入”里接着办。"
    )


@job(TAKE_IN, title="导入名册", verb=IMPORT)
def write(progress: Progress, batch: int) -> Result:
    """One transaction: a worker that is killed has written nothing, and one that comes after it begins anew.

    Where the batch was written and only the word of it was lost, that is said and nothing is written twice.
    """
    row = ImportBatch.objects.select_related("organization").get(pk=batch)
    if row.done_at is None:
        progress.of(row.counts["rows"])
        progress.look()
        row = take_in(actor=_whoever_asked(progress, row), batch=batch, job=progress.job)
    progress.done = row.counts["rows"]
    return Result(f"{row.name}：新登记 {row.counts['made']} 人，更新 {row.counts['updated']} 人。")


def _waiting(batch: int) -> ImportBatch:
    row = ImportBatch.objects.select_related("organization").get(pk=batch)
    if not row.waiting:
        raise Wrong("这一批已经办完，不用再核对")
    return row


def _whoever_asked(progress: Progress, row: ImportBatch) -> Actor:
    """The account with what it may do today: somebody who lost the office meanwhile writes nothing."""
    actor = actor_of(account(progress.owner)) if progress.owner is not None else SYSTEM
    if not IMPORT.can_create(actor, row.organization.path):
        raise Wrong("发起的人已经不能导入这里的名册；请现在任职的人接着办")
    return actor
