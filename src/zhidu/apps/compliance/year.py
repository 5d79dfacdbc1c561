"""A clause over one year as a strip of twelve months: a quarter spans three, a half-year six."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from zhidu.apps.compliance.models import StoredFinding
from zhidu.apps.compliance.worlds import calendar
from zhidu.domain.calendar import Period, Unit
from zhidu.foundation.ui.shapes import StripCell, StripRow

UNCLEAN = frozenset({"breached", "at_risk", "late", "undetermined", "exempt"})
"""Verdicts that are explained below the strip; kept and not yet due speak for themselves."""
WHOLE_MONTHS = frozenset({Unit.MONTH, Unit.TWO_MONTHS, Unit.QUARTER, Unit.HALF_YEAR, Unit.YEAR})
MOST = 12
"""Rows of a strip; of more subjects than that only the unclean findings are told."""
NOTHING = "not_applicable"


def strip_rows(rows: Iterable[StoredFinding], year: int) -> list[StripRow]:
    """A row a subject, for findings that are about whole months of *year*; empty where they are not."""
    by_subject = groupby(sorted(rows, key=lambda one: (one.subject, one.start)), key=lambda one: one.subject)
    found = []
    for _, mine in by_subject:
        placed = [(one, period) for one in mine if (period := _months(one, year)) is not None]
        if placed:
            done = sum(one.verdict in {"met", "late"} for one, _ in placed)
            found.append(
                StripRow(placed[0][0].subject_name, list(_cells(placed)), total=f"{done} / {len(placed)}")
            )
    return found if len(found) <= MOST else []


def _months(row: StoredFinding, year: int) -> Period | None:
    """The period of a finding where it is made of whole months of the year."""
    try:
        period = calendar().parse(row.period)
    except ValueError:
        return None
    inside = period.start.year == year == period.end.year
    return period if inside and period.unit in WHOLE_MONTHS else None


def _cells(placed: list[tuple[StoredFinding, Period]]) -> Iterator[StripCell]:
    month = 1
    for row, period in placed:
        if period.start.month < month:
            continue  # two rules of one family over the same months: the first is shown, both are told below
        if period.start.month > month:
            yield StripCell(NOTHING, _name(month, period.start.month - 1), span=period.start.month - month)
        span = period.end.month - period.start.month + 1
        yield StripCell(
            row.verdict,
            _name(period.start.month, period.end.month),
            span=span,
            text=str(row.record["observed"]),
            url=row.get_absolute_url(),
            generally=row.generally,
        )
        month = period.end.month + 1
    if month <= 12:
        yield StripCell(NOTHING, _name(month, 12), span=13 - month)


def _name(first: int, last: int) -> str:
    return f"{first}月" if first == last else f"{first}月至{last}月"
