"""Strictness (从严): when a clause makes another unnecessary, when nothing can keep both (rows 21-24)."""

from __future__ import annotations

from enum import StrEnum

from zhidu.domain.calendar import DurationUnit, Unit, whole_units_within
from zhidu.domain.rules.clause import Applies, Clause
from zhidu.domain.rules.facts import narrower
from zhidu.domain.rules.kinds import schedule
from zhidu.domain.rules.kinds.params import DecisionRule, Frequency, Schedule
from zhidu.domain.rules.kinds.parts import limit
from zhidu.domain.rules.kinds.registry import KINDS
from zhidu.domain.rules.terms import Local, Modality
from zhidu.domain.rules.vocabulary import is_a

OWN_PAPERS = frozenset({"stage", "record"})
"""Kinds that name a procedure or a form of their own book: the same id elsewhere is another paper."""


class Comparison(StrEnum):
    """How clause *a* stands to clause *b* of the same family."""

    SAME = "same"
    STRICTER = "stricter"
    LAXER = "laxer"
    INCOMPARABLE = "incomparable"
    IMPOSSIBLE = "impossible"

    @property
    def chinese(self) -> str:
        return {
            "same": "一致",
            "stricter": "较严",
            "laxer": "较宽",
            "incomparable": "各管一面，同时执行",
            "impossible": "互相抵触，没有办法同时做到",
        }[self.value]


def implies(a: Clause, b: Clause) -> bool:
    """Whether keeping *a* always keeps *b*, for everybody *b* binds, with no easier way out.

    Only then may *b* be dropped where both run; and only if *a* is at least as binding.
    """
    if a.kind != b.kind or a.subject is not b.subject or a.modality.strength < b.modality.strength:
        return False
    if b.modality is Modality.MAY or a.open_needs or b.open_needs:
        return False
    if (a.modality is Modality.MUST_NOT) is not (b.modality is Modality.MUST_NOT):
        return False
    if a.kind in OWN_PAPERS and a.book != b.book:
        return False
    if not binds_all_of(a.applies, b.applies) or not _no_easier(a, b):
        return False
    return KINDS[a.kind].implies(a.params, b.params)


def binds_all_of(a: Applies, b: Applies) -> bool:
    """Whether everybody *b* binds is bound by *a* (reach is resolved before clauses meet)."""
    organizations = not a.organizations or (
        bool(b.organizations)
        and all(any(is_a(one, wide) for wide in a.organizations) for one in b.organizations)
    )
    types = not a.types or (
        bool(b.types) and all(any(is_a(one, wide) for wide in a.types) for one in b.types)
    )
    return organizations and types and narrower(b.who, a.who) and narrower(b.when, a.when)


def _no_easier(a: Clause, b: Clause) -> bool:
    """Whether *a* excuses no more, is made up no later, and scales no lower than *b*."""
    if a.excuse is not None and (b.excuse is None or not a.excuse.grounds <= b.excuse.grounds):
        return False
    if a.excuse is not None and b.excuse is not None and not a.excuse.approver <= b.excuse.approver:
        return False
    return _made_up_no_later(a, b) and a.partial is b.partial


def _made_up_no_later(a: Clause, b: Clause) -> bool:
    """Whether what *a* still lets people make up, *b* would let them make up too."""
    if a.makeup == b.makeup and (a.makeup is not None or _per(a) is _per(b)):
        return True
    return _makeup_days(a)[1] <= _makeup_days(b)[0]


_SHORTEST_LONGEST = {
    Unit.WEEK: (7, 7),
    Unit.MONTH: (28, 31),
    Unit.TWO_MONTHS: (59, 62),
    Unit.QUARTER: (90, 92),
    Unit.HALF_YEAR: (181, 184),
    Unit.YEAR: (365, 366),
}
_DAYS = {
    DurationUnit.DAY: (1, 1),
    DurationUnit.WEEK: (7, 7),
    DurationUnit.MONTH: (28, 31),
    DurationUnit.YEAR: (365, 366),
}


