"""Sending a signed document: its pdf is kept with its digest, and everybody it goes to is told (发出)."""

from __future__ import annotations

from django.core.files.base import ContentFile

from zhidu.apps.activities.actions import record_held
from zhidu.apps.activities.entries import Entry
from zhidu.apps.documents.access import SEND
from zhidu.apps.documents.composing import final
from zhidu.apps.documents.models import Document, Receipt
from zhidu.apps.documents.saving import locked, move
from zhidu.apps.documents.states import Did, Kind, State
from zhidu.apps.documents.telling import tell_receivers
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.procedures.pack.drafting import MINUTES, draft
from zhidu.apps.procedures.saving import writing
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import Wrong, act
from zhidu.foundation.clock import now, today
from zhidu.foundation.files.actions import attach
from zhidu.foundation.papers.fonts import NoFont


@act("documents.send", "发出公文")
def send(*, actor: Actor, document: int, version: int) -> Document:
    """From now on its receivers see it. What they get is the pdf that is kept, by its SHA-256 for good."""
    found = locked(document, version, actor, SEND, State.SIGNED)
    found.sent_at = now()
    if found.to_all:
        _to_all(found)
    reached = Receipt.objects.filter(document=found).update(sent_at=found.sent_at)
    if not reached:
        raise Wrong("没有收文的组织：直属的党组织一个也没有；请退回起草，另选主送")
    try:
        content = final(found)
    except NoFont as error:
        raise Wrong(str(error)) from error
    name = f"{found.full_number} {found.title}"[:150]
    kept = attach(actor=SYSTEM, owner=found.code, upload=ContentFile(content, f"{name}.pdf"))
    found.archive, found.sha256 = kept.pk, kept.sha256
    move(found, State.SENT, Did.SENT, actor, sha256=found.sha256, receivers=reached)
    tell_receivers(found, actor)
    _reported(found, actor)
    return found


def _reported(document: Document, actor: Actor) -> None:
    """What was sent upwards about a life meeting is on record as reported; nobody writes that down again.

    Minutes count as sent where the list of what is attached names them.
    """
    if document.about_id is None or not Kind(document.kind).upwards:
        return
    node = orgs.node(document.organization_id)
    to = set(Receipt.objects.filter(document=document).values_list("organization_id", flat=True))
    told = draft(document.about_id) if to & {*node.ancestor_ids} else None
    for measure, columns in told.measures if told is not None else ():
        if measure == "minutes_submitted" and MINUTES not in document.attached:
            continue
        entry = Entry(
            kind=measure,
            node=node.pk,
            on=today(),
            about=document.about_id,
            title=document.title,
            notes=document.full_number,
            columns=columns,
        )
        record_held(actor=writing(actor), entry=entry)


def _to_all(document: Document) -> None:
    """Those directly under the sender on this very day, beside the ones that were named."""
    below = orgs.living(orgs.children(document.organization), today()).filter(kind=orgs.ORGANIZATION)
    there = set(Receipt.objects.filter(document=document).values_list("organization", flat=True))
    others = [pk for pk in below.values_list("pk", flat=True) if pk not in there]
    rows = (Receipt(document=document, organization_id=pk) for pk in others)
    Receipt.objects.bulk_create(rows, batch_size=500)
