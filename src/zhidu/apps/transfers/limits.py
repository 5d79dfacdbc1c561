"""What the rules in force at an organisation say of transfers and of being away; numbers stand nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from zhidu.apps.adoption import queries as adoption
from zhidu.domain.calendar import Calendar, Duration, Unit
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.params import Deadline, Frequency, Prohibition, Term

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

_CALENDAR = Calendar()
_LENGTHS = {Unit.MONTH: "1m", Unit.QUARTER: "3m", Unit.HALF_YEAR: "6m", Unit.YEAR: "1y"}
"""A period as a length of time."""


def later(day: date, length: Duration) -> date:
    """*length* after a day."""
    return _CALENDAR.add(day, length)


@dataclass
class Limits:
    """The rules of one organisation on one day; looked up when first asked for."""

    organization: Node
    day: date

    @cached_property
    def clauses(self) -> list[Clause]:
        code = self.organization.code
        return [
            duty.clause
            for duty in adoption.duties(self.organization)
            if any(first <= self.day <= last for first, last in duty.days_held(code))
        ]

    def _deadlines(self, trigger: str, act: str) -> Iterator[tuple[Clause, Deadline]]:
        for clause in self.clauses:
            rule = clause.params
            if isinstance(rule, Deadline) and (rule.trigger, rule.act) == (trigger, act):
                yield clause, rule

    @property
    def letter(self) -> tuple[Clause, Duration] | None:
        """How long a letter is valid at most, and the clause that says so; None where none does."""
        found = (
            (clause, rule.within) for clause, rule in self._deadlines("transfer_out", "transfer_receipt")
        )
        return next(((clause, within) for clause, within in found if within is not None), None)

    @property
    def months_to_transfer(self) -> tuple[Clause, int] | None:
        """From how many months at a fixed place the 组织关系 goes along."""
        for clause, rule in self._deadlines("departure", "transfer_out"):
            for one in rule.where:
                if one.column == "months" and one.at_least is not None:
                    return clause, int(one.at_least)
        return None

    def card_banned(self, purpose: str) -> Clause | None:
        """The clause that forbids the activity card for *purpose*."""
        for clause in self.clauses:
            rule = clause.params
            if isinstance(rule, Prohibition) and rule.forbids == "activity_card_issued":
                told = [one for one in rule.where if one.column == "purpose"]
                if told and all(purpose in one.any_of for one in told):
                    return clause
        return None

    @property
    def lost(self) -> tuple[Clause, Duration] | None:
        """How long somebody may be out of contact before 停止党籍 is to be considered."""
        for clause in self.clauses:
            rule = clause.params
            if isinstance(rule, Term) and rule.starts == "lost_contact" and rule.length.at_most is not None:
                return clause, rule.length.at_most
        return None

    @property
    def reporting(self) -> tuple[Clause, Duration] | None:
        """How often somebody who is away reports at least, counted from the day of leaving."""
        for clause in self.clauses:
            rule = clause.params
            if isinstance(rule, Frequency) and rule.measure == "floating_report" and rule.per in _LENGTHS:
                return clause, Duration.parse(_LENGTHS[rule.per])
        return None
