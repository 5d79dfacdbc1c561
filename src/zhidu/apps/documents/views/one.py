"""The page of a document: what it says, where it stands, who received it, and the next step."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhidu.apps.documents import queries
from zhidu.apps.documents.access import CHECK, DRAFT, RECEIVE, SEND, SIGN
from zhidu.apps.documents.composing import addressee, body
from zhidu.apps.documents.models import Document, Receipt
from zhidu.apps.documents.states import Kind, State
from zhidu.apps.documents.views.load import document_or_404
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.files import queries as files
from zhidu.foundation.identity import queries as identity
from zhidu.foundation.ui.shapes import Step

ORDER = (State.DRAFT, State.CHECKING, State.SIGNING, State.SIGNED, State.SENT)
TITLES = ("起草", "核稿", "签发", "发出", "签收")
PER_PAGE = 40


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One document."""
    document, actor = document_or_404(request, pk), request.actor
    own = DRAFT.can(actor, document)
    receipts = (
        Receipt.objects.filter(document=document)
        .select_related("organization")
        .order_by("organization__path")
    )
    mine = list(RECEIVE.visible(actor, receipts.filter(sent_at__isnull=False))[:5])
    page = Paginator(receipts, PER_PAGE).get_page(request.GET.get("page")) if own else None
    steps = list(document.steps.all()) if own else []
    people = {one.by for one in steps} | {one.received_by for one in (*(page or ()), *mine)}
    late = receipts.filter(sent_at__isnull=False, received_at=None).count() if own else 0
    agency = queries.agency_of(document.organization_id)
    return render(
        request,
        "documents/one.html",
        {
            "document": document,
            "addressee": addressee(document),
            "body": body(document.text),
            "attached": [one for one in document.attached.splitlines() if one.strip()],
            "agency": agency,
            "own": own,
            "mine": mine,
            "page": page,
            "late": late,
            "steps": steps,
            "stages": _stages(document, late),
            "users": identity.names(people - {None}),
            "box": _box(actor, document),
            "reply": queries.reply_to(document) if document.kind == Kind.REQUEST else None,
            **_may(actor, document, mine),
        },
    )


def _box(actor: Actor, document: Document) -> files.Box:
    """The attachments beside the pdf that was sent, which has a place of its own."""
    found = files.box(actor, document.code)
    return files.Box(
        found.owner, [one for one in found.files if one.pk != document.archive], found.may_change
    )


def _may(actor: Actor, document: Document, mine: list[Receipt]) -> dict[str, Any]:
    state = document.state
    answering = [one for one in mine if one.received_at is not None] if document.kind == Kind.REQUEST else []
    return {
        "may_write": state == State.DRAFT and DRAFT.can(actor, document),
        "may_check": state == State.CHECKING and CHECK.can(actor, document),
        "may_sign": state == State.SIGNING and SIGN.can(actor, document),
        "may_send": state == State.SIGNED and SEND.can(actor, document),
        "may_return": (state == State.CHECKING and CHECK.can(actor, document))
        or (state == State.SIGNING and SIGN.can(actor, document)),
        "may_drop": state in {State.DRAFT, State.CHECKING, State.SIGNING} and DRAFT.can(actor, document),
        "answering": f"{reverse('documents:new')}?organization={answering[0].organization_id}&answers={document.pk}"
        if answering
        else "",
    }


def _stages(document: Document, late: int) -> list[Step]:
    """起草 → 核稿 → 签发 → 发出 → 签收; nothing where all of it is behind us."""
    if document.state == State.DROPPED or (document.state == State.SENT and not late):
        return []
    at = ORDER.index(State(document.state))
    sent = document.state == State.SENT
    states = ["done" if number < at or (sent and number == 3) else "todo" for number in range(4)]
    if not sent:
        states[at] = "now"
    return [
        *(Step(title, state) for title, state in zip(TITLES, states, strict=False)),
        Step(TITLES[4], ("now" if late else "done") if sent else "todo"),
    ]
