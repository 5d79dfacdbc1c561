"""Contact with members and masses: who goes away to work, who comes back, who is in difficulty."""

from __future__ import annotations

from datetime import timedelta

from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.project.demo.keeper import Echo, Keeper
from zhidu.project.demo.life.occasions import Occasion

OCCASIONS = (
    Occasion(measure="absence_from_home", types=("member",), one_in=12, columns={"days": "20"}),
    Occasion(measure="activity_missed", types=("member",), one_in=15),
    Occasion(measure="member_problem", types=("branch",), times=2),
    Occasion(measure="themed_practice", types=("branch",), times=3),
    Occasion(measure="difficulty_found", types=("member",), one_in=10),
)
ECHOES: dict[str, Echo] = {}
_AWAY_SINCE_MONTHS = (13, 11, 8)
_BACK_AFTER_DAYS = 150


def happen(keeper: Keeper) -> None:
    """Floating members leave for work at different times; every third has come back since."""
    away = [
        one
        for one in keeper.binding.subjects()
        if keeper.subject(one).kind is SubjectClass.MEMBER
        and keeper.subject(one).spells[-1].attributes.get("floating") == "true"
    ]
    for place, person in enumerate(away):
        left = keeper.clock.in_month(_AWAY_SINCE_MONTHS[place % len(_AWAY_SINCE_MONTHS)], 4 + place % 20)
        keeper.happen(
            person,
            "departure",
            left,
            columns={"months": "7", "fixed_place": "true" if place % 4 == 1 else "false"},
        )
        keeper.happen(person, "floating_contact", left + timedelta(days=75), columns={"by": "group_leader"})
        if place % 3 == 0:
            keeper.happen(person, "return_home", left + timedelta(days=_BACK_AFTER_DAYS))
