"""Handing a sheet in (上传名册): it is read and put away sealed; the register is not touched."""

from __future__ import annotations

from typing import BinaryIO

from zhidu.apps.orgs import queries as orgs
from zhidu.apps.registry.access import IMPORT
from zhidu.apps.registry.import_models import ImportBatch
from zhidu.apps.registry.importing import staging
from zhidu.apps.registry.importing.headings import described, remembered, suggested
from zhidu.apps.registry.importing.reading.workbook import NotATable, opened
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.files import limits

LONGEST_NAME = 160


@act("registry.upload", "上传名册")
def upload_register(*, actor: Actor, organization: int, name: str, content: BinaryIO) -> ImportBatch:
    """Read a file for the register of an organisation and those below it. Raises Wrong where it is no table."""
    node = orgs.organization(organization)
    if node is None:
        raise Wrong({"organization": "没有这个党组织；请从列表中选择"})
    IMPORT.require_at(actor, node.path)
    data = content.read(limits.limit() + 1)
    if len(data) > limits.limit():
        raise Wrong({"upload": limits.too_large(name, len(data))})
    try:
        sheets = opened(name, data)
    except NotATable as told:
        raise Wrong({"upload": f"{told}。"}) from None
    known = remembered(node)
    batch = ImportBatch(organization=node, owner=actor.user, name=name[-LONGEST_NAME:])
    batch.sheets = [described(one, known) for one in sheets]
    suggested(batch, known)
    staging.new_key(batch)
    batch.save()
    staging.keep(batch, [one.rows for one in sheets])
    record(
        obj=batch.code,
        place=node.pk,
        details={"sheets": len(sheets), "rows": sum(one["rows"] for one in batch.sheets)},
    )
    return batch
