"""A case that goes through a procedure: what was done in it so far, and how it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from zhidu.domain.procedures.definition import OTHERWISE, Procedure, Step


class Act(StrEnum):
    """What may be done with a step."""

    ASK = "ask"
    """Put it to its gate: call the vote, send it up, publish it."""
    PASS = "pass"  # noqa: S105 - no password
    """The gate lets it through: carried, agreed, published without objection."""
    RETURN = "return"
    """Sent back to be put right; the same step goes on."""
    FAIL = "fail"
    """Not carried, not agreed, or an objection was upheld."""
    DO = "do"
    """The step is done."""

    @property
    def chinese(self) -> str:
        return {"ask": "提请", "pass": "通过", "return": "退回", "fail": "未通过", "do": "办理"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One thing that was done, or that somebody wants to do, with a step of a case.

    ``as_of`` whom somebody acts is *acting*: every role of theirs that counts in this case (书记, 上级 …); None
    where roles are not looked at (records taken over from paper).
    """

    step: str
    on: date
    act: Act = Act.DO
    result: str = ""
    """How the step came out, where a later step depends on it."""
    evidence: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    acting: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The case is over: closed when everything was done, or withdrawn with a reason."""

    on: date
    withdrawn: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A procedure and the moves made so far, in the order in which they count."""

    procedure: Procedure
    moves: tuple[Move, ...] = ()
    ended: Ended | None = None

    def after(self, move: Move) -> Case:
        """The case once *move* was made; whether it may be made is asked elsewhere (``rules.refusals``)."""
        return replace(self, moves=(*self.moves, move))


@dataclass(slots=True)
class Progress:
    """One step in the present round."""

    asked: date | None = None
    passed: date | None = None
    returned: date | None = None
    done: list[date] = field(default_factory=list)
    result: str = ""


class Standing:
    """How a case stands after its moves: a step that failed leads back, and what came after is open again."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.procedure = case.procedure
        self.round = 1
        self._steps: dict[str, Progress] = {}
        for move in case.moves:
            self._take(move)

    def of(self, step: str) -> Progress:
        """How far one step is; of one that was never touched, nothing."""
        return self._steps.get(step, Progress())

    def done(self, step: str) -> bool:
        return bool(self.of(step).done)

    @property
    def last(self) -> date | None:
        """The day of the latest move."""
        return max((move.on for move in self.case.moves), default=None)

    def chosen(self, step: Step) -> bool | None:
        """Whether a conditional step is to be taken; None until the step it depends on has a result."""
        if not step.only_if:
            return True
        for earlier in reversed(self.procedure.steps[: self.procedure.position(step.id)]):
            if result := self.of(earlier.id).result:
                return step.only_if == result
            if step.only_if == OTHERWISE and not earlier.only_if and self.done(earlier.id):
                return True
        return None

    def required(self, step: Step) -> bool:
        """Whether the case cannot go past the step without taking it."""
        return not step.optional and self.chosen(step) is True

    def open(self) -> Iterator[Step]:
        """What may be next: the first required step that is not done, optional ones before it, and repeatable ones.

        Time limits, evidence and gates are not looked at.
        """
        for step in self.procedure.steps:
            if self.chosen(step) is False:
                continue
            if not self.done(step.id):
                yield step
                if self.required(step):
                    return
            elif step.repeat and not self.passed_over(step):
                yield step

    def passed_over(self, step: Step) -> bool:
        """Whether a later step has been done."""
        later = self.procedure.steps[self.procedure.position(step.id) + 1 :]
        return any(self.done(one.id) for one in later)

    @property
    def next(self) -> Step | None:
        """The first required step that is not done; None when all are."""
        return next(
            (one for one in self.procedure.steps if self.required(one) and not self.done(one.id)), None
        )

    @property
    def complete(self) -> bool:
        """Whether every required step is done and no result is waited for."""
        return self.next is None and all(self.chosen(one) is not None for one in self.procedure.steps)

    def _take(self, move: Move) -> None:
        if self._begins_anew(move):
            self.round += 1
            self._steps.clear()
        now = self._steps.setdefault(move.step, Progress())
        match move.act:
            case Act.ASK:
                now.asked, now.passed, now.returned = move.on, None, None
            case Act.PASS:
                now.passed = move.on
            case Act.RETURN:
                now.asked, now.passed, now.returned = None, None, move.on
            case Act.FAIL:
                self._back(move)
            case Act.DO:
                now.done.append(move.on)
                now.result = move.result or now.result

    def _begins_anew(self, move: Move) -> bool:
        first = self.procedure.steps[0].id
        return self.procedure.loops and move.step == first and self.done(first) and self.complete

    def _back(self, move: Move) -> None:
        """Open everything again from where the failed step leads to; without such a place only the step itself."""
        step = self.procedure.step(move.step)
        place = self.procedure.position(step.on_fail if step and step.on_fail else move.step)
        for one in self.procedure.steps[place:]:
            self._steps.pop(one.id, None)
