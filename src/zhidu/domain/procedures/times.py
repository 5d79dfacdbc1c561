"""The three tracks of a case: when a step was done, when it may be done at the earliest and must be at the latest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from zhidu.domain.calendar import Calendar
from zhidu.domain.procedures.case import Case, Standing
from zhidu.domain.procedures.definition import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """One step in time; ``latest`` only where a limit runs, ``overdue`` counts whole days past it."""

    step: Step
    done: date | None
    earliest: date | None
    latest: date | None
    overdue: int = 0
    required: bool = True


def times(case: Case, calendar: Calendar, as_of: date) -> list[Times]:
    """Every step that is or may still be taken, in order.

    The earliest day of a step not done yet assumes that everything before it is done as early as it may be; it
    is never before *as_of*. A limit runs from a step that was really done.
    """
    standing = Standing(case)
    reached = as_of
    supposed: dict[str, date] = {}
    found = []
    for step in case.procedure.steps:
        if standing.chosen(step) is False:
            continue
        done = standing.of(step.id).done
        earliest = reached if not done else None
        began = supposed.get(step.since)
        if earliest is not None and step.min_dwell is not None and began is not None:
            earliest = max(earliest, calendar.add(began, step.min_dwell))
        if earliest is not None and step.gate is not None and step.gate.lasting is not None:
            # what is put up hangs its full days; the day after the last of them it is over
            up = standing.of(step.id).asked or earliest
            earliest = max(earliest, calendar.add(up, step.gate.lasting) + timedelta(days=1))
        supposed[step.id] = done[0] if done else earliest or as_of
        if earliest is not None and standing.required(step):
            reached = earliest
        latest = _latest(standing, step, calendar)
        until = done[0] if done else as_of
        found.append(
            Times(
                step=step,
                done=done[0] if done else None,
                earliest=earliest,
                latest=latest,
                overdue=max((until - latest).days, 0) if latest is not None else 0,
                required=standing.required(step),
            )
        )
    return found


def _latest(standing: Standing, step: Step, calendar: Calendar) -> date | None:
    if step.within is None or not standing.done(step.within_of):
        return None
    return calendar.add(standing.of(step.within_of).done[0], step.within)
