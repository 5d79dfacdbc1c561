"""What the rules in force say of dues at an organisation on a day: tables, readings, words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from zhidu.apps.activities.columns import Words
from zhidu.apps.adoption import queries as adoption
from zhidu.domain.dues import Reading
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.params import AmountRule, Content, Deadline, Frequency, Lapse

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

BASE_SET, PAID, OVERDUE = "dues_base_set", "dues_paid", "dues_overdue"
EXTRA, EXTRA_PASSED, SPENT = "extra_dues_paid", "extra_dues_remitted", "dues_spent"
EVERY_MONTH = 12


@dataclass
class Rates:
    """The rules of one organisation on one day; each part is looked up when it is first asked for."""

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

    @cached_property
    def words(self) -> Words:
        return Words(adoption.books_in_force([*self.organization.ancestor_ids, self.organization.pk]))

    @cached_property
    def tables(self) -> Mapping[str, tuple[Clause, AmountRule]]:
        """Kind of payer → the clause that says what such a one pays, and its table."""
        found: dict[str, tuple[Clause, AmountRule]] = {}
        for clause in self.clauses:
            if isinstance(clause.params, AmountRule):
                for row in clause.params.brackets:
                    found.setdefault(row.payer, (clause, clause.params))
        return found

    @property
    def about_arrears(self) -> list[Clause]:
        """What the rules say of who does not pay: talks, making up, and when it is held to be leaving."""
        return [
            one
            for one in self.clauses
            if (isinstance(one.params, Deadline) and one.params.trigger == OVERDUE)
            or (isinstance(one.params, Lapse) and PAID in one.params.any_of)
        ]

    @property
    def payers(self) -> list[tuple[str, str]]:
        """Kinds of payer in the order of the tables, with their Chinese."""
        return [(payer, self.words.word(payer)) for payer in self.tables]

    def by_share(self, payer: str) -> bool:
        """Whether such a one pays a share of a base, and not a fixed sum."""
        found = self.tables.get(payer)
        return found is not None and any(
            row.rate is not None for row in found[1].brackets if row.payer == payer
        )

    @cached_property
    def _once(self) -> Clause | None:
        """The clause that fixes the base for a year."""
        return next(
            (
                one
                for one in self.clauses
                if isinstance(one.params, Frequency) and one.params.measure == BASE_SET
            ),
            None,
        )

    @property
    def reading(self) -> Reading:
        """What a change of pay within the year does; without any rule the later text (2017) is followed."""
        once = self._once
        if once is None or not isinstance(once.params, Frequency) or once.params.at_most is None:
            return Reading.ONCE_A_YEAR
        return Reading.FROM_NEW_PAY if once.params.at_most >= EVERY_MONTH else Reading.ONCE_A_YEAR

    @property
    def by_month(self) -> frozenset[str]:
        """Kinds of payer whose base is not fixed for a year: those the clause about that does not bind."""
        once = self._once
        bound = (
            {word for test in once.applies.who if test.column == "payer" for word in test.any_of}
            if once
            else set()
        )
        return frozenset(payer for payer in self.tables if bound and payer not in bound)

    @property
    def purposes(self) -> list[tuple[str, str]]:
        """What dues may be used for, with the Chinese; empty where no rule says."""
        for clause in self.clauses:
            rule = clause.params
            if isinstance(rule, Content) and (rule.event, rule.column) == (SPENT, "purpose"):
                return [(one, self.words.word(one, clause.book)) for one in sorted(rule.allowed)]
        return []

    def goes_to_the_centre(self, amount: Decimal) -> bool:
        """Whether a gift of that size is one the rules send on whole."""
        return any(
            isinstance(one.params, Deadline)
            and one.params.trigger == EXTRA
            and all(test.holds(str(amount)) for test in one.params.where if test.column == "quantity")
            for one in self.clauses
        )

    def items(self, payer: str) -> list[tuple[str, str]]:
        """What the base of such a one may consist of, where a clause says."""
        found = {one: self.words.word(one, clause.book) for clause, one in self._allowed("items", payer)}
        return list(found.items())

    def based_on(self, payer: str) -> str:
        """What the base is taken from (当月实际领取 …), where a clause leaves no choice; '' elsewhere."""
        found = [one for _, one in self._allowed("based_on", payer)]
        return found[0] if len(found) == 1 else ""

    def _allowed(self, column: str, payer: str) -> Iterator[tuple[Clause, str]]:
        """The words that clauses about setting a base allow in one column, for one kind of payer."""
        for clause in self.clauses:
            rule = clause.params
            if not isinstance(rule, Content) or (rule.event, rule.column) != (BASE_SET, column):
                continue
            if _binds(clause, payer):
                yield from ((clause, one) for one in sorted(rule.allowed))


def _binds(clause: Clause, payer: str) -> bool:
    tests = [one for one in clause.applies.who if one.column == "payer"]
    return all(payer in one.any_of for one in tests)
