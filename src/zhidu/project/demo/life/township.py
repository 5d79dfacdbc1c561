"""Townships: what the masses say, what inspections find, and the work that is set going."""

from __future__ import annotations

from datetime import timedelta

from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.project.demo.keeper import Echo, Keeper
from zhidu.project.demo.life.occasions import Occasion

OCCASIONS = (
    Occasion(measure="feedback_received", types=("township_committee",), times=14),
    Occasion(measure="nonconformity_opened", types=("township_committee",), times=8),
    Occasion(measure="evaluation_round", types=("township_committee",), times=4),
    Occasion(measure="complaint_received", types=("branch",), times=2),
)
ECHOES: dict[str, Echo] = {}
_WORK_AFTER_DAYS = 9


def happen(keeper: Keeper) -> None:
    """Every task is worked on; a target is broken down first."""
    for subject in list(keeper.binding.subjects()):
        who = keeper.subject(subject)
        if who.kind is not SubjectClass.TASK:
            continue
        begun = max(who.spells[0].first, keeper.clock.start)
        if keeper.binding.looks_at(subject, "target_decomposed"):
            keeper.happen(subject, "target_decomposed", begun + timedelta(days=2))
        if keeper.binding.looks_at(subject, "task_done"):
            keeper.happen(subject, "task_done", begun + timedelta(days=_WORK_AFTER_DAYS))
