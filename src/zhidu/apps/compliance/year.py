"""A clause over one year as a strip of twelve months: a quarter spans three, a half-year six."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from zhidu.apps.compliance.models import StoredFinding
from zhidu.apps.compliance.worlds import calendar
from zhidu.domain.calendar import Period, Unit
from zhidu.domain.rules.terms import Verdict
from zhidu.foundation.clock import today
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
    yield from _rest(month, placed[-1][1])


def _rest(month: int, last: Period) -> Iterator[StripCell]:
    """What of the year is still to come, in periods like the last one; nothing was asked of what is already over."""
    span = last.end.month - last.start.month + 1
    while month <= 12:
        coming = month > today().month and month + span <= 13
        wide = span if coming else 13 - month
        yield StripCell("pending" if coming else NOTHING, _name(month, month + wide - 1), span=wide)
        month += wide


def _name(first: int, last: int) -> str:
    return f"{first}月" if first == last else f"{first}月至{last}月"


def period_word(row: StoredFinding) -> str:
    """The period of a finding in a few words: 11月, 第四季度, 6月12日."""
    try:
        period = calendar().parse(row.period)
    except ValueError:
        return f"{row.start.month}月{row.start.day}日"
    words = period.chinese().replace(" ", "")
    return words.removeprefix(f"{period.start.year}年") or words


def summed_up(rows: Iterable[StoredFinding]) -> str:
    """10 期达标，1 期迟办: this year in one line."""
    counted = Counter(one.verdict for one in rows)
    told = [(Verdict.MET, "达标"), (Verdict.LATE, "迟办"), (Verdict.BREACHED, "未做到")]
    return "，".join(f"{counted[verdict]} 项{word}" for verdict, word in told if counted[verdict])


_URGENT = ("breached", "at_risk", "undetermined", "pending")


def most_urgent(rows: Sequence[StoredFinding], day: date) -> StoredFinding | None:
    """What wants something today: what is near, then what is missed, then what is to come; else the last."""
    open_now = [one for one in rows if one.due is not None and one.due >= day and one.verdict in _URGENT]
    near = [one for one in open_now if one.verdict == "at_risk"]
    missed = [one for one in rows if one.verdict == "breached"]
    unclear = [one for one in rows if one.verdict == "undetermined"]
    for found in (near, missed[-1:], unclear[-1:], open_now, list(rows[-1:])):
        if found:
            return min(found, key=lambda one: (one.due or date.max, one.subject))
    return None
