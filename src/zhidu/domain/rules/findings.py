"""Findings (判定): the numbers of one clause for one subject and period, and the verdict they force.

:func:`judge` is the only place where a verdict is decided. Every kind of clause reduces what it saw to
:class:`Numbers`; so each finding can be checked against its own numbers, and no kind can invent a verdict.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.terms import Missing, Modality, Verdict

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What was asked and what was seen.

    ``need`` at least (None: nothing is asked), ``cap`` at most, ``alarm`` from where a capped count is at risk.
    ``sure`` was surely done in time, ``unsure`` perhaps, ``late`` after the due day but still allowed,
    ``planned`` is arranged before the due day. ``broken`` counts outright violations (a step out of order,
    a forbidden act); ``bound`` is False where the records do not say whether the clause binds at all.
    ``days_left`` until the due day: 0 on that day, negative when closed, None without one.
    """

    need: Fraction | None = Fraction(1)
    cap: Fraction | None = None
    alarm: Fraction | None = None
    sure: Fraction = ZERO
    unsure: Fraction = ZERO
    late: Fraction = ZERO
    planned: Fraction = ZERO
    broken: int = 0
    days_left: int | None = -1
    warn_days: int = 0
    exempt: bool = False
    applicable: bool = True
    bound: bool = True
    missing: Missing | None = None


def judge(n: Numbers) -> Verdict:
    """The verdict the numbers force, in the fixed order of the semantics (row 5)."""
    if not n.applicable:
        return Verdict.NOT_APPLICABLE
    if n.missing in {Missing.SETTING, Missing.UNBOUND}:
        return Verdict.UNDETERMINED
    if n.need is None and n.cap is None:
        # a cap that nobody has fixed yet is not kept, and not broken either
        return Verdict.UNDETERMINED
    done = n.sure + n.late if n.late else n.sure
    most = done + n.unsure if n.unsure else done
    over = n.broken > 0 or (n.cap is not None and done > n.cap)
    perhaps_over = n.cap is not None and most > n.cap
    if not over and not perhaps_over:
        if n.need is None or n.sure >= n.need:
            return _within_cap(n)
        if done >= n.need:
            return Verdict.LATE
    if n.exempt:
        return Verdict.EXEMPT
    if not n.bound:
        return Verdict.UNDETERMINED
    if over:
        return Verdict.BREACHED
    if n.days_left is None or n.days_left >= 0:
        return _while_open(n, done)
    enough_perhaps = n.need is not None and most >= n.need
    if perhaps_over or enough_perhaps or n.missing is Missing.DATA:
        return Verdict.UNDETERMINED
    return Verdict.BREACHED


def _while_open(n: Numbers, done: Fraction) -> Verdict:
    """Not done yet and not too late: at risk when the day is near and no plan covers what is short."""
    short = ZERO if n.need is None else n.need - done
    near = n.days_left is not None and n.days_left <= n.warn_days
    return Verdict.AT_RISK if near and n.planned < short else Verdict.PENDING


def _within_cap(n: Numbers) -> Verdict:
    """Kept so far; a count that may not grow much further is at risk (lapse)."""
    return Verdict.AT_RISK if n.alarm is not None and n.sure >= n.alarm else Verdict.MET


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One answer: this clause, this subject, this period; with numbers, evidence and one explanation."""

    clause: Clause
    subject: str
    period: str
    numbers: Numbers
    explanation: str
    start: date
    due: date | None = None
    evidence: tuple[str, ...] = ()
    considered: tuple[tuple[str, str], ...] = ()
    """Records that were found and did not count, each with the reason."""
    organization: str = ""
    proposes: str = ""
    verdict: Verdict = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "verdict", judge(self.numbers))

    @property
    def missing(self) -> Missing | None:
        """Why it is undetermined; None otherwise."""
        if self.verdict is not Verdict.UNDETERMINED:
            return None
        return self.numbers.missing or Missing.DATA

    @property
    def observed(self) -> Fraction:
        """What surely counts, late or in time."""
        return self.numbers.sure + self.numbers.late

    @property
    def word(self) -> str:
        """The verdict as people read it; 一般 clauses that were not kept say so instead of 未达标."""
        if self.verdict is Verdict.BREACHED and self.clause.modality is Modality.GENERALLY:
            return "一般未做到"
        return self.verdict.chinese

    @property
    def severity(self) -> int:
        """For sorting worst first: a must weighs more than a generally."""
        return self.verdict.severity * 10 + self.clause.modality.strength
