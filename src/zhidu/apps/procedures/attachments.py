"""Files of a case: whoever sees the case opens them; whoever is next, or keeps it, adds to them."""

from __future__ import annotations

from zhidu.apps.procedures.access import ACT, KEEP, SEE
from zhidu.apps.procedures.engine import live
from zhidu.apps.procedures.models import Case
from zhidu.domain.procedures import Act
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.files.owners import Where, register_owner


def register() -> None:
    """Make cases owners of attachments."""
    register_owner(
        "procedure",
        can_see=lambda actor, pk: (found := _found(pk)) is not None and SEE.can(actor, found),
        can_change=_may_add,
        where=_where,
        words="能看这件事的人",
    )


def _found(pk: int) -> Case | None:
    rows = Case.objects.select_related("organization", "matter", "book", "person").defer("book__files")
    return rows.filter(pk=pk).first()


def _may_add(actor: Actor, pk: int) -> bool:
    found = _found(pk)
    if found is None or not found.open or not ACT.can(actor, found):
        return False
    if KEEP.can(actor, found):
        return True
    going = live(found)
    step = going.next
    return step is not None and any(going.may(actor, step, one) for one in (Act.DO, Act.ASK))


def _where(pk: int) -> Where:
    found = Case.objects.select_related("organization", "matter").get(pk=pk)
    return Where(
        path=found.organization.path,
        place=found.organization_id,
        url=found.get_absolute_url(),
        title=found.matter.title,
    )
