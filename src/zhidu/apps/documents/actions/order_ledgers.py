"""Asking for the ledgers of a year, and keeping the files of them (出年度台账)."""

from __future__ import annotations

from typing import Any

from zhidu.apps.documents.access import LEDGER
from zhidu.apps.documents.models import YearLedger
from zhidu.apps.documents.saving import an_organization
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now, today
from zhidu.foundation.files.actions import keep
from zhidu.foundation.files.models import Attachment
from zhidu.foundation.jobs.actions import start
from zhidu.foundation.jobs.queries import open_jobs

EARLIEST = 2000
JOB = "documents.ledgers"


@act("documents.order_ledgers", "出年度台账")
def order_ledgers(*, actor: Actor, organization: int, year: int) -> YearLedger:
    """Have them made in the background; what is in them is what the actor may see."""
    node = an_organization(organization)
    LEDGER.require_at(actor, node.path)
    if not EARLIEST <= year <= today().year:
        raise Wrong({"year": f"年份是 {year}；应在 {EARLIEST} 至 {today().year} 之间"})
    if any(one.owner_id == actor.user for one in open_jobs(JOB, node.pk)):
        raise Wrong("您要的台账正在做；做好了会告诉您")
    made = YearLedger.objects.create(organization=node, year=year, by=actor.user, asked_at=now())
    job = start(
        actor=actor,
        name=JOB,
        arguments={"ledger": made.pk},
        title=f"{node.name} {year} 年度台账",
        path=node.path,
        place=node.pk,
    )
    made.job = job.pk
    made.save(update_fields=["job"])
    record(obj=made.code, place=node.pk, details={"year": year})
    return made


@act("documents.keep_ledger", "存放年度台账")
def keep_file(*, actor: Actor, ledger: int, kind: str, name: str, content: Any, private: bool) -> Attachment:  # noqa: ANN401
    """Keep one of the three files. Only the program itself."""
    if not actor.system:
        raise Refused(LEDGER)
    row = YearLedger.objects.select_for_update().get(pk=ledger)
    kept = keep(actor=actor, owner=row.code, name=name, content=content)
    setattr(row, kind, kept.pk)
    row.private = private
    row.save(update_fields=[kind, "private"])
    record(obj=row.code, place=row.organization_id, details={"kind": kind, "attachment": kept.pk})
    return kept
