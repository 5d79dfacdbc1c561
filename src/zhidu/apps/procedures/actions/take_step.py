"""Taking a step (办理)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from zhidu.apps.procedures.access import ACT
from zhidu.apps.procedures.engine import Live, live
from zhidu.apps.procedures.models import Move
from zhidu.apps.procedures.papers_in import Paper, hand_in
from zhidu.apps.procedures.saving import a_step, after, locked, make
from zhidu.domain.procedures import OTHERWISE, Act, Step
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act


@act("procedures.take_step", "办理一步")
def take_step(
    *,
    actor: Actor,
    case: int,
    version: int,
    step: str,
    on: date,
    result: str = "",
    words: str = "",
    fields: Mapping[str, str] | None = None,
    papers: Sequence[Paper] = (),
) -> Move:
    """Put down that a step was taken on a day, with *papers* beside those handed in before.

    Raises Wrong with every reason the rules of the procedure have against it.
    """
    row = locked(case, version)
    ACT.require(actor, row)
    going = live(row)
    wanted = a_step(going, step)
    checked_result(going, wanted, result)
    if papers and going.may(actor, wanted):
        hand_in(going, wanted, papers, actor)
        going = live(row)
    made = make(going, wanted, Act.DO, on, actor, result=result, words=words, fields=fields)
    after(going, actor)
    return made


def checked_result(going: Live, step: Step, result: str) -> None:
    """Raise Wrong unless the result is one the steps after this one choose by."""
    choices = going.branches(step)
    if not choices:
        if result:
            raise Wrong({"result": f"“{step.title}”不分结果；请不要选"})
        return
    if result not in {*choices, OTHERWISE}:
        names = "、".join(going.said(one) for one in choices)
        raise Wrong({"result": f"请选结果：{names}，或者都不是；后面走哪一步由它定"})