def _makeup_days(clause: Clause) -> tuple[int, int]:
    """The fewest and the most days for making up; where the clause is silent, one more period."""
    if clause.makeup is not None:
        fewest, most = _DAYS.get(clause.makeup.unit, (1, 30))
        return clause.makeup.amount * fewest, clause.makeup.amount * most
    unit = _per(clause)
    return _SHORTEST_LONGEST.get(unit, (0, 10**6)) if unit is not None else (0, 10**6)


def _per(clause: Clause) -> Unit | None:
    unit = getattr(clause.params, "per", None)
    return unit if isinstance(unit, Unit) else None


def compare(a: Clause, b: Clause) -> Comparison:
    """How two clauses of one family stand to each other."""
    if impossible(a, b):
        return Comparison.IMPOSSIBLE
    if _word_for_word(a, b):
        return Comparison.SAME
    forth, back = implies(a, b), implies(b, a)
    if forth and back:
        return Comparison.SAME
    if forth:
        return Comparison.STRICTER
    return Comparison.LAXER if back else Comparison.INCOMPARABLE


def _word_for_word(a: Clause, b: Clause) -> bool:
    """Whether two clauses ask the same of the same people, open questions and ways out included."""
    if a.kind in OWN_PAPERS and a.book != b.book:
        return False
    sides = ("params", "modality", "subject", "applies", "excuse", "makeup", "partial", "needs")
    return all(getattr(a, side) == getattr(b, side) for side in sides)


def impossible(a: Clause, b: Clause) -> bool:
    """Whether nothing at all could keep both (Tuesday against Friday; at least 4 against at most 3)."""
    binding = {Modality.MUST, Modality.MUST_NOT}
    if a.modality not in binding or b.modality not in binding:
        return False
    if a.subject is not b.subject:
        return False
    if not binds_all_of(a.applies, b.applies) and not binds_all_of(b.applies, a.applies):
        # what binds different people, or only some people twice, can be kept by the others
        return False
    if isinstance(a.params, Schedule) and isinstance(b.params, Schedule):
        return schedule.clash(a.params, b.params)
    if isinstance(a.params, Frequency) and isinstance(b.params, Frequency):
        return _counts_clash(a.params, b.params) or _counts_clash(b.params, a.params)
    return False


def _counts_clash(low: Frequency, high: Frequency) -> bool:
    """At least so many against at most fewer, of the same thing in the same or a longer period."""
    if low.measure != high.measure or low.where != high.where or low.counts_if != high.counts_if:
        return False
    if low.anchor != high.anchor or low.distinct != high.distinct or not low.held_by <= high.held_by:
        return False
    cap = limit(high.at_least, high.at_most, high.over)
    if low.at_least is None or cap is None:
        return False
    whole = 1 if low.per is high.per else whole_units_within(low.per, high.per)
    return low.at_least * whole > cap


def overlap(a: Applies, b: Applies) -> bool:
    """Whether two clauses may bind the same subject: False only where their conditions exclude each other."""
    for ours, theirs in ((a.organizations, b.organizations), (a.types, b.types)):
        if ours and theirs and not any(is_a(x, y) or is_a(y, x) for x in ours for y in theirs):
            return False
    for mine, other in ((a.who, b.who), (a.when, b.when)):
        for one in mine:
            for two in other:
                if one.column == two.column and one.any_of and two.any_of and not one.any_of & two.any_of:
                    return False
    return True


def may_move(superior: Clause, local: Clause) -> bool:
    """Whether a local clause of the same family may stand beside its superior's as it is.

    A fixed clause is moved neither way: a shorter lapse would harm members, so it is unlawful, not stricter.
    What the fixed clause does not speak of (another procedure, another side of a vote) may be added.
    """
    if superior.local is not Local.FIXED or superior.params == local.params:
        return True
    if superior.kind in OWN_PAPERS and superior.book != local.book:
        return True
    ours, theirs = superior.params, local.params
    if isinstance(ours, DecisionRule) and isinstance(theirs, DecisionRule):
        return not any(
            getattr(ours, side) and getattr(theirs, side) and getattr(ours, side) != getattr(theirs, side)
            for side in ("quorum", "passing", "near_tie", "method")
        )
    return False
