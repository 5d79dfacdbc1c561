"""A finding as people see it: three figures, whose rule runs, and the way to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from zhidu.apps.activities.kinds import GATHERINGS, kind
from zhidu.apps.compliance.models import StoredFinding
from zhidu.apps.compliance.queries import chain_of
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.calendar import Unit
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.params import Disclosure
from zhidu.domain.rules.vocabulary import MEASURES
from zhidu.foundation.ui.shapes import Figure, Link

LONGEST_NAME = 4
"""A button has two to six characters: of longer names it only says the verb."""


def shown(row: StoredFinding, clause: Clause | None, day: date) -> list[Figure]:
    """What was asked, what was done, and how long it is overdue or how long is left."""
    numbers, record = row.record["numbers"], row.record
    unit = unit_of(clause)
    figures = []
    if numbers["need"] is not None:
        figures.append(Figure("应", f"≥ {numbers['need']}", unit))
    elif numbers["cap"] is not None:
        figures.append(Figure("至多", numbers["cap"], unit))
    figures.append(
        Figure("实", record["observed"], unit, bad=row.verdict == "breached" and not row.generally)
    )
    if row.due is not None:
        days = (day - row.due).days
        over = days > 0 and row.verdict in {"breached", "undetermined"}
        if over:
            figures.append(Figure("已过期", days, "天"))
        elif days <= 0:
            figures.append(Figure("还剩", -days, "天"))
    return figures


def unit_of(clause: Clause | None) -> str:
    """The measure word of what the clause counts; 项 where it looks at one thing at a time."""
    measures = [MEASURES[one] for one in clause.params.measures if one in MEASURES] if clause else []
    return measures[0].counted_in if measures and clause and clause.kind in {"frequency", "quota"} else "项"


def provenance(row: StoredFinding) -> list[Link]:
    """Who said what about this matter, from the top down, and what runs."""
    links = chain_of(row)
    adopters = orgs.names({link.source.adopter for link in links})
    return [
        Link(
            level=adopters.get(link.source.adopter, link.source.adopter),
            text=f"{link.source.clause.title}（{link.source.clause.source}）",
            modality=link.source.clause.modality.chinese,
            runs=link.runs,
            laxer=not link.runs,
            note=link.reason,
            url=_clause_url(link.source.clause, row.organization_id),
        )
        for link in links
    ]


def _clause_url(clause: Clause, organization: int) -> str:
    address = reverse("adoption:clause", args=[clause.book, clause.id])
    return f"{address}?organization={organization}"


BY_NOTICE = frozenset({"all_members", "masses"})
"""Audiences that a notice reaches; a single person or a superior is told otherwise."""


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
        if isinstance(clause.params, Disclosure) and clause.params.to <= BY_NOTICE and number.isdigit():
            told = urlencode({"organization": row.organization_id, "about": number})
            return Way("公开这件事", f"{reverse('disclosure:new')}?{told}")
        return Way("更正记录", reverse("activities:one", args=[number])) if number.isdigit() else None
    measure = next((one for one in clause.params.measures if kind(one) is not None), "")
    if not measure or clause.modality.value == "must_not":
        return None
    overdue = row.due is not None and row.due < day
    asked = {"kind": measure, **_about(row)}
    if overdue and _counted(clause):
        asked["for_period"] = row.period
    meeting = measure in GATHERINGS
    name = MEASURES[measure].chinese
    verb = "补记" if overdue else ("安排" if meeting else "登记")
    page = "activities:plan" if meeting and not overdue else "activities:record"
    return Way(
        f"{verb}{name}" if len(name) <= LONGEST_NAME else f"去{verb}", f"{reverse(page)}?{urlencode(asked)}"
    )


def _about(row: StoredFinding) -> dict[str, int | str]:
    """Where and about whom the record is to be made: the very group, person, post or matter of the finding."""
    prefix, _, number = row.subject.rpartition("-")
    node = orgs.node_ids([row.subject]).get(row.subject)
    if node is not None:
        return {"node": node}
    about: dict[str, int | str] = {"node": row.organization_id}
    if prefix in {"person", "prospect"}:
        about["who"] = row.subject
    elif prefix == "post":
        about["post"] = number
    elif prefix in {"case", "task", "pair"}:
        about["matter"] = number
    return about


def _counted(clause: Clause) -> bool:
    return isinstance(getattr(clause.params, "per", None), Unit)
