"""Reading messages and the ledger of delivery."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import now
from zhidu.foundation.keys import keyring
from zhidu.foundation.outbox.access import LEDGER, READ
from zhidu.foundation.outbox.gateways import gateways
from zhidu.foundation.outbox.models import BY_MAIL, LOST, WAITING, Delivery, Message, Outcome, Reach

LONG = timedelta(hours=1)
"""A mail that has waited so long is something to look into."""

VIEWS = {
    "lost": ("没有寄到", tuple(LOST)),
    "waiting": ("等着寄", tuple(WAITING)),
    "sent": ("已经寄出", (Outcome.SENT,)),
    "all": ("全部", tuple(Outcome)),
}


def inbox(actor: Actor, *, unread: bool = False) -> QuerySet[Message]:
    """The actor's own messages, newest first."""
    found = READ.visible(actor, Message.objects.all())
    return found.filter(read_at=None) if unread else found


def held_for(user: int) -> QuerySet[Message]:
    """Every message of an account, for its holder's own copy."""
    return Message.objects.filter(receiver=user)


def unread(actor: Actor) -> int:
    """How many of them have not been seen; one query."""
    return inbox(actor, unread=True).count()


def unread_of(request: HttpRequest) -> int:
    """The number at the bell."""
    return unread(request.actor)


def last_told(prefix: str) -> datetime | None:
    """When the last of the messages was made whose key begins with *prefix*; one query."""
    found = Message.objects.filter(key__startswith=prefix).order_by("-id")
    return found.values_list("created_at", flat=True).first()


def ledger(actor: Actor, view: str = "all", text: str = "") -> QuerySet[Delivery]:
    """The last attempt by each way at each message whose receiver the actor looks after, newest first.

    *text* is part of the name or the address of a receiver.
    """
    last = (
        Delivery.objects.filter(message=OuterRef("message"), via=OuterRef("via"))
        .order_by("-attempt")
        .values("pk")[:1]
    )
    found = LEDGER.visible(actor, Delivery.objects.filter(pk=Subquery(last)))
    if text:
        found = found.filter(Q(message__receiver__name__contains=text) | Q(message__address__icontains=text))
    return found.filter(outcome__in=VIEWS[view][1]).select_related("message__receiver").order_by("-id")


def totals(actor: Actor) -> dict[str, int]:
    """How many mails are in each view; one query."""
    counted = dict(ledger(actor).order_by().values_list("outcome").annotate(n=Count("pk")))
    return {view: sum(counted.get(one, 0) for one in wanted) for view, (_, wanted) in VIEWS.items()}


def held_up(actor: Actor) -> QuerySet[Delivery]:
    """Mails that have been waiting for longer than they should: the server is down, or nobody is sending."""
    return ledger(actor, "waiting").filter(message__created_at__lt=now() - LONG)


def attempts(message: Message) -> dict[str, list[Delivery]]:
    """Way → every attempt at one message, the newest first."""
    found: dict[str, list[Delivery]] = {}
    for one in message.deliveries.order_by("via", "-attempt"):
        found.setdefault(one.via, []).append(one)
    return found


def waiting(found: list[Delivery]) -> bool:
    """Whether another attempt is planned or being made."""
    return any(one.outcome in WAITING for one in found)


def way_name(via: str) -> str:
    """邮件, or what the gateway is called here."""
    known = gateways().get(via)
    return "邮件" if via == BY_MAIL else known.title if known is not None else via


@dataclass(frozen=True, slots=True)
class Choice:
    """One gateway as somebody sees it who may be told there."""

    via: str
    title: str
    handle: str


def choices(actor: Actor) -> list[Choice]:
    """The gateways set up here, with the actor's own number where there is one; one query."""
    set_up = gateways()
    if not set_up or actor.user is None:
        return []
    mine = {one.via: keyring().open(one.handle) for one in Reach.objects.filter(user=actor.user)}
    return [Choice(one.name, one.title, mine.get(one.name, "")) for one in set_up.values()]


def unread_about(actor: Actor, link: str) -> list[int]:
    """The actor's own messages that lead to *link* and have not been seen; one query."""
    return list(inbox(actor, unread=True).filter(link=link).values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class Fate:
    """What has become of a message: written when, seen when, and why it did not arrive by mail ('' where it did)."""

    at: datetime
    read_at: datetime | None
    lost: str = ""


def fates(messages: Iterable[int]) -> dict[int, Fate]:
    """Message → what became of it; two queries. A mail sent once more is judged by its last attempt."""
    pks = list(messages)
    last: dict[tuple[int, str], Delivery] = {}
    for one in Delivery.objects.filter(message__in=pks).order_by("attempt"):
        last[one.message_id, one.via] = one
    lost = {pk: one.reason or one.word for (pk, _), one in last.items() if one.outcome in LOST}
    rows = Message.objects.filter(pk__in=pks).values_list("pk", "created_at", "read_at")
    return {pk: Fate(at, read_at, lost.get(pk, "")) for pk, at, read_at in rows}
