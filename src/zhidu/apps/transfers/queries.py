"""Reading transfers: what is under way at a place, of a person, and what waits for somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from zhidu.apps.transfers.access import RECEIVE, SEE, SEND
from zhidu.apps.transfers.models import Transfer
from zhidu.apps.transfers.states import OPEN, State
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

ASKED, SENT = Q(state=State.ASKED.value), Q(state=State.SENT.value)


def transfers() -> QuerySet[Transfer]:
    """With what a line shows of each."""
    return Transfer.objects.select_related("person", "sender", "receiver", "issuer", "out")


def visible(actor: Actor) -> QuerySet[Transfer]:
    """Those the actor may see, the latest first."""
    return SEE.visible(actor, transfers())


def transfer(pk: int) -> Transfer:
    """One of them. Raises ``Transfer.DoesNotExist``."""
    return transfers().get(pk=pk)


def under_way(actor: Actor) -> QuerySet[Transfer]:
    """Not over yet, the oldest first."""
    return visible(actor).filter(state__in=OPEN).order_by("pk")


def to_receive(actor: Actor) -> QuerySet[Transfer]:
    """Sent to organisations the actor receives for, and still in time; those of his own first."""
    rows = transfers().filter(SENT, receiver__isnull=False).filter(Q(until=None) | Q(until__gte=today()))
    return RECEIVE.visible(actor, rows).order_by("pk")


def to_send(actor: Actor) -> QuerySet[Transfer]:
    """Asked for by members, and waiting for the actor to send them on."""
    return SEND.visible(actor, transfers().filter(ASKED)).order_by("pk")


def overdue() -> QuerySet[Transfer]:
    """Sent, not received, and no longer valid: the oldest first."""
    return transfers().filter(SENT, until__lt=today()).order_by("until", "pk")


def overdue_seen(actor: Actor) -> QuerySet[Transfer]:
    """Those of them the actor may see."""
    return SEE.visible(actor, overdue())


def of_person(person: int) -> list[Transfer]:
    """Everything about one person, the latest first."""
    return list(transfers().filter(person=person)[:20])


def concerning(node: Node) -> list[Transfer]:
    """What an organisation has to see to: asked here, on its way to here, sent from here; one query."""
    rows = transfers().filter((ASKED | SENT) & Q(sender=node) | SENT & Q(receiver=node))
    return list(rows.order_by("until", "pk")[:50])
