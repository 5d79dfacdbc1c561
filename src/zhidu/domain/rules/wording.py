"""The sentences of findings: 名称 · 期间：应…，实… → 判定。依据：…。还差…，最迟…."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.findings import Numbers
from zhidu.domain.rules.terms import Missing, Modality, Verdict


def amount(value: Fraction) -> str:
    """A number as people write it: 6, 1.5, or 2/3 where no short decimal is exact."""
    if value.denominator == 1:
        return str(value.numerator)
    for places in (1, 2, 3):
        shifted = value * 10**places
        if shifted.denominator == 1:
            whole, rest = divmod(abs(shifted.numerator), 10**places)
            return f"{'-' if value < 0 else ''}{whole}.{rest:0{places}d}"
    return f"{value.numerator}/{value.denominator}"


def day(value: date, near: date | None = None) -> str:
    """10 月 30 日; with the year where it is not the year people are in."""
    text = f"{value.month} 月 {value.day} 日"
    return text if near is not None and near.year == value.year else f"{value.year} 年 {text}"


def sentence(
    clause: Clause,
    *,
    what: str,
    when: str,
    should: str,
    did: str,
    numbers: Numbers,
    verdict: Verdict,
    as_of: date,
    due: date | None = None,
    unit: str = "",
    lapsed: bool = True,
    extra: tuple[str, ...] = (),
) -> str:
    """The whole explanation of a finding; *extra* are further short sentences without their full stop.

    Days are only counted against a due day: how things stand, or what happened once, is never "overdue".
    *unit* is what is counted (次、小时), empty where the thing is simply done or not; *lapsed* is False where
    nothing can be made up any more, so that the days gone by say nothing.
    """
    time = _time(verdict, numbers, due if lapsed else None)
    head = f"{what} · {when}：{should}，{did} → {_word(clause, verdict, numbers)}{time}。"
    tail = [f"依据：{clause.source}", *(one for one in extra if one)]
    if verdict in {Verdict.PENDING, Verdict.AT_RISK} and due is not None and numbers.days_left is not None:
        short = "" if numbers.need is None else numbers.need - numbers.sure - numbers.late
        lead = f"还差 {amount(short)} {unit}，" if unit and isinstance(short, Fraction) and short > 0 else ""
        tail.append(f"{lead}最迟 {day(due, as_of)}")
        if numbers.planned > 0:
            tail.append(f"已安排 {amount(numbers.planned)} {unit}" if unit else "已有安排")
    return head + "".join(f"{one}。" for one in tail)


def _word(clause: Clause, verdict: Verdict, numbers: Numbers) -> str:
    if verdict is Verdict.BREACHED and clause.modality is Modality.GENERALLY:
        return "一般未做到"
    if verdict is Verdict.UNDETERMINED:
        return f"缺资料（{(numbers.missing or Missing.DATA).chinese}）"
    return verdict.chinese


def _time(verdict: Verdict, numbers: Numbers, due: date | None) -> str:
    if numbers.days_left is None or due is None:
        return ""
    if verdict is Verdict.BREACHED and numbers.days_left < 0 and not numbers.broken:
        return f"，已过期 {-numbers.days_left} 天"
    if verdict in {Verdict.PENDING, Verdict.AT_RISK} and numbers.days_left >= 0:
        return "，今天截止" if numbers.days_left == 0 else f"，还有 {numbers.days_left} 天"
    return ""


def entered_late(facts: list[Fact], closed_on: date) -> str:
    """Late *entry* is told, never punished: 其中 1 项 10 月 2 日才录入，晚录 4 天."""
    late = [fact for fact in facts if fact.entered > closed_on and fact.on <= closed_on]
    if not late:
        return ""
    worst = max(late, key=lambda fact: (fact.entered - fact.on).days)
    return (
        f"其中 {len(late)} 项晚录，最多晚录 {(worst.entered - worst.on).days} 天（{day(worst.entered)}录入）"
    )
