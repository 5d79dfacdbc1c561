"""Counting a step as done as soon as its gate has let it through and nothing else is missing."""

from __future__ import annotations

from datetime import date

from zhidu.apps.procedures.engine import live
from zhidu.apps.procedures.models import Case
from zhidu.apps.procedures.saving import make
from zhidu.domain.procedures import Act, Step
from zhidu.domain.procedures import Move as Moved
from zhidu.foundation.access.rules import Actor


def finish(row: Case, step: Step, on: date, actor: Actor) -> bool:
    """Take a step that has passed its gate, if the rules allow it as it stands; whether they did.

    A step with a result to choose, with boxes to fill in or papers still to be handed in waits for somebody.
    """
    going = live(row)
    if going.branches(step):
        return False
    ready = frozenset(one.token for one in going.ready(step.id))
    if going.refusals(Moved(step=step.id, on=on, act=Act.DO, evidence=ready), making=True):
        return False
    make(going, step, Act.DO, on, actor, trusted=True)
    return True
