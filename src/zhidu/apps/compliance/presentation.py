"""A finding as people see it: three figures, whose rule runs, and the way to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from zhidu.apps.compliance.models import StoredFinding
from zhidu.apps.compliance.queries import chain_of
from zhidu.domain.calendar import Unit
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.terms import Verdict
from zhidu.domain.rules.vocabulary import MEASURES


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the figures on top of the panel: label, number, unit."""

    label: str
    number: str
    unit: str = ""
    bad: bool = False


def shown(row: StoredFinding, day: date) -> list[Figure]:
    """What was asked, what was done, and how long it is overdue or how long is left."""
    numbers, record = row.record["numbers"], row.record
    unit = "次"
    figures = []
    if numbers["need"] is not None:
        figures.append(Figure("应", f"≥ {numbers['need']}", unit))
    elif numbers["cap"] is not None:
        figures.append(Figure("至多", str(numbers["cap"]), unit))
    bad = row.verdict == Verdict.BREACHED.value
    figures.append(Figure("实", str(record["observed"]), unit, bad=bad))
    if row.due is not None:
        days = (day - row.due).days
        late = days > 0 and row.verdict in {"breached", "undetermined"}
        figures.append(
            Figure("已过期", str(days), "天") if late else Figure("还剩", str(max(-days, 0)), "天")
        )
    return figures


@dataclass(frozen=True, slots=True)
class Ruling:
    """One place in the chain of who said what."""

    level: str
    title: str
    source: str
    modality: str
    runs: bool
    reason: str
    clause: Clause


def provenance(row: StoredFinding) -> list[Ruling]:
    """Who said what about this matter, from the top down, and what runs."""
    return [
        Ruling(
            level="本组织" if link.source.level == 0 else f"上 {link.source.level} 级",
            title=link.source.clause.title,
            source=link.source.clause.source,
            modality=link.source.clause.modality.chinese,
            runs=link.runs,
            reason=link.reason,
            clause=link.source.clause,
        )
        for link in chain_of(row)
    ]


@dataclass(frozen=True, slots=True)
class Way:
    """One thing that can be done about a finding; its label is the act."""

    label: str
    url: str


def way_out(row: StoredFinding, clause: Clause | None, day: date) -> Way | None:
    """The one act that mends a finding: arrange it, record it, or make it up; None where nothing is to be done."""
    if clause is None or row.verdict not in {"breached", "at_risk", "pending", "undetermined"}:
        return None
    if row.record.get("missing") == "setting":
        return Way("明确数字", reverse("adoption:adoptions", args=[row.organization_id]))
    if row.period.startswith("event:"):
        number = row.period.removeprefix("event:activity-")
        return Way("更正记录", reverse("activities:one", args=[number])) if number.isdigit() else None
    measure = next((one for one in clause.params.measures if one in MEASURES), "")
    if not measure or clause.modality.value == "must_not":
        return None
    asked = {"kind": measure, "node": row.organization_id}
    overdue = row.due is not None and row.due < day
    if overdue and _counted(clause):
        asked["for_period"] = row.period
    name = MEASURES[measure].chinese
    label = f"补录或补办{name}" if overdue else f"安排{name}"
    return Way(
        label if len(label) <= 10 else ("补录或补办" if overdue else "去安排"),
        f"{reverse('activities:new')}?{urlencode(asked)}",
    )


def _counted(clause: Clause) -> bool:
    return isinstance(getattr(clause.params, "per", None), Unit)
