"""What happens in the county of itself, area by area: the occasions to which the rules then ask for something."""

from __future__ import annotations

from zhidu.project.demo.keeper import Keeper
from zhidu.project.demo.life import (
    appraisal,
    contact,
    district,
    dues,
    meetings,
    recruitment,
    school,
    township,
)
from zhidu.project.demo.life.occasions import occur

AREAS = (meetings, dues, recruitment, appraisal, contact, township, district, school)


def listen(keeper: Keeper) -> None:
    """Let every area add what usually comes with an event, before the first one happens."""
    for area in AREAS:
        for measure, echo in area.ECHOES.items():
            keeper.echoes[measure].append(echo)


def live(keeper: Keeper) -> None:
    """Fourteen months of things that happen whether or not a rule asks for them."""
    for area in AREAS:
        occur(keeper, area.OCCASIONS)
        area.happen(keeper)
