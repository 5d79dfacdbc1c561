"""Reminding organisations of documents they have not received (催收)."""

from __future__ import annotations

from datetime import timedelta

from zhidu.apps.documents.access import SEND
from zhidu.apps.documents.models import Document, Receipt
from zhidu.apps.documents.states import State
from zhidu.apps.documents.telling import tell_late
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now

PATIENCE = timedelta(days=3)
"""After so long without receipt, and again after as long, an organisation is reminded."""
AT_ONCE = 500


@act("documents.remind_all", "提醒没有签收的公文")
def remind(*, actor: Actor) -> int:
    """What the program does every day: a message for each that is late; how many. Only the program itself."""
    if not actor.system:
        raise Refused(SEND)
    late = now() - PATIENCE
    rows = Receipt.objects.filter(received_at=None, sent_at__lt=late).exclude(reminded_at__gt=late)
    found = list(rows.select_related("document__organization", "organization").order_by("pk")[:AT_ONCE])
    _told(found)
    record(obj="documents", place=None, details={"reminded": len(found)})
    return len(found)


@act("documents.remind", "催签收")
def remind_of(*, actor: Actor, document: int) -> int:
    """What whoever sent it does: a message for everybody who has not received it; how many."""
    found = Document.objects.select_related("organization").filter(pk=document).first()
    if found is None:
        raise Wrong("没有这份公文；请从列表中选择")
    SEND.require(actor, found)
    if found.state != State.SENT:
        raise Wrong("这份公文还没有发出，不用催")
    rows = Receipt.objects.filter(document=found, received_at=None).select_related("organization")
    late = [one for one in rows.order_by("pk")[:AT_ONCE] if not _just_now(one)]
    for one in late:
        one.document = found
    _told(late)
    record(obj=found.code, place=found.organization_id, details={"reminded": len(late)})
    return len(late)


def _just_now(receipt: Receipt) -> bool:
    return receipt.reminded_at is not None and receipt.reminded_at > now() - timedelta(hours=12)


def _told(rows: list[Receipt]) -> None:
    tell_late(rows)
    Receipt.objects.filter(pk__in=[one.pk for one in rows]).update(reminded_at=now())


def daily() -> None:
    """For the timetable: nothing is written on a day when nobody is late."""
    late = now() - PATIENCE
    if Receipt.objects.filter(received_at=None, sent_at__lt=late).exclude(reminded_at__gt=late).exists():
        remind(actor=SYSTEM)
