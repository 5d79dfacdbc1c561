"""Saying what the columns of a sheet are (对列); then every row is looked through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zhidu.apps.registry.import_models import ImportBatch, Stage
from zhidu.apps.registry.importing.batches import looked_through, saved, the_batch
from zhidu.apps.registry.importing.columns import NAME, columns, type_titles
from zhidu.apps.registry.importing.headings import choose, read_again, remember, remembered
from zhidu.apps.registry.importing.staging import Box
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import today


@act("registry.map_columns", "对列")
def map_columns(
    *,
    actor: Actor,
    batch: int,
    fields: Sequence[str],
    type: str = "",  # noqa: A002 - the word of the vocabulary
    since: date | None = None,
    version: int | None = None,
) -> ImportBatch:
    """Column by column what it is ('' for left out), and what holds where the sheet says nothing."""
    row = the_batch(actor, batch, Stage.MAPPING, Stage.CHECKED, version=version)
    labels = row.sheets[row.sheet]["labels"]
    wrong: dict[str, str] = {}
    for at, field in enumerate(fields):
        if field and field not in columns():
            wrong[f"c{at}"] = "没有这一项；请从列表中选择"
        elif field and field in fields[:at]:
            wrong[f"c{at}"] = f"“{columns()[field].title}”选了两列；应只有一列"
    if NAME not in fields:
        wrong.setdefault("", "没有一列是姓名；请选哪一列是姓名")
    if len(fields) != len(labels):
        wrong.setdefault("", "列数与表不同；请重新打开这一页")
    if type and type not in type_titles():
        wrong["type"] = "没有这种类别；请从列表中选择"
    if since is not None and since > today():
        wrong["since"] = f"写的是 {since}，在将来；今天是 {today()}"
    if wrong:
        raise Wrong(wrong)
    row.columns = list(fields)
    row.defaults = {"type": type, "since": since.isoformat() if since else ""}
    remember(row, labels, fields)
    looked_through(actor, row)
    record(obj=row.code, place=row.organization_id, details={"columns": sum(map(bool, fields))})
    return saved(row)


@act("registry.choose_sheet", "选工作表和表头")
def choose_sheet(
    *, actor: Actor, batch: int, sheet: int, head: int | None = None, version: int | None = None
) -> ImportBatch:
    """Another sheet of the file, or another line of it as the head (0: there is none)."""
    row = the_batch(actor, batch, Stage.MAPPING, Stage.CHECKED, version=version)
    if not 0 <= sheet < len(row.sheets):
        raise Wrong({"sheet": "没有这张表；请从列表中选择"})
    row.sheet, row.stage = sheet, Stage.MAPPING.value
    if head is not None:
        first = next((rows for _, rows in Box(row).chunks([0])), [])
        if not 0 <= head <= len(first):
            raise Wrong({"head": f"表头应在第 1 至 {len(first)} 行之间；没有表头写 0"})
        read_again(row.sheets[sheet], [one.cells for one in first], head, remembered(row.organization))
    choose(row, sheet)
    row.counts = {}
    row.rows.all().delete()
    row.problems.all().delete()
    record(obj=row.code, place=row.organization_id, details={"sheet": sheet})
    return saved(row)
