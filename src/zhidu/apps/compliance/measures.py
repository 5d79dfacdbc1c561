"""Facts of this app: reasons that were put forward and, where somebody agreed, by whom."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from zhidu.apps.compliance.models import Deviation
from zhidu.domain.rules.facts import Fact
from zhidu.foundation.clock import ZONE

MEASURES = frozenset({"deviation", "excuse"})


def facts(*, organizations: Collection[int] | None, known_on: date) -> list[Fact]:
    """Deviations and excuses as they stood at the close of *known_on*; None: of every organisation.

    One that nobody has agreed to yet is a fact too, without an approver: it excuses nothing, and the finding
    says so.
    """
    rows = (
        Deviation.objects.all()
        if organizations is None
        else Deviation.objects.filter(organization__in=organizations)
    )
    return [_fact(row, known_on) for row in rows.order_by("pk") if _day(row.asked_at) <= known_on]


def _fact(row: Deviation, known_on: date) -> Fact:
    agreed = row.approved_at is not None and _day(row.approved_at) <= known_on
    columns = {
        "clause": row.clause.rpartition(":")[2],
        "of": row.measure,
        "ground": row.ground,
        "reason": row.reason,
        "approver": row.approver if agreed else "",
    }
    return Fact(
        id=row.code,
        subject=row.subject,
        measure=row.kind,
        on=row.on,
        entered_on=_day(row.approved_at if agreed else row.asked_at),
        ref=row.about,
        for_period=row.period,
        voided_on=_day(row.voided_at) if row.voided_at else None,
        attributes={name: text for name, text in columns.items() if text},
    )


def _day(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()
