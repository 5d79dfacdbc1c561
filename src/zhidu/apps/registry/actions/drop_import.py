"""Giving a batch up that waits (不导入): its rows are made unreadable at once."""

from __future__ import annotations

from zhidu.apps.registry.import_models import WAITING, ImportBatch, ImportProblem, ImportRow, Stage
from zhidu.apps.registry.importing import staging
from zhidu.apps.registry.importing.batches import KEPT, saved, the_batch
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import act, record
from zhidu.foundation.clock import now


@act("registry.drop_import", "不导入")
def drop_import(*, actor: Actor, batch: int, old: bool = False) -> ImportBatch:
    """The register stays as it is. *old*: nobody went on with it for so long that the program clears it away."""
    row = the_batch(actor, batch, *WAITING)
    staging.forget(row)
    ImportProblem.objects.filter(batch=row).delete()
    ImportRow.objects.filter(batch=row).delete()
    row.stage = Stage.DROPPED.value
    record(obj=row.code, place=row.organization_id, details={"old": old})
    return saved(row)


def daily() -> int:
    """Clear away what has waited too long; how many."""
    rows = ImportBatch.objects.filter(stage__in=WAITING, created_at__lt=now() - KEPT)
    old = list(rows.values_list("pk", flat=True))
    for pk in old:
        drop_import(actor=SYSTEM, batch=pk, old=True)
    return len(old)
