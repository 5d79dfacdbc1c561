"""Papers of dues: receipts, one or those of a month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from zhidu.apps.dues.access import SEE
from zhidu.apps.dues.models import Receipt
from zhidu.domain.dues import in_capitals
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import ZONE
from zhidu.foundation.papers import Paper, register

TEMPLATE = Path(__file__).parent / "typst" / "receipt.typ"


def load(pk: int) -> Receipt:
    """The receipt with its lines. Raises ``Receipt.DoesNotExist``."""
    rows = Receipt.objects.select_related("organization", "person").prefetch_related("lines__payment")
    return rows.get(pk=pk)


def one(receipt: Receipt, actor: Actor) -> Mapping[str, Any]:  # noqa: ARG001 - the same for everybody
    """As the template takes it."""
    return values([receipt])


def values(receipts: Iterable[Receipt]) -> Mapping[str, Any]:
    """Receipts in the order given."""
    return {"receipts": [_told(each) for each in receipts]}


def _told(receipt: Receipt) -> Mapping[str, Any]:
    lines = list(receipt.lines.all())
    total = sum((line.amount for line in lines), Decimal("0.00"))
    payment = lines[0].payment
    return {
        "number": receipt.called,
        "date": receipt.issued_at.astimezone(ZONE).date(),
        "person": receipt.person.name,
        "organization": receipt.organization.name,
        "months": "、".join(line.month_name for line in lines),
        "amount": total,
        "capitals": in_capitals(total),
        "method": str(payment.columns.get("method", ""))
        + (f"（{payment.notes.rstrip('。')}）" if payment.notes else ""),
        "void": any(line.payment.voided_at is not None for line in lines),
    }


def declare() -> None:
    """Make the papers known."""
    register(
        Paper(
            name="dues.receipt",
            title="党费收据",
            template=TEMPLATE,
            load=load,
            data=one,
            verb=SEE,
        )
    )
