"""Handing a list of the register out (导出名册): what is masked only with a reason, and the people see who took it."""

from __future__ import annotations

from collections.abc import Sequence

from zhidu.apps.orgs import queries as orgs
from zhidu.apps.orgs.text import cleaned
from zhidu.apps.registry.access import EXPORT, UNMASK
from zhidu.apps.registry.exporting.lists import SENSITIVE, Wanted, batches, number_of, ordered
from zhidu.apps.registry.fields import FIELDS
from zhidu.apps.registry.importing.columns import columns
from zhidu.apps.registry.looking import LONGEST_REASON
from zhidu.apps.registry.models import Look, RegisterExport
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now
from zhidu.foundation.jobs.actions import start
from zhidu.foundation.keys import personal

JOB = "registry.export"
MANY = 5_000
"""Of more people than these the file is made in the background."""
MOST_SENSITIVE = 20_000
"""What is masked is handed over at once and kept nowhere, so there is a limit to how much."""


@act("registry.export", "导出名册")
def export_register(
    *, actor: Actor, organization: int, chosen: Sequence[str], wanted: Wanted, why: str = ""
) -> tuple[RegisterExport, int | None]:
    """(what is handed out, the job that makes the file: None where it is made at once).

    Raises Wrong for columns there are not, and for what is masked without a reason or for more people than at once.
    """
    node = orgs.organization(organization)
    if node is None:
        raise Wrong({"organization": "没有这个党组织；请从列表中选择"})
    EXPORT.require_at(actor, node.path)
    if missing := [key for key in chosen if key not in columns()]:
        raise Wrong({"columns": f"没有“{missing[0]}”这一栏；请从列表中选择"})
    secret = [key for key in chosen if key in SENSITIVE]
    number = number_of(node.path, wanted)
    row = RegisterExport(
        organization=node,
        owner=actor.user,
        columns=ordered(chosen),
        narrowed=wanted.plain(),
        sensitive=bool(secret),
    )
    reason = _reason(why) if secret else ""
    if secret:
        UNMASK.require_at(actor, node.path)
        if number > MOST_SENSITIVE:
            most = f"一次不超过 {MOST_SENSITIVE:,} 人，请按下级分几次导出"
            raise Wrong({"secret": f"有 {number:,} 人；含{FIELDS[secret[0]].title}等盖住的内容，{most}"})
    row.save()
    details: dict[str, object] = {"columns": row.columns, "sensitive": secret, "about": number}
    if secret:
        details["count"] = _noted(row, wanted, reason)
    job = None
    if not secret and number > MANY:
        job = start(actor=actor, name=JOB, arguments={"export": row.pk}, path=node.path, place=node.pk).pk
    record(obj=row.code, place=node.pk, details=details)
    return row, job


def _reason(why: str) -> str:
    try:
        reason = cleaned(why, LONGEST_REASON)
    except ValueError as error:
        raise Wrong({"why": str(error)}) from None
    if not reason:
        raise Wrong({"why": "没有写为什么要导出盖住的内容；应写清办什么事，如“上报年度统计”"})
    return reason


def _noted(row: RegisterExport, wanted: Wanted, reason: str) -> int:
    """Everybody in the list can see who took it, when and why."""
    ring = personal()
    sealed, moment = ring.seal(reason), now()
    number = 0
    for people, _ in batches(row.organization.path, wanted, ("name",)):
        number += len(people)
        Look.objects.bulk_create(
            (
                Look(person_id=pk, by=row.owner, what=Look.LISTED, at=moment, sealed=sealed, key=ring.current)
                for pk in people
            ),
            batch_size=1000,
        )
    return number
