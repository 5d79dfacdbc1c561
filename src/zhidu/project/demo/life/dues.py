"""Dues: the few who pay late and are spoken to, who pays more, and what the money is used for."""

from __future__ import annotations

from decimal import Decimal

from zhidu.project.demo.keeper import Echo, Keeper
from zhidu.project.demo.life.occasions import Occasion

OCCASIONS = (
    Occasion(measure="dues_overdue", types=("full_member",), one_in=60),
    Occasion(measure="dues_reduced", types=("full_member",), one_in=120),
    Occasion(measure="dues_spent", types=("branch",), times=2, columns={"purpose": "study_material"}),
)
ECHOES: dict[str, Echo] = {}
_EXTRA_YUAN = 2000


def happen(keeper: Keeper) -> None:
    """Two members pay much more than they owe."""
    givers = [one for one in keeper.binding.subjects() if keeper.binding.looks_at(one, "extra_dues_paid")][
        :400:200
    ]
    for person in givers:
        day = keeper.workday(keeper.clock.start, keeper.clock.days_ago(60))
        keeper.happen(person, "extra_dues_paid", day, quantity=Decimal(_EXTRA_YUAN))
