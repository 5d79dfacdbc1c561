"""Writing down what was found in a large sheet that was looked through in the background (核对)."""

from __future__ import annotations

from zhidu.apps.registry.import_models import ImportBatch, Stage
from zhidu.apps.registry.importing.batches import saved, the_batch
from zhidu.apps.registry.importing.checking import Looked, write_down
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import act, record


@act("registry.check_rows", "核对名册")
def check_rows(*, actor: Actor, batch: int, looked: Looked, job: int, version: int) -> ImportBatch:
    """Rows, problems and matches of the whole sheet, where it is still the one that was looked through."""
    row = the_batch(actor, batch, Stage.MAPPING, Stage.CHECKED, version=version, job=job)
    write_down(row, looked)
    row.stage = Stage.CHECKED.value
    record(
        obj=row.code,
        place=row.organization_id,
        details={"rows": row.counts["rows"], "wrong": row.counts["wrong"]},
    )
    return saved(row)
