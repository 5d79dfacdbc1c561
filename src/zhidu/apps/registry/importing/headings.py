"""The head of each sheet as it was understood, and what an organisation has taught of its own heads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zhidu.apps.registry.import_models import ImportBatch, KnownHead
from zhidu.apps.registry.importing.columns import columns, known
from zhidu.apps.registry.importing.reading import heads
from zhidu.apps.registry.importing.reading.texts import plain
from zhidu.apps.registry.importing.reading.workbook import Sheet

LONGEST_LABEL = 120


def remembered(node: Any) -> dict[str, str]:  # noqa: ANN401 - a row of the app below
    """Head → column: what this organisation said last, then those above it, then what everybody calls them."""
    above = {pk: place for place, pk in enumerate((*node.ancestor_ids, node.pk))}
    rows = KnownHead.objects.filter(organization__in=list(above)).values_list(
        "organization", "label", "field"
    )
    said = {label: field for _, label, field in sorted(rows, key=lambda one: above[one[0]])}
    return {**known(), **{label: field for label, field in said.items() if field in columns() or not field}}


def described(sheet: Sheet, labels: Mapping[str, str]) -> dict[str, Any]:
    """What the page says of a sheet; the labels of a head only where there is one."""
    head = heads.find(sheet, labels)
    return {
        "name": sheet.name,
        "shown": sheet.shown,
        "rows": len(sheet.rows),
        "hidden": sorted(sheet.hidden),
        "found": head is not None,
        "first": head.first if head else 0,
        "labels": list(head.labels) if head else [""] * max(map(len, sheet.rows)),
        "fields": list(head.fields) if head else [""] * max(map(len, sheet.rows)),
    }


def suggested(batch: ImportBatch, labels: Mapping[str, str]) -> None:  # noqa: ARG001 - the heads were read with them
    """Choose the sheet that names most columns; shown ones come before those that are put away."""
    best = max(
        range(len(batch.sheets)),
        key=lambda at: (batch.sheets[at]["shown"], len(set(batch.sheets[at]["fields"])), -at),
    )
    choose(batch, best)


def choose(batch: ImportBatch, sheet: int) -> None:
    """Take another sheet, with its head as it was understood."""
    batch.sheet = sheet
    batch.columns = list(batch.sheets[sheet]["fields"])


def read_again(
    sheet: dict[str, Any], rows: Sequence[Sequence[Any]], top: int, labels: Mapping[str, str]
) -> None:
    """Take the line *top* (from 1) as the head, because somebody says that it is."""
    line = [plain(cell)[:LONGEST_LABEL] for cell in rows[top - 1]] if top else []
    width = max([len(line), *(len(row) for row in rows)])
    line += [""] * (width - len(line))
    fields: list[str] = []
    for label in line:
        field = next((labels[key] for key in heads.keys_of(label) if key in labels), "") if label else ""
        fields.append("" if field in fields else field)
    sheet.update(found=bool(top), first=top, labels=line, fields=fields)


def remember(batch: ImportBatch, labels: Sequence[str], fields: Sequence[str]) -> None:
    """Keep what heads were taken for, where that is not what everybody calls them."""
    found = {}
    for label, field in zip(labels, fields, strict=False):
        key = heads.key_of(label)[:LONGEST_LABEL]
        if key and known().get(key, "") != field:
            found[key] = field
    keys = [heads.key_of(label)[:LONGEST_LABEL] for label in labels]
    KnownHead.objects.filter(organization=batch.organization_id, label__in=keys).delete()
    KnownHead.objects.bulk_create(
        KnownHead(organization_id=batch.organization_id, label=key, field=field)
        for key, field in found.items()
    )
