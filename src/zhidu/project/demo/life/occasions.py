"""Occasions: a small table of what happens to whom, how often, and what is written down about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from zhidu.domain.rules.vocabulary import is_a
from zhidu.project.demo.keeper import Keeper


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One line of a table: what happens *times* in the fourteen months to one in *one_in* of these subjects.

    It only happens where somebody's rules look at it.
    """

    measure: str
    types: tuple[str, ...]
    times: int = 1
    one_in: int = 1
    columns: dict[str, str] = field(default_factory=dict)


def occur(keeper: Keeper, occasions: Iterable[Occasion]) -> None:
    """Spread the occasions over the fourteen months, leaving out the last days."""
    first, last = keeper.clock.start, keeper.clock.days_ago(12)
    for occasion in occasions:
        for subject in list(keeper.binding.subjects()):
            kind = keeper.subject(subject).spells[-1].type
            if not any(is_a(kind, wanted) for wanted in occasion.types):
                continue
            if not keeper.binding.looks_at(subject, occasion.measure):
                continue
            if keeper.chance.randrange(occasion.one_in):
                continue
            length = (last - first).days // occasion.times
            for number in range(occasion.times):
                begin = first + timedelta(days=number * length)
                day = keeper.workday(begin, begin + timedelta(days=length - 1))
                keeper.happen(subject, occasion.measure, day, columns=occasion.columns)
