"""三会一课 over a year: a row for each meeting and each group, from the findings; twelve months wide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from django.urls import reverse

from zhidu.apps.adoption import queries as adoption
from zhidu.apps.compliance import queries
from zhidu.apps.compliance.brief import brief, short_name
from zhidu.apps.compliance.names import decorate
from zhidu.apps.compliance.worlds import calendar
from zhidu.domain.calendar import Period, Unit
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.params import Frequency
from zhidu.domain.rules.vocabulary import MEASURES
from zhidu.domain.rules.wording import amount
from zhidu.domain.rules.world import Duty
from zhidu.foundation.ui.shapes import StripCell, StripRow

if TYPE_CHECKING:
    from zhidu.apps.compliance.models import StoredFinding
    from zhidu.apps.orgs.models import Node

LESSONS = ("members_meeting", "committee_meeting", "group_meeting", "party_lecture")
MONTHS: Mapping[Unit, str] = {
    Unit.MONTH: "每月",
    Unit.TWO_MONTHS: "两月",
    Unit.QUARTER: "每季",
    Unit.HALF_YEAR: "每半年",
    Unit.YEAR: "全年",
}
"""Periods made of whole months, as people say them; a term of school has no place on the axis."""
COUNTED_IN: Mapping[Unit, str] = {Unit.MONTH: "月", Unit.QUARTER: "季"}
Placed = tuple["StoredFinding", Clause, Period]
MOST = 12
"""Rows of one kind of meeting: a branch has few groups."""


@dataclass(frozen=True, slots=True)
class Year:
    """The rows of the strip, and the words for what was excused, with the ground."""

    rows: list[StripRow]
    excused: list[str]


def year_of(node: Node, organization: Node, day: date) -> Year:
    """三会一课 of an organisation, or of one group of it. Two queries for the findings, two for names."""
    rows: list[StripRow] = []
    excused: list[str] = []
    families = _families(adoption.duties(organization), organization.code, day)
    everything = queries.of_families(organization.pk, [one[0].family for one in families], day.year)
    decorate([row for found in everything.values() for row in found])
    for clauses in families:
        of_groups = clauses[0].params.measures[0] == "group_meeting"
        found = [
            row
            for row in everything[clauses[0].family]
            if row.subject == node.code or (of_groups and node.pk == organization.pk)
        ]
        known = {clause.key: clause for clause in clauses}
        by_subject: dict[str, list[Placed]] = defaultdict(list)
        for row in found:
            if (period := _months(row, known, day.year)) is not None:
                by_subject[row.subject].append((row, known[row.clause], period))
        for subject in sorted(by_subject, key=lambda one: (len(one), one))[:MOST]:
            some = by_subject[subject]
            rows.append(_row(some, organization.name, day))
            excused += [_excused(row, organization.name) for row, _, _ in some if row.verdict == "exempt"]
    return Year(rows, excused)


def _families(duties: Iterable[Duty], code: str, day: date) -> list[list[Clause]]:
    """Clauses that say how often one of the four is held, by family, in the usual order."""
    found: dict[tuple[int, str], list[Clause]] = {}
    for duty in duties:
        params = duty.clause.params
        if not isinstance(params, Frequency) or params.measure not in LESSONS or params.where:
            continue
        this_year = any(first.year <= day.year <= last.year for first, last in duty.days_held(code))
        if params.per in MONTHS and params.at_least and this_year:
            found.setdefault((LESSONS.index(params.measure), duty.clause.family), []).append(duty.clause)
    return [clauses for _, clauses in sorted(found.items(), key=lambda one: one[0])]


def _months(row: StoredFinding, known: Mapping[str, Clause], year: int) -> Period | None:
    if row.clause not in known:
        return None
    period = calendar().parse(row.period)
    return period if period.unit in MONTHS and period.start.year == year == period.end.year else None


def _row(some: list[Placed], home: str, day: date) -> StripRow:
    row, clause, _ = some[-1]
    params = cast("Frequency", clause.params)
    whom = short_name(row.subject_name, home)
    name = MEASURES[params.measure].chinese
    often = f"{MONTHS[params.per]}{'一般' if row.generally else ''} ≥ {params.at_least} 次"
    return StripRow(
        title=name if whom == home else whom,
        note=often if whom == home else f"{often}会",
        cells=_cells(some, day),
        total=_total(some, params),
        url=f"{reverse('adoption:clause', args=[clause.book, clause.id])}?organization={row.organization_id}",
    )


def _total(some: list[Placed], params: Frequency) -> str:
    if params.per is Unit.YEAR:
        row = some[-1][0]
        return f"{row.record['observed']} / {params.at_least} 次"
    asked = [row for row, _, _ in some if row.verdict not in {"exempt", "not_applicable"}]
    done = sum(row.verdict in {"met", "late"} for row in asked)
    return f"{done} / {len(asked)} {COUNTED_IN.get(params.per, '期')}"


def _cells(some: list[Placed], day: date) -> list[StripCell]:
    cells, month = [], 1
    for row, _, period in sorted(some, key=lambda one: one[2].start):
        if period.start.month < month:
            continue  # two books of one family over the same months: the first is shown
        cells += _between(month, period.start.month - 1, day)
        span = period.end.month - period.start.month + 1
        cells.append(
            StripCell(
                row.verdict,
                _name(period.start.month, period.end.month),
                span=span,
                text=_said(row),
                url=row.get_absolute_url(),
                generally=row.generally,
            )
        )
        month = period.end.month + 1
    return cells + _between(month, 12, day)


def _said(row: StoredFinding) -> str:
    """What a wide cell says: how often it was held, or what is still missing."""
    numbers, held = row.record["numbers"], Fraction(str(row.record["observed"]))
    if row.verdict in {"pending", "at_risk", "breached"}:
        if numbers["planned"]:
            return "已安排"
        short = Fraction(str(numbers["need"] or 0)) - held
        return f"{amount(held)} 次，差 {amount(short)} 次" if held else ""
    return f"{amount(held)} 次" if held else ""


def _between(first: int, last: int, day: date) -> list[StripCell]:
    """Months without a finding: those to come are not due yet, of those before nothing was asked."""
    if first > last:
        return []
    if first > day.month:
        return [StripCell("pending", _name(month, month)) for month in range(first, last + 1)]
    return [StripCell("not_applicable", _name(first, last), span=last - first + 1)]


def _name(first: int, last: int) -> str:
    return f"{first}月" if first == last else f"{first}月至{last}月"


def _excused(row: StoredFinding, home: str) -> str:
    said = brief(row)
    whom = short_name(row.subject_name, home)
    ground = said.reason.rstrip("。").rpartition("。")[2]
    return f"{said.title if whom == home else f'{whom} {said.title}'}：{ground}。"
