"""Whether a move is legal, and if not: which rule, what is missing, from what day it becomes possible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from zhidu.domain.calendar import Calendar
from zhidu.domain.procedures.case import Act, Case, Move, Standing
from zhidu.domain.procedures.definition import Step


class Rule(StrEnum):
    """Why a move is refused."""

    ENDED = "ended"
    UNKNOWN = "unknown"
    ORDER = "order"
    BRANCH = "branch"
    AGAIN = "again"
    DATE = "date"
    DWELL = "dwell"
    EVIDENCE = "evidence"
    FIELDS = "fields"
    GATE = "gate"
    ACTOR = "actor"
    CONDITION = "condition"
    """Something about the person, known to whoever keeps their dossier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One reason against a move, in words; the day from which it no longer holds, and what is missing."""

    rule: Rule
    text: str
    possible_from: date | None = None
    missing: tuple[str, ...] = ()


def refusals(case: Case, move: Move, calendar: Calendar) -> list[Refusal]:
    """Everything that speaks against *move*; empty if it may be made."""
    step = case.procedure.step(move.step)
    if step is None:
        return [Refusal(rule=Rule.UNKNOWN, text=f"“{case.procedure.title}”没有“{move.step}”这一步。")]
    if case.ended is not None:
        how = "撤回" if case.ended.withdrawn else "办结"
        return [Refusal(rule=Rule.ENDED, text=f"这件事已于 {_day(case.ended.on)}{how}，不能再往下办。")]
    standing = Standing(case)
    found = [*_order(standing, step), *_dates(standing, step, move)]
    if move.act is Act.DO:
        found += [*_dwell(standing, step, move, calendar), *_papers(step, move)]
    found += _gate(standing, step, move, calendar)
    found += _actor(step, move)
    return found


def _order(standing: Standing, step: Step) -> Iterator[Refusal]:
    if standing.chosen(step) is False:
        yield Refusal(rule=Rule.BRANCH, text=f"前面的结果不是走“{step.title}”这一支。")
        return
    if standing.chosen(step) is None:
        yield Refusal(rule=Rule.BRANCH, text=f"前面的步骤还没有结果，不知道要不要“{step.title}”。")
    place = standing.procedure.position(step.id)
    before = [one for one in standing.procedure.steps[:place] if standing.required(one)]
    left = [one for one in before if not standing.done(one.id)]
    if left:
        names = "、".join(f"“{one.title}”" for one in left)
        yield Refusal(
            rule=Rule.ORDER,
            text=f"先要办完{names}，才能“{step.title}”。",
            missing=tuple(one.id for one in left),
        )
    again = standing.procedure.loops and place == 0 and standing.complete
    if standing.done(step.id) and not step.repeat and not again:
        yield Refusal(rule=Rule.AGAIN, text=f"“{step.title}”已于 {_day(standing.of(step.id).done[-1])}办过。")
    elif standing.passed_over(step) and not again:
        yield Refusal(rule=Rule.ORDER, text=f"后面的步骤已经办了，不能再回头“{step.title}”；记错了的请更正。")


def _dates(standing: Standing, step: Step, move: Move) -> Iterator[Refusal]:
    """A step is not dated before what had to come first, nor a gate's answer before it was asked."""
    last = standing.last
    if last is not None and move.on < last:
        text = f"日期 {_day(move.on)}早于上一步的 {_day(last)}；“{step.title}”应不早于那一天。"
        yield Refusal(rule=Rule.DATE, text=text, possible_from=last)


def _dwell(standing: Standing, step: Step, move: Move, calendar: Calendar) -> Iterator[Refusal]:
    earliest = earliest_after_wait(standing, step, calendar)
    if step.min_dwell is None or earliest is None or move.on >= earliest:
        return
    since = standing.procedure.step(step.since)
    assert since is not None  # noqa: S101 - the book was checked when it was read
    began = standing.of(since.id).done[0]
    yield Refusal(
        rule=Rule.DWELL,
        text=(
            f"“{since.title}”满 {step.min_dwell.chinese()}才可“{step.title}”："
            f"{_day(began)}起算，最早 {_day(earliest)}，还差 {(earliest - move.on).days} 天。"
        ),
        possible_from=earliest,
    )


def earliest_after_wait(standing: Standing, step: Step, calendar: Calendar) -> date | None:
    """The first day on which the waiting time of a step is over; None where it has none or has not begun."""
    if step.min_dwell is None or not standing.done(step.since):
        return None
    return calendar.add(standing.of(step.since).done[0], step.min_dwell)


def _papers(step: Step, move: Move) -> Iterator[Refusal]:
    if lacking := tuple(one for one in step.evidence if one not in move.evidence):
        text = f"“{step.title}”还缺 {len(lacking)} 份材料。"
        yield Refusal(rule=Rule.EVIDENCE, text=text, missing=lacking)
    if blank := tuple(one for one in step.fields if one not in move.fields):
        text = f"“{step.title}”还有 {len(blank)} 项没有填。"
        yield Refusal(rule=Rule.FIELDS, text=text, missing=blank)


_ASKED = {"ballot": "付表决", "approval": "送上级审批", "publication": "公示"}
_PASSED = {"ballot": "表决通过", "approval": "上级同意", "publication": "公示期满无异议"}


def _gate(standing: Standing, step: Step, move: Move, calendar: Calendar) -> Iterator[Refusal]:
    gate, now = step.gate, standing.of(step.id)
    if gate is None:
        if move.act is not Act.DO:
            text = f"“{step.title}”不用表决、审批或公示，办完直接登记。"
            yield Refusal(rule=Rule.GATE, text=text)
        return
    asked, passed = _ASKED.get(gate.kind, "提请"), _PASSED.get(gate.kind, "通过")
    if move.act is Act.DO and now.passed is None:
        yield Refusal(
            rule=Rule.GATE, text=f"“{step.title}”要{passed}才算办完，现在还没有。", missing=(gate.kind,)
        )
    if move.act is Act.ASK and now.asked is not None and now.passed is None:
        yield Refusal(rule=Rule.GATE, text=f"“{step.title}”已于 {_day(now.asked)}{asked}，正在等结果。")
    if move.act in {Act.ASK, Act.PASS, Act.RETURN, Act.FAIL} and now.passed is not None:
        yield Refusal(rule=Rule.GATE, text=f"“{step.title}”已于 {_day(now.passed)}{passed}。")
    elif move.act in {Act.PASS, Act.RETURN, Act.FAIL} and now.asked is None:
        yield Refusal(rule=Rule.GATE, text=f"“{step.title}”还没有{asked}，不能有结果。", missing=("ask",))
    elif move.act is Act.PASS and gate.lasting is not None and now.asked is not None:
        # the day of publishing is not counted: the last full day must be over
        full = calendar.add(now.asked, gate.lasting)
        if move.on <= full:
            text = (
                f"“{step.title}”须公示满 {gate.lasting.chinese()}：{_day(now.asked)}公示，"
                f"到 {_day(full)}满，次日起才能办结。"
            )
            yield Refusal(rule=Rule.GATE, text=text, possible_from=date.fromordinal(full.toordinal() + 1))


def _actor(step: Step, move: Move) -> Iterator[Refusal]:
    answers = {Act.PASS, Act.RETURN, Act.FAIL}
    needed = (
        step.gate.by if step.gate and step.gate.kind == "approval" and move.act in answers else step.actor
    )
    if move.acting is not None and needed and needed not in move.acting:
        yield Refusal(rule=Rule.ACTOR, text=f"“{step.title}”这一步不由您办。", missing=(needed,))


def _day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"
