"""What pages and other apps may ask about documents."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from zhidu.apps.documents.access import CHECK, DRAFT, LEDGER, RECEIVE, SEE, SEND, SIGN
from zhidu.apps.documents.models import Agency, Document, Receipt, YearLedger
from zhidu.apps.documents.states import Kind, State
from zhidu.foundation.access.rules import Actor


def visible_documents(actor: Actor) -> QuerySet[Document]:
    """Documents of the actor's organisations, and those sent to them."""
    return SEE.visible(actor, Document.objects.select_related("organization"))


def outgoing(actor: Actor) -> QuerySet[Document]:
    """Documents of the organisations where the actor works, the latest first (发文)."""
    return DRAFT.visible(actor, Document.objects.select_related("organization")).exclude(state=State.DROPPED)


def incoming(actor: Actor) -> QuerySet[Receipt]:
    """What was sent to the organisations where the actor works, the latest first (收文)."""
    rows = Receipt.objects.filter(sent_at__isnull=False)
    return RECEIVE.visible(actor, rows.select_related("organization", "document__organization"))


def to_receive(actor: Actor) -> QuerySet[Receipt]:
    """What waits to be received."""
    return incoming(actor).filter(received_at=None)


def to_answer(actor: Actor) -> QuerySet[Receipt]:
    """Requests that were received and that no reply that was sent answers (等批复)."""
    rows = incoming(actor).filter(document__kind=Kind.REQUEST, received_at__isnull=False)
    answered = Document.objects.filter(state=State.SENT, answers__isnull=False).values("answers")
    return rows.exclude(document__in=answered)


def unanswered(actor: Actor) -> QuerySet[Receipt]:
    """Requests of the organisations where the actor works that were sent and no reply answers."""
    answered = Document.objects.filter(state=State.SENT, answers__isnull=False).values("answers")
    own = DRAFT.visible(actor, Document.objects.filter(kind=Kind.REQUEST, state=State.SENT))
    rows = Receipt.objects.filter(document__in=own.order_by().values("pk")).exclude(document__in=answered)
    return rows.select_related("organization", "document")


def to_check(actor: Actor) -> QuerySet[Document]:
    """What waits for the actor to check (核稿)."""
    return CHECK.visible(actor, _of(State.CHECKING))


def to_sign(actor: Actor) -> QuerySet[Document]:
    """What waits for the actor to sign (签发)."""
    return SIGN.visible(actor, _of(State.SIGNING))


def to_send(actor: Actor) -> QuerySet[Document]:
    """What is signed and was not sent (发出)."""
    return SEND.visible(actor, _of(State.SIGNED))


def drafts(actor: Actor) -> QuerySet[Document]:
    """What the actor began and has not handed on, or got back."""
    return DRAFT.visible(actor, _of(State.DRAFT)).filter(drafted_by=actor.user)


def _of(state: State) -> QuerySet[Document]:
    return Document.objects.filter(state=state).select_related("organization")


def agency_of(organization: int) -> Agency | None:
    """Under which words an organisation sends documents, where somebody has set them."""
    return Agency.objects.filter(organization=organization).select_related("organization").first()


def reply_to(document: Document) -> Document | None:
    """The reply that was sent to a request."""
    rows = Document.objects.filter(answers=document, state=State.SENT).select_related("organization")
    return rows.order_by("pk").first()


def visible_ledgers(actor: Actor) -> QuerySet[YearLedger]:
    """Ledgers of years that were made, which the actor may open."""
    rows = LEDGER.visible(actor, YearLedger.objects.select_related("organization"))
    return rows.filter(Q(private=False) | Q(by=actor.user))


def with_digest(actor: Actor, digest: str) -> Document | None:
    """The document whose archived pdf has that SHA-256, if the actor may see it."""
    rows = Document.objects.filter(sha256=digest.lower()).select_related("organization")
    return next((one for one in rows if SEE.can(actor, one)), None)


def receipt_at(document: int, organization: int) -> Receipt | None:
    """The receipt of a document at an organisation it was sent to."""
    rows = Receipt.objects.filter(document=document, organization=organization, sent_at__isnull=False)
    return rows.first()
