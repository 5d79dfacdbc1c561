"""Giving up a document that was not signed (不发了)."""

from __future__ import annotations

from zhidu.apps.documents.access import DRAFT
from zhidu.apps.documents.models import Document
from zhidu.apps.documents.saving import locked, move
from zhidu.apps.documents.states import Did, State
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act


@act("documents.drop", "不发这份公文")
def drop(*, actor: Actor, document: int, version: int, reason: str) -> Document:
    """Only before it is signed: a number that was given stays in use."""
    found = locked(document, version, actor, DRAFT, State.DRAFT, State.CHECKING, State.SIGNING)
    if not reason.strip():
        raise Wrong({"reason": "没有写理由；请写一句，留着备查"})
    move(found, State.DROPPED, Did.DROPPED, actor, why=reason)
    return found
