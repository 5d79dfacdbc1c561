"""Drafting a document, and writing the draft over (起草、修改)."""

from __future__ import annotations

from zhidu.apps.documents.access import DRAFT
from zhidu.apps.documents.entries import Entry
from zhidu.apps.documents.models import Document
from zhidu.apps.documents.saving import an_organization, fill, locked, note, set_receivers, snapshot, step
from zhidu.apps.documents.states import Did, State
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import act
from zhidu.foundation.clock import now


@act("documents.draft", "起草公文")
def draft(*, actor: Actor, organization: int, entry: Entry) -> Document:
    """Begin a document of an organisation. Nobody but its officers sees it until it is sent."""
    node = an_organization(organization)
    DRAFT.require_at(actor, node.path)
    made = Document(organization=node, drafted_by=actor.user, drafted_at=now())
    fill(made, entry, actor).save(force_insert=True)
    set_receivers(made, entry)
    step(made, Did.DRAFTED, actor)
    note(made, {}, Did.DRAFTED, receivers=list(entry.receivers))
    return made


@act("documents.revise", "修改公文稿")
def revise(*, actor: Actor, document: int, version: int, entry: Entry) -> Document:
    """Write a draft over; one that was handed on has to be returned first."""
    found = locked(document, version, actor, DRAFT, State.DRAFT)
    before = snapshot(found)
    fill(found, entry, actor)
    found.version += 1
    found.save()
    set_receivers(found, entry)
    step(found, Did.REVISED, actor)
    note(found, before, Did.REVISED, receivers=list(entry.receivers))
    return found
