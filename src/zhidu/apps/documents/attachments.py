"""Attachments of a document: whoever sees it opens them; they are added while it is a draft."""

from __future__ import annotations

from zhidu.apps.documents.access import DRAFT, SEE
from zhidu.apps.documents.models import Document
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.files.owners import Where, register_owner


def register() -> None:
    """Make documents owners of attachments."""
    register_owner(
        "document", can_see=_may_see, can_change=_may_change, where=_where, words="能看这份公文的人"
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
