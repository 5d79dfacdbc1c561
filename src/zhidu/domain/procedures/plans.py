"""The third track of a case: the days its steps are planned for. Nothing is judged by a plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from zhidu.domain.calendar import Calendar
from zhidu.domain.procedures.case import Case, Standing
from zhidu.domain.procedures.definition import Step
from zhidu.domain.procedures.times import times


def proposed(case: Case, calendar: Calendar, as_of: date) -> dict[str, date]:
    """Every required step that is not done on the first day on which it may be."""
    return {
        one.step.id: one.earliest
        for one in times(case, calendar, as_of)
        if one.done is None and one.required and one.earliest is not None
    }


def planned(
    case: Case, plan: Mapping[str, date], step: str, on: date | None, calendar: Calendar
) -> dict[str, date]:
    """*plan* with *step* moved to *on* (None: no longer planned), and what is planned after it moved along.

    Later steps keep their distance from the one that moves; none comes before the step planned before it, nor before
    its waiting time is over. Steps that are done are not planned any more. Raises KeyError for an unknown step.
    """
    standing = Standing(case)
    position = case.procedure.position(step)
    if position < 0:
        raise KeyError(step)
    found = {name: day for name, day in plan.items() if not standing.done(name)}
    before = found.pop(step, None)
    if on is None:
        return found
    found[step] = on
    shift = on - before if before is not None else timedelta(0)
    reached = on
    for one in case.procedure.steps[position + 1 :]:
        if one.id not in found:
            continue
        day = max(found[one.id] + shift, reached, _after_wait(standing, one, found, calendar))
        found[one.id] = reached = day
    return found


def _after_wait(standing: Standing, step: Step, plan: Mapping[str, date], calendar: Calendar) -> date:
    """The first day after the waiting time of a step, counted from the day its beginning was or is planned for."""
    if step.min_dwell is None:
        return date.min
    done = standing.of(step.since).done
    began = done[0] if done else plan.get(step.since)
    return calendar.add(began, step.min_dwell) if began is not None else date.min
