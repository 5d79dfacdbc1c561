"""Handing a draft on to be checked (送核稿)."""

from __future__ import annotations

from zhidu.apps.documents.access import DRAFT
from zhidu.apps.documents.models import Document, Receipt
from zhidu.apps.documents.saving import locked, move
from zhidu.apps.documents.states import Did, State
from zhidu.apps.documents.telling import tell_checkers
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act


@act("documents.submit", "送核稿")
def submit(*, actor: Actor, document: int, version: int) -> Document:
    """From here on the draft stands still. It must have a text and somebody to go to."""
    found = locked(document, version, actor, DRAFT, State.DRAFT)
    if not found.text:
        raise Wrong("正文还空着；请先写好正文，再送核稿")
    if not found.to_all and not Receipt.objects.filter(document=found).exists():
        raise Wrong("还没有选发给谁；请先选主送的组织，再送核稿")
    move(found, State.CHECKING, Did.SUBMITTED, actor)
    tell_checkers(found, actor)
    return found
