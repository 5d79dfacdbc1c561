"""Deviations and excuses: the only two ways a duty that was not kept stops counting against somebody.

A *deviation* (经批准的变通) needs a reason and an approver and serves clauses that say 一般; an *excuse*
(正当理由) serves a clause that names its grounds, and only with the approver it names (rows 7 and 8).
"""

from __future__ import annotations

from datetime import date

from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.terms import Modality
from zhidu.domain.rules.world import World


def excuse_for(
    world: World,
    clause: Clause,
    subject: str,
    *,
    key: str = "",
    first: date,
    last: date,
    event: str = "",
    measure: str = "",
) -> Fact | None:
    """The accepted deviation or excuse for that stretch of days (or that event), or None.

    *measure* narrows it to one of the things the clause speaks of.
    """
    deviations = world.held.of("deviation", subject) if clause.modality is Modality.GENERALLY else ()
    excuses = world.held.of("excuse", subject) if clause.excuse is not None else ()
    if not deviations and not excuses:
        return None  # as with nearly everything that is looked at
    about = {measure} if measure else set(clause.params.measures)
    for fact in deviations:
        if _about(fact, clause, about) and _when(fact, world, key, first, last, event) and _approved(fact):
            return fact
    for fact in excuses:
        if (
            _accepted(fact, clause)
            and _about(fact, clause, about)
            and _when(fact, world, key, first, last, event)
        ):
            return fact
    return None


def _accepted(fact: Fact, clause: Clause) -> bool:
    """Whether the clause names a ground of the excuse, and the approver."""
    if clause.excuse is None:
        return False
    grounds, approver = fact.words("ground") or frozenset(), fact.words("approver") or frozenset()
    return bool(grounds & clause.excuse.grounds and approver & clause.excuse.approver)


def offered(world: World, clause: Clause, subject: str, *, key: str, first: date, last: date) -> Fact | None:
    """An excuse or deviation put forward for that period or event, accepted or not, or None."""
    event = key.removeprefix("event:") if key.startswith("event:") else ""
    about = set(clause.params.measures)
    for measure in ("excuse", "deviation"):
        for fact in world.held.of(measure, subject):
            if _about(fact, clause, about) and _when(fact, world, key, first, last, event):
                return fact
    return None


def _approved(fact: Fact) -> bool:
    return bool(fact.text("approver")) and bool(fact.text("reason"))


def _about(fact: Fact, clause: Clause, about: set[str]) -> bool:
    """Named by clause, by family, or by measure; an excuse that names none of them is for the person as such."""
    named = fact.words("clause")
    if named is not None:
        return bool(named & {clause.id, clause.key, clause.family})
    measures = fact.words("of")
    if measures is not None:
        return bool(measures & about)
    return fact.measure == "excuse"


def _when(fact: Fact, world: World, key: str, first: date, last: date, event: str) -> bool:
    if event and fact.ref:
        return fact.ref == event
    if fact.for_period:
        if fact.for_period == key:
            return True
        try:
            period = world.calendar.parse(fact.for_period)
        except ValueError:
            return False
        return period.start <= first and last <= period.end
    return not event and first <= fact.on <= last
