"""A workbook too large to be made while somebody waits at the page is made in the background."""

from __future__ import annotations

from urllib.parse import parse_qsl

from zhidu.apps.compliance.access import SEE_ALL, overseen
from zhidu.apps.dashboards.supervision import sheet
from zhidu.apps.dashboards.supervision.asked import Asked, read
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong
from zhidu.foundation.identity.queries import account
from zhidu.foundation.jobs.actions import start
from zhidu.foundation.jobs.models import Job
from zhidu.foundation.jobs.progress import Progress
from zhidu.foundation.jobs.registry import Result, job

NAME = "dashboards.supervision_sheet"
AT_THE_PAGE = 20_000
"""Findings and organisations that can be written within a few seconds."""


def is_large(actor: Actor, asked: Asked) -> bool:
    """Whether it would keep the page waiting; looks no further than that many rows."""
    lines = asked.tallies(actor).order_by().values("pk")[: AT_THE_PAGE + 1]
    if lines.count() > AT_THE_PAGE:
        return True
    return bool(sheet.findings(actor, asked).order_by().values("pk")[: AT_THE_PAGE + 1].count() > AT_THE_PAGE)


def order(actor: Actor, asked: Asked) -> Job:
    """Have it made; what is in it is what the actor may see when it is made."""
    path = asked.under.path if asked.under is not None else overseen(actor)[0]
    return start(
        actor=actor,
        name=NAME,
        arguments={"query": asked.query()},
        title=f"导出“哪里没有做到” {asked.year}年 {asked.theme_title}",
        path=path,
    )


@job(NAME, title="导出“哪里没有做到”", verb=SEE_ALL)
def supervision_sheet(progress: Progress, query: str) -> Result:
    """Write the workbook as whoever asked sees the page today."""
    if progress.owner is None:
        raise Wrong("没有发起的人，不知道该列哪些；请重新发起。")
    actor = actor_of(account(progress.owner))
    if not SEE_ALL.somewhere(actor):
        raise Wrong("发起的人已经不能看这些判定；请现在任职的人重新发起。")
    progress.of(1)
    progress.look()
    file, name = sheet.workbook(actor, read(actor, dict(parse_qsl(query))))
    with file:
        kept = progress.keep(name, file.read())
    progress.advance(1)
    return Result(f"{name} 做好了。", kept)
