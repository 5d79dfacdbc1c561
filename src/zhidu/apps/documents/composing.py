"""A document as the values of its paper, and the pdf that is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from zhidu.apps.documents.access import SEE
from zhidu.apps.documents.models import Document, Receipt
from zhidu.apps.documents.queries import agency_of
from zhidu.apps.documents.states import Kind, State
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import ZONE
from zhidu.foundation.papers import Paper, register
from zhidu.foundation.papers.render import pdf

PAPER = "documents.document"
NAMED = 12
"""Receivers named in full; of more the paper says 各 and what they are."""
_LEVELS = (
    (1, re.compile(r"^[一二三四五六七八九十百]+、")),
    (2, re.compile(r"^[（(][一二三四五六七八九十百]+[）)]")),
    (3, re.compile(r"^\d+[.．]")),
    (4, re.compile(r"^[（(]\d+[）)]")),
)


def body(text: str) -> list[dict[str, Any]]:
    """Paragraphs with their level: 一、 （一） 1. （1） by how a line begins (7.3.3)."""
    found = []
    for line in filter(None, (one.strip() for one in text.splitlines())):
        level = next((level for level, pattern in _LEVELS if pattern.match(line)), 0)
        # a heading with a sentence behind it is a paragraph: only a short line of its own is set as a heading
        heading = level in {1, 2} and len(line) <= 30 and not line.endswith("。")
        found.append({"level": level if heading or level > 2 else 0, "text": line})
    return found


def addressee(document: Document) -> str:
    """主送机关: the names of whom it goes to; of all directly under it 各直属党组织."""
    rows = Receipt.objects.filter(document=document).select_related("organization")
    if document.to_all:
        return "各直属党组织"
    names = list(
        rows.order_by("organization__path").values_list("organization__name", flat=True)[: NAMED + 1]
    )
    return "、".join(names) if len(names) <= NAMED else "各有关党组织"


def values(document: Document, actor: Actor | None = None) -> Mapping[str, Any]:  # noqa: ARG001
    """What is on the paper; whatever is not decided yet is None and stays blank."""
    agency = agency_of(document.organization_id)
    attached = [one.strip() for one in document.attached.splitlines() if one.strip()]
    copied = bool(document.copies)
    return {
        "mark": agency.mark if agency else document.organization.name,
        "number": document.full_number or None,
        "signer": (document.signer or "　　　") if Kind(document.kind).upwards else None,
        "urgency": document.urgency_name or None,
        "title": document.title,
        "addressee": addressee(document) or None,
        "body": body(document.text),
        "attachments": attached,
        "signed_by": agency.signature if agency else None,
        "signed_on": document.signed_on,
        "seal": True,
        "note": document.note or None,
        "copies": document.copies.rstrip("。") if copied else None,
        "printed_by": (agency.office or agency.signature) if agency else None,
        "printed_on": printed_on(document),
    }


def printed_on(document: Document) -> date | None:
    """印发日期: the day it was sent."""
    return document.sent_at.astimezone(ZONE).date() if document.sent_at else None


def load(pk: int) -> Document:
    """The document. Raises ``Document.DoesNotExist``."""
    return Document.objects.select_related("organization").get(pk=pk)


def paper() -> Paper:
    """The paper of every document."""
    return Paper(
        name=PAPER,
        title="公文",
        template="official.typ",
        load=load,
        data=values,
        verb=SEE,
        about="document",
        fits=lambda document: document.state not in {State.DROPPED, State.SENT},
    )


def declare() -> None:
    """Make it known."""
    register(_PAPER)


def final(document: Document) -> bytes:
    """The pdf that is kept. A character no font has is left for the pen. Raises NoFont."""
    return pdf(_PAPER, values(document), blank=True)


_PAPER = paper()
