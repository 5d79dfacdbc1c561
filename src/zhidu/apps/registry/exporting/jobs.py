"""A long list in the background."""

from __future__ import annotations

from tempfile import TemporaryFile

from zhidu.apps.registry.access import EXPORT
from zhidu.apps.registry.actions.export_register import JOB
from zhidu.apps.registry.exporting.lists import Wanted, batches, number_of
from zhidu.apps.registry.exporting.workbook import write
from zhidu.apps.registry.models import RegisterExport
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.files.actions import keep
from zhidu.foundation.identity.queries import account
from zhidu.foundation.jobs.progress import Progress
from zhidu.foundation.jobs.registry import Result, job

CHUNK = 1 << 20


@job(JOB, title="导出名册", verb=EXPORT)
def make(progress: Progress, export: int) -> Result:
    """The file is that of whoever asked for it; nobody else may open it."""
    row = RegisterExport.objects.select_related("organization").get(pk=export)
    actor = actor_of(account(row.owner)) if row.owner is not None else SYSTEM
    if not EXPORT.can_create(actor, row.organization.path):
        raise Wrong("发起的人已经不能导出这里的名册；请现在任职的人重新发起")
    wanted, chosen = Wanted.again(row.narrowed), row.columns
    progress.of(number_of(row.organization.path, wanted))
    with TemporaryFile() as file:
        rows = (one for _, some in batches(row.organization.path, wanted, chosen) for one in some)
        number = write(file, title_of(row), chosen, rows, progress.advance)
        file.seek(0)
        # chunks, and a list of them: what is kept may be read again where the act is done over
        content = list(iter(lambda: file.read(CHUNK), b""))
        kept = keep(actor=SYSTEM, owner=row.code, name=f"{title_of(row)}.xlsx", content=content)
    return Result(f"{row.organization.name}：{number} 人。", kept.pk)


def title_of(row: RegisterExport) -> str:
    """What the sheet and the file are called."""
    day = today()
    return f"{row.organization.name}党员名册（{day.year}年{day.month}月{day.day}日）"
