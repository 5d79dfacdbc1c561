"""Attachments of a notice: whoever sees the notice opens them; residents have an address of their own."""

from __future__ import annotations

from zhidu.apps.disclosure.access import KEEP, SEE
from zhidu.apps.disclosure.models import Notice
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Verb
from zhidu.foundation.files.owners import Where, register_owner


def register() -> None:
    """Make notices owners of attachments."""
    register_owner(
        "notice",
        can_see=lambda actor, pk: _may(SEE, actor, pk),
        can_change=lambda actor, pk: _may(KEEP, actor, pk),
        where=_where,
        words="能看这件公开的事的人",
    )


def _may(verb: Verb, actor: Actor, pk: int) -> bool:
    found = Notice.objects.select_related("organization").filter(pk=pk).first()
    return found is not None and verb.can(actor, found)


def _where(pk: int) -> Where:
    found = Notice.objects.select_related("organization").get(pk=pk)
    return Where(
        path=found.organization.path,
        place=found.organization_id,
        url=found.get_absolute_url(),
        title=found.title,
    )
