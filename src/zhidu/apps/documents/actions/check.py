"""Checking a draft: passing it on to be signed, or returning it with what has to be changed (核稿)."""

from __future__ import annotations

from zhidu.apps.documents.access import CHECK, DRAFT, SIGN
from zhidu.apps.documents.models import Document
from zhidu.apps.documents.saving import locked, move
from zhidu.apps.documents.states import Did, State
from zhidu.apps.documents.telling import tell_drafter, tell_signers
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act


@act("documents.check", "核稿通过")
def check(*, actor: Actor, document: int, version: int) -> Document:
    """The draft is right and goes on to be signed."""
    found = locked(document, version, actor, CHECK, State.CHECKING)
    move(found, State.SIGNING, Did.CHECKED, actor)
    tell_signers(found, actor)
    return found


@act("documents.return", "退回公文稿")
def return_(*, actor: Actor, document: int, version: int, reason: str) -> Document:
    """Whoever checks or signs gives it back to be changed, and says what."""
    found = locked(document, version, actor, DRAFT, State.CHECKING, State.SIGNING)
    (CHECK if found.state == State.CHECKING else SIGN).require(actor, found)
    if not reason.strip():
        raise Wrong({"reason": "没有写要改什么；请写明，起草的人才知道怎样改"})
    move(found, State.DRAFT, Did.RETURNED, actor, why=reason)
    tell_drafter(found, reason, actor)
    return found
