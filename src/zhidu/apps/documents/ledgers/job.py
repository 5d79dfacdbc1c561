"""Making the ledgers of a year in the background: each file is kept before the next is begun."""

from __future__ import annotations

from typing import Any

from zhidu.apps.documents.access import LEDGER
from zhidu.apps.documents.actions.order_ledgers import keep_file
from zhidu.apps.documents.ledgers import sections as which
from zhidu.apps.documents.ledgers import writing
from zhidu.apps.documents.ledgers.sections import Section
from zhidu.apps.documents.models import YearLedger
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.files import queries as files
from zhidu.foundation.files import store
from zhidu.foundation.identity.queries import account
from zhidu.foundation.jobs.progress import Progress
from zhidu.foundation.jobs.registry import Result, job
from zhidu.foundation.papers.sheets import workbook

NAME = "documents.ledgers"
FILES = ("pdf", "xlsx", "zip")


@job(NAME, title="出年度台账", verb=LEDGER)
def ledgers(progress: Progress, ledger: int) -> Result:
    """Read every ledger as whoever asked may see it, then write the pdf, the workbook, and the packed folder."""
    row = YearLedger.objects.select_related("organization").get(pk=ledger)
    node = orgs.node(row.organization_id)
    actor = _whoever_asked(row, node.path)
    progress.of(len(which.LEDGERS) + 6 + len(FILES))
    found = _read(progress, actor, node, row.year)
    title, lead = f"{row.year}年度组织生活台账", node.name
    called = f"{node.name}{row.year}年度台账"
    # what the row says, and nothing beside it: whoever is killed right after a file was kept does not keep it again
    made = {kind: int(kept) for kind in FILES if (kept := getattr(row, kind))}
    for kind in FILES:
        progress.look()
        if kind not in made:
            if kind == "pdf":
                content: object = writing.book(title, lead, today(), found)
            elif kind == "xlsx":
                content = workbook(f"{lead}{title}", found)
            else:
                content = list(writing.packed(found, _beside(called, made)))
            private = any(one.private for one in found)
            kept = keep_file(
                actor=SYSTEM,
                ledger=row.pk,
                kind=kind,
                name=f"{called}.{kind}",
                content=content,
                private=private,
            )
            made[kind] = kept.pk
            progress.checkpoint(made)
        progress.advance(1, f"{kind} 做好了")
    number = sum(len(one.rows) for one in found)
    return Result(f"{called}：{len(found)} 本台账，{number} 条。在“公文”的“年度台账”里下载。", made["zip"])


def _whoever_asked(row: YearLedger, path: str) -> Actor:
    """The account with what it may see today: somebody who lost the office meanwhile gets nothing."""
    actor = actor_of(account(row.by)) if row.by is not None else SYSTEM
    if not LEDGER.can_create(actor, path):
        raise Wrong("发起的人已经不能出这里的台账；请现在任职的人重新发起。")
    return actor


def _read(progress: Progress, actor: Actor, node: Any, year: int) -> list[Section]:  # noqa: ANN401
    found = []
    for one in which.LEDGERS:
        found.append(which.filled(one, actor, node, year))
        progress.advance(1, one.title)
    found.append(which.attendance(actor, node, year))
    progress.advance(1, "出勤统计")
    found += [which.study_plan(node, year), which.study_hours(actor, node, year)]
    progress.advance(2, "学习计划和学时登记")
    found += [which.outgoing(node, year), which.incoming(node, year)]
    progress.advance(2, "公文登记")
    found.append(which.register(actor, node))
    progress.advance(1, "党员花名册")
    return found


def _beside(called: str, made: dict[str, int]) -> list[tuple[str, bytes]]:
    """The pdf and the workbook that were kept, to go into the folder as they are."""
    found = []
    for kind in ("pdf", "xlsx"):
        with store.opened(files.attachment(made[kind]).stored) as stream:
            found.append((f"{called}.{kind}", stream.read()))
    return found
