"""Taking a document in (签收)."""

from __future__ import annotations

from zhidu.apps.documents.access import RECEIVE
from zhidu.apps.documents.models import Receipt
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now


@act("documents.receive", "签收公文")
def receive(*, actor: Actor, receipt: int) -> Receipt:
    """Say in the name of an organisation that the document has come; who and when stay with it."""
    rows = Receipt.objects.select_for_update(of=("self",)).select_related("document", "organization")
    found = rows.filter(pk=receipt, sent_at__isnull=False).first()
    if found is None:
        raise Wrong("没有这份收文；请从列表中选择")
    RECEIVE.require(actor, found)
    if found.received_at is not None:
        raise Wrong("这份公文已经签收过，不用再签")
    found.received_at, found.received_by = now(), actor.user
    found.save(update_fields=["received_at", "received_by"])
    record(obj=found.document.code, place=found.organization_id, details={"receipt": found.pk})
    return found
