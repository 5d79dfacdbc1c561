"""Revisions: which days each version of a clause runs (row 11).

A count clause changes at the first *whole* period of its successor, so that no month is judged by two rules;
act kinds (deadline, decision, role …) use the text in force on the day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from zhidu.domain.calendar import Calendar, Unit
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.registry import KINDS
from zhidu.domain.rules.world import Duty


def spans(clauses: Iterable[Clause], calendar: Calendar) -> dict[str, tuple[date, date]]:
    """Clause id → first and last day it runs, for the clauses of one book."""
    by_id = {clause.id: clause for clause in clauses}
    running = {name: (clause.effective.first, clause.effective.last) for name, clause in by_id.items()}
    for clause in by_id.values():
        old_id = clause.effective.replaces
        if old_id not in by_id:
            continue
        start = _takes_over(clause, calendar)
        running[clause.id] = (start, running[clause.id][1])
        first, last = running[old_id]
        explicit = by_id[old_id].effective.last
        ends = start - timedelta(days=1)
        # an old text that was said to end earlier still runs until the new one takes over, if they adjoin
        adjoining = explicit == date.max or explicit + timedelta(days=1) == clause.effective.first
        running[old_id] = (first, ends if adjoining else last)
    return running


def _takes_over(clause: Clause, calendar: Calendar) -> date:
    unit = getattr(clause.params, "per", None)
    if not KINDS[clause.kind].counts or not isinstance(unit, Unit) or unit is Unit.TERM:
        return clause.effective.first
    period = calendar.period_of(unit, clause.effective.first)
    if period is None or period.start == clause.effective.first:
        return clause.effective.first
    following = calendar.next(period)
    return following.start if following else clause.effective.first


def revised(duties: Iterable[Duty], calendar: Calendar) -> list[Duty]:
    """The duties of one book with the days of their revisions filled in."""
    found = list(duties)
    running = spans((duty.clause for duty in found), calendar)
    return [
        replace(duty, first=running[duty.clause.id][0], last=running[duty.clause.id][1]) for duty in found
    ]
