"""What the page of a case shows: where it stands, who is next, what is missing, the days, and what was done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from zhidu.apps.procedures.engine import Live
from zhidu.apps.procedures.models import Move, Proof
from zhidu.apps.procedures.saving import in_words
from zhidu.domain.procedures import OTHERWISE, Act, Step
from zhidu.domain.procedures import Move as Moved
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today
from zhidu.foundation.ui import shapes

DONE, NOW, AHEAD = "done", "now", "todo"
IN_A_LINE = 7


@dataclass(frozen=True, slots=True)
class Row:
    """One step with its three tracks of days."""

    step: Step
    number: int
    state: str
    who: str
    done: date | None
    earliest: date | None
    latest: date | None
    planned: date | None
    overdue: int
    note: str = ""
    url: str = ""

    @property
    def plan_breaks(self) -> str:
        """What is wrong with the day it is planned for; '' where nothing is."""
        if self.planned is None or self.done is not None:
            return ""
        if self.earliest is not None and self.planned < self.earliest:
            return "早于可办的日子"
        if self.latest is not None and self.planned > self.latest:
            return "晚于最迟的日子"
        return ""


def rows(going: Live) -> list[Row]:
    """Every step that is or may be taken."""
    step_now = going.next
    found = []
    for number, one in enumerate(going.times, start=1):
        done = bool(one.done)
        state = DONE if done else (NOW if one.step is step_now else AHEAD)
        notes = []
        if one.step.optional:
            notes.append("可省")
        if one.step.only_if:
            notes.append(
                "前面没有分出别的结果才走"
                if one.step.only_if == OTHERWISE
                else f"前面结果是“{going.said(one.step.only_if)}”才走"
            )
        if one.step.repeat:
            notes.append("可多次")
        found.append(
            Row(
                step=one.step,
                number=number,
                state=state,
                who=going.who(going.turn(one.step, _decides(one.step))),
                done=one.done,
                earliest=one.earliest,
                latest=one.latest,
                planned=going.row.planned(one.step.id),
                overdue=one.overdue,
                note="，".join(notes),
                url=going.page(one.step),
            )
        )
    return found


def _decides(step: Step) -> Act:
    """The move that matters most of a step: of one that has to be agreed to, the agreement."""
    return Act.PASS if step.gate is not None and step.gate.kind == "approval" else Act.DO


def stepper(found: list[Row]) -> list[shapes.Step]:
    """The steps in a line: all of them where they are few, else those round the present one."""
    shown = found
    if len(found) > IN_A_LINE:
        at = next((place for place, one in enumerate(found) if one.state == NOW), len(found) - 1)
        start = max(0, min(at - 2, len(found) - IN_A_LINE))
        shown = found[start : start + IN_A_LINE]
    return [
        shapes.Step(one.step.title, one.state, day(one.done) if one.done else "", one.number) for one in shown
    ]


@dataclass(slots=True)
class Now:
    """The present step: who is next, since when, what is missing, why not yet."""

    step: Step
    url: str
    who: str
    since: date | None
    days: int
    mine: bool
    asking: bool
    """Whether it is to be put to its gate next."""
    waiting: str = ""
    papers: list[tuple[str, list[Proof]]] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    possible_from: date | None = None
    latest: date | None = None
    gate: str = ""

    @property
    def button(self) -> str:
        asked = {"approval": "送上级审批", "publication": "公示", "ballot": "提请表决"}
        return asked.get(self.gate, "办这一步") if self.asking else "办这一步"


def now(going: Live, actor: Actor, step: Step | None = None) -> Now | None:
    """The step a case stands at (or another that is open), as *actor* meets it; None where nothing is left to do."""
    step = step or going.next
    if step is None or not going.row.open:
        return None
    at = going.standing.of(step.id)
    asking = step.gate is not None and at.passed is None and at.asked is None
    waits = step.gate is not None and at.passed is None and at.asked is not None
    act = Act.ASK if asking else Act.DO
    turn = going.turn(step, Act.PASS if waits and step.gate and step.gate.kind == "approval" else act)
    ready = going.ready(step.id)
    reasons, possible = _against(going, step, act)
    since = at.asked or at.returned or going.standing.last or going.row.matter.first
    times = next((one for one in going.times if one.step is step), None)
    return Now(
        step=step,
        url=going.page(step),
        who=(going.row.turn_name if waits else "") or going.who(turn),
        since=since,
        days=(today() - since).days if since else 0,
        mine=going.may(actor, step, act),
        asking=asking,
        waiting=step.gate.kind if waits and step.gate else "",
        papers=[(going.said(token), [one for one in ready if one.token == token]) for token in step.evidence],
        fields=[going.said(one) for one in step.fields],
        reasons=reasons,
        possible_from=possible,
        latest=times.latest if times else None,
        gate=step.gate.kind if step.gate else "",
    )


def _against(going: Live, step: Step, act: Act) -> tuple[list[str], date | None]:
    """Reasons of time and order why the step cannot be taken today; papers are shown by themselves."""
    moved = Moved(
        step=step.id,
        on=today(),
        act=act,
        evidence=frozenset(step.evidence),
        fields=frozenset(step.fields),
    )
    found = [one for one in going.refusals(moved) if one.rule != "gate" or one.possible_from]
    possible = max((one.possible_from for one in found if one.possible_from), default=None)
    return [in_words(one, going) for one in found], possible


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history."""

    on: date
    title: str
    act: str
    who: str
    late: int
    words: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    result: str = ""
    proofs: tuple[Proof, ...] = ()
    url: str = ""
    voided: str = ""
    move: Move | None = None


def history(going: Live, names: dict[int, str]) -> list[Line]:
    """What was done, the latest first: moves, steps by hand, and moves taken back."""
    found: list[tuple[date, int, Line]] = []
    by_move: dict[int, list[Proof]] = {}
    for proof in going.proofs:
        if proof.move_id is not None:
            by_move.setdefault(proof.move_id, []).append(proof)
    counted = {one.pk for one in going.moves}
    for move in going.row.moves.select_related("record", "delegation"):
        step = going.step(move.step)
        who = names.get(move.by or 0, "系统代登记")
        if move.delegation is not None:
            who = f"{who}（受{move.delegation.giver_name}委托）"
        line = Line(
            on=move.on,
            title=step.title if step else move.step,
            act=_act(move),
            who=who,
            late=(move.at.date() - move.on).days,
            words=move.words,
            fields=tuple((going.said(name), text) for name, text in move.fields.items()),
            result="" if move.result in {"", OTHERWISE} else going.said(move.result),
            proofs=tuple(by_move.get(move.pk, ())),
            url=move.record.get_absolute_url() if move.record is not None else "",
            voided="" if move.pk in counted else (move.why_void or "记录已作废"),
            move=move,
        )
        found.append((move.on, move.pk, line))
    for record in going.by_hand:
        names_of = [going.step(one) for one in record.columns.get("step", "").split(";")]
        title = "、".join(one.title for one in names_of if one) or record.title or "程序步骤"
        line = Line(
            record.on, title, "办理", "", record.days_late, record.notes, url=record.get_absolute_url()
        )
        found.append((record.on, 0, line))
    return [line for _, _, line in sorted(found, key=lambda one: (one[0], one[1]), reverse=True)]


def _act(move: Move) -> str:
    return {"do": "办理", "ask": "提请", "pass": "通过", "fail": "未通过", "return": "退回补正"}[move.act]


def users(going: Live) -> Iterable[int]:
    """Accounts the history names."""
    return {one.by for one in going.moves if one.by}


def day(on: date | None) -> str:
    """11月18日."""
    return f"{on.month}月{on.day}日" if on else ""
