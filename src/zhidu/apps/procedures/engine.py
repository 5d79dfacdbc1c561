"""A case as the rules of ``domain/procedures`` know it, read from its moves and from the steps on record.

A step that was recorded by hand about the matter, without this app, counts as done on its day: a ledger taken over
is a case that has come that far. A step whose record was declared void does not count.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse

from zhidu.apps.activities import queries as activities
from zhidu.apps.adoption import queries as adoption
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.procedures import ports
from zhidu.apps.procedures.models import Case, Delegation, Move, Proof
from zhidu.apps.procedures.states import State
from zhidu.apps.procedures.turns import Line, Turn, may, said, word_for
from zhidu.domain.calendar import Calendar
from zhidu.domain.procedures import (
    OTHERWISE,
    Act,
    Ended,
    Procedure,
    Refusal,
    Standing,
    Step,
    Times,
    refusals,
    times,
)
from zhidu.domain.procedures import Case as Going
from zhidu.domain.procedures import Move as Moved
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.facts import words
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today


@dataclass
class Live:
    """A case with everything its page and its acts look at; made by :func:`live`."""

    row: Case
    book: Rulebook
    procedure: Procedure
    moves: list[Move]
    """Those that count, in order."""
    by_hand: list[Any]
    """Steps recorded about the matter without this app."""
    line: Line
    _proofs: list[Proof] | None = None
    _delegations: list[Delegation] | None = None
    calendar: Calendar = field(default_factory=adoption.calendar)
    kept: dict[str, Any] = field(default_factory=dict)
    """What apps above looked up about this case, for as long as it is looked at."""

    # ------------------------------------------------------------ the rules' view

    @cached_property
    def going(self) -> Going:
        """The case for the domain."""
        ended = None
        if self.row.state != State.OPEN:
            withdrawn = self.row.state == State.WITHDRAWN
            ended = Ended(on=self.row.ended_on or today(), withdrawn=withdrawn, reason=self.row.reason)
        return Going(procedure=self.procedure, moves=tuple(self._moved()), ended=ended)

    def _moved(self) -> list[Moved]:
        found = [_moved(one) for one in self.moves]
        days = [one.on for one in found]
        for record in sorted(self.by_hand, key=lambda one: (one.on, self._place(one), one.pk)):
            for step in sorted(words(record.columns.get("step", "")), key=self.procedure.position):
                if self.procedure.step(step) is None:
                    continue
                place = bisect_right(days, record.on)
                days.insert(place, record.on)
                found.insert(
                    place, Moved(step=step, on=record.on, result=record.columns.get("result", "").strip())
                )
        return found

    def _place(self, record: Any) -> int:  # noqa: ANN401 - a record; its model is another app's
        return min((self.procedure.position(one) for one in words(record.columns.get("step", ""))), default=0)

    @cached_property
    def standing(self) -> Standing:
        return Standing(self.going)

    @cached_property
    def times(self) -> list[Times]:
        """Every step that is or may be taken, with its days."""
        return times(self.going, self.calendar, today())

    @property
    def next(self) -> Step | None:
        """The first required step that is not done."""
        return self.standing.next

    def refusals(self, move: Moved, *, making: bool = False) -> list[Refusal]:
        """Everything that speaks against a move: the procedure, and what an app above knows of the person."""
        found = refusals(self.going, move, self.calendar)
        for one in self._guards:
            found += one.against(self, move, making=making)
        return found

    @property
    def _guards(self) -> list[ports.Guard]:
        return ports.guards() if self.row.person_id is not None else []

    def page(self, step: Step) -> str:
        """Where a step is taken."""
        own = next((url for one in self._guards if (url := one.page(self, step))), "")
        return own or reverse("procedures:step", args=[self.row.pk, step.id])

    def step(self, name: str) -> Step | None:
        return self.procedure.step(name)

    # ------------------------------------------------------------ who

    def turn(self, step: Step, act: Act = Act.DO) -> Turn:
        """Who makes a move with a step."""
        word = word_for(step, act, self.line)
        return self.line.turn(word, self.said(word))

    def may(self, actor: Actor, step: Step, act: Act = Act.DO) -> bool:
        """Whether *actor* is the one to make that move; whether it may be made at all is asked elsewhere."""
        return may(actor, self.turn(step, act), self.row, self.delegations)

    def acting(self, actor: Actor, step: Step, act: Act) -> frozenset[str] | None:
        """Every word that counts for *actor* in a move: the one the rules of the step ask for, or none."""
        if actor.system:
            return None
        if not self.may(actor, step, act):
            return frozenset({""})
        answers = act in {Act.PASS, Act.RETURN, Act.FAIL}
        by = step.gate.by if step.gate is not None and step.gate.kind == "approval" and answers else ""
        return frozenset({step.actor, by} - {""})

    def said(self, token: str) -> str:
        """A word of the book in Chinese."""
        return said(token, self.book.words) if token else ""

    def who(self, turn: Turn) -> str:
        """Who is next, in words: 青石村党支部（支部委员会）."""
        word = self.said(turn.word)
        if turn.own and self.row.person is not None:
            return str(self.row.person.name) if not self.row.private else "本人"
        return turn.name if not word or turn.above or word in turn.name else f"{turn.name}（{word}）"

    # ------------------------------------------------------------ proofs and results

    @property
    def delegations(self) -> list[Delegation]:
        if self._delegations is None:
            self._delegations = list(self.row.delegations.all())
        return self._delegations

    @property
    def proofs(self) -> list[Proof]:
        """Proofs in use, whether or not the step was taken."""
        if self._proofs is None:
            rows = self.row.proofs.filter(voided_at=None).select_related("attachment", "record")
            self._proofs = list(rows)
        return self._proofs

    def ready(self, step: str) -> list[Proof]:
        """Proofs that wait for the step to be taken."""
        return [one for one in self.proofs if one.step == step and one.move_id is None]

    def branches(self, step: Step) -> list[str]:
        """Results among which the steps after this one choose; empty where none depends on it."""
        place = self.procedure.position(step.id)
        if step.only_if:
            return []
        found: list[str] = []
        for one in self.procedure.steps[place + 1 :]:
            if not one.only_if:
                break
            if one.only_if not in {*found, OTHERWISE}:
                found.append(one.only_if)
        return found

    def records_of(self, step: str) -> list[Any]:
        """The records of the step being taken: those moves point at, and those written by hand."""
        found = [one.record for one in self.moves if one.step == step and one.record is not None]
        return found + [
            one for one in self.by_hand if step in (words(one.columns.get("step", "")) or frozenset())
        ]


def _moved(move: Move) -> Moved:
    on = move.record.on if move.record is not None else move.on
    return Moved(step=move.step, on=on, act=Act(move.act), result=move.result)


def procedure_of(row: Case) -> tuple[Rulebook, Procedure]:
    """The book in the version of the case, and the procedure it goes through."""
    book = adoption.rulebook(row.book)
    return book, book.procedures[row.procedure]


def line_of(organization: Any) -> Line:  # noqa: ANN401 - a node; its model is another app's
    """The organisation and those above it; one query."""
    above = [one for one in orgs.ancestors(organization) if one.kind == orgs.ORGANIZATION]
    return Line(organization, above)


def live(row: Case) -> Live:
    """A case as it stands now. Three queries, and one where the book has not been read in this process."""
    book, procedure = procedure_of(row)
    rows = row.moves.filter(voided_at=None).select_related("record", "delegation")
    moves = [
        one
        for one in rows
        if one.record is None or (one.record.voided_at is None and one.record.state == "held")
    ]
    return Live(
        row=row,
        book=book,
        procedure=procedure,
        moves=moves,
        by_hand=activities.steps_by_hand(row.matter_id, {one.record_id for one in rows if one.record_id}),
        line=line_of(row.organization),
    )


def last_day(found: Sequence[Times]) -> date | None:
    """The nearest open time limit among the steps that are not done."""
    return min((one.latest for one in found if one.done is None and one.latest is not None), default=None)
