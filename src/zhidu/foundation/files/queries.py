"""Reading attachments."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.files import store
from zhidu.foundation.files.models import Attachment
from zhidu.foundation.files.owners import may_change, may_see


@dataclass(frozen=True, slots=True)
class Box:
    """The attachments of one thing as a page shows them (``files/box.html``)."""

    owner: str
    files: list[Attachment]
    may_change: bool


def of(owner: str) -> list[Attachment]:
    """The attachments of *owner* in use, in the order they came; one query."""
    return list(Attachment.objects.filter(owner=owner, voided_at=None).select_related("uploaded_by"))


def box(actor: Actor, owner: str) -> Box:
    """What *actor* may see of the attachments of *owner*, for ``{% include "files/box.html" with box=… %}``."""
    return Box(owner, of(owner) if may_see(actor, owner) else [], may_change(actor, owner))


def counts(owners: Collection[str]) -> dict[str, int]:
    """Owner → how many attachments in use; one query, for lists."""
    found: dict[str, int] = {}
    for owner in Attachment.objects.filter(owner__in=owners, voided_at=None).values_list("owner", flat=True):
        found[owner] = found.get(owner, 0) + 1
    return found


def attachment(pk: int) -> Attachment:
    """One attachment. Raises ``Attachment.DoesNotExist``."""
    return Attachment.objects.select_related("uploaded_by").get(pk=pk)


def sweep() -> int:
    """Delete contents that belong to no row (a transaction that failed after the file was written)."""

    def known(names: list[str]) -> set[str]:
        mine = set(Attachment.objects.filter(stored__in=names).values_list("stored", flat=True))
        return mine.union(*(others(names) for others in store.others()))

    return store.sweep(known)


def damaged() -> list[Attachment]:
    """Attachments whose contents are missing or not what was stored; reads every file."""
    import hashlib  # noqa: PLC0415

    found = []
    for one in Attachment.objects.all().iterator():
        try:
            with store.opened(one.stored) as stream:
                whole = hashlib.file_digest(stream, "sha256").hexdigest() == one.sha256
        except FileNotFoundError:
            whole = False
        if not whole:
            found.append(one)
    return found


def of_many(owners: Collection[str]) -> list[Attachment]:
    """The attachments in use of many owners, in the order they came; one query for every 500 owners."""
    wanted, found = sorted(owners), list[Attachment]()
    for start in range(0, len(wanted), 500):
        found += Attachment.objects.filter(owner__in=wanted[start : start + 500], voided_at=None)
    return sorted(found, key=lambda one: one.pk)
