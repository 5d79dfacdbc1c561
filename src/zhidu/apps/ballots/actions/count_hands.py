"""Counting hands (举手计票), and closing a vote by name: the numbers, the result, the record."""

from __future__ import annotations

from zhidu.apps.ballots.counting import finish_question
from zhidu.apps.ballots.deciding import marks_of
from zhidu.apps.ballots.models import Ballot
from zhidu.apps.ballots.saving import rewrite, run_by, tell_procedure, told
from zhidu.apps.ballots.states import Method, State
from zhidu.domain.decisions.papers import Marks
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act

NONE = Marks(0)


@act("ballots.count", "计票", covers=("S5.2.4", "S5.2.5"))
def count_hands(
    *,
    actor: Actor,
    ballot: int,
    version: int,
    hands: Marks = NONE,
    written: Marks = NONE,
    dissent: str = "",
) -> Ballot:
    """*hands* is what was counted in the room (a vote by name counts itself), *written* the opinions handed in before.

    Raises Wrong where the numbers cannot be.
    """
    found = run_by(actor, ballot, version, State.OPEN)
    if found.how not in {Method.HANDS, Method.NAMED}:
        raise Wrong("这次表决是无记名的；请开箱，或填计票单")
    if written.total != found.written:
        raise Wrong(
            {"written_yes": f"书面意见合计 {written.total} 份；开始表决时有 {found.written} 份，应全部计入"}
        )
    if found.how is Method.NAMED:
        hands = marks_of(list(found.named.values_list("choice", flat=True)))
    elif hands.total > found.present:
        raise Wrong(
            {"yes": f"举手合计 {hands.total} 人，多于到会的 {found.present} 人；应不超过 {found.present} 人"}
        )
    total = Marks(hands.yes + written.yes, hands.no + written.no, hands.abstain + written.abstain)
    finish_question(found, actor, total, dissent=dissent)
    rewrite(found)
    found.save()
    tell_procedure(found, actor)
    told(found, yes=total.yes, no=total.no, abstain=total.abstain, outcome=found.outcome)
    return found
