"""Attachments of a document: whoever sees it opens them; they are added while it is a draft."""

from __future__ import annotations

from django.urls import reverse

from zhidu.apps.documents.access import DRAFT, SEE
from zhidu.apps.documents.models import Document, YearLedger
from zhidu.apps.documents.queries import visible_ledgers
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.files.owners import Where, register_owner


def register() -> None:
    """Make documents owners of attachments."""
    register_owner(
        "document", can_see=_may_see, can_change=_may_change, where=_where, words="能看这份公文的人"
    )
    register_owner(
        "ledger",
        can_see=lambda actor, pk: visible_ledgers(actor).filter(pk=pk).exists(),
        can_change=lambda _actor, _pk: False,
        where=_where_ledger,
        words="要这份台账的人；没有不公开记录的，还有本组织的书记、委员",
    )


def _found(pk: int) -> Document | None:
    return Document.objects.select_related("organization").filter(pk=pk).first()


def _may_see(actor: Actor, pk: int) -> bool:
    found = _found(pk)
    return found is not None and SEE.can(actor, found)


def _may_change(actor: Actor, pk: int) -> bool:
    found = _found(pk)
    return found is not None and found.open_to_change and DRAFT.can(actor, found)


def _where(pk: int) -> Where:
    found = Document.objects.select_related("organization").get(pk=pk)
    return Where(found.organization.path, found.organization_id, found.get_absolute_url(), found.title)


def _where_ledger(pk: int) -> Where:
    found = YearLedger.objects.select_related("organization").get(pk=pk)
    return Where(found.organization.path, found.organization_id, reverse("documents:ledgers"), str(found))
