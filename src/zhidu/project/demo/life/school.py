"""Schools: what teachers are told and asked."""

from __future__ import annotations

from zhidu.project.demo.keeper import Echo, Keeper
from zhidu.project.demo.life.occasions import Occasion

OCCASIONS = (
    Occasion(measure="major_event", types=("school_branch",), times=2),
    Occasion(measure="masses_consulted", types=("school_branch",), times=2),
    Occasion(measure="contact_report", types=("member",), one_in=3),
)
ECHOES: dict[str, Echo] = {}


def happen(_: Keeper) -> None:
    """Nothing beyond the table."""
