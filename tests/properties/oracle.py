"""The order of verdicts written a second time, from the semantics table and not from the evaluator.

It asks what is certain: the true count lies somewhere between what is sure and what is sure plus unsure, so a
duty is certainly kept if both ends of that stretch keep it, and certainly broken if no point of it does.
"""

from __future__ import annotations

from fractions import Fraction

from zhidu.domain.rules.findings import Numbers
from zhidu.domain.rules.terms import Missing, Verdict


def verdict_by_table(n: Numbers) -> Verdict:
    """The verdict of row 5, by intervals (row 6)."""
    if not n.applicable:
        return Verdict.NOT_APPLICABLE
    if n.missing is not None and n.missing is not Missing.DATA:
        return Verdict.UNDETERMINED
    if n.need is None and n.cap is None:
        return Verdict.UNDETERMINED  # 控制数尚未下达
    least, most = n.sure + n.late, n.sure + n.late + n.unsure
    too_much = n.broken > 0 or _above(least, n.cap)
    if _certainly_kept(n, least, most):
        return _kept(n)
    if n.exempt:
        return Verdict.EXEMPT
    if not n.bound:
        return Verdict.UNDETERMINED  # 看不出本条是否适用
    if too_much:
        return Verdict.BREACHED
    if n.days_left is None or n.days_left >= 0:
        return _open(n, least)
    return Verdict.UNDETERMINED if _perhaps_kept(n, least, most) else Verdict.BREACHED


def _above(count: Fraction, cap: Fraction | None) -> bool:
    return cap is not None and count > cap


def _certainly_kept(n: Numbers, least: Fraction, most: Fraction) -> bool:
    enough = n.need is None or least >= n.need
    return enough and not n.broken and not _above(most, n.cap)


def _kept(n: Numbers) -> Verdict:
    if n.need is not None and n.sure < n.need:
        return Verdict.LATE
    return Verdict.AT_RISK if n.alarm is not None and n.sure >= n.alarm else Verdict.MET


def _open(n: Numbers, least: Fraction) -> Verdict:
    if n.days_left is None or n.days_left > n.warn_days:
        return Verdict.PENDING
    short = Fraction(0) if n.need is None else max(n.need - least, Fraction(0))
    return Verdict.PENDING if n.planned >= short else Verdict.AT_RISK


def _perhaps_kept(n: Numbers, least: Fraction, most: Fraction) -> bool:
    """Whether some count in the stretch keeps the duty, or too little was recorded to say."""
    if n.missing is Missing.DATA:
        return True
    low = least if n.need is None else max(least, n.need)
    high = most if n.cap is None else min(most, n.cap)
    return low <= high
