"""What becomes of a close vote (暂缓以后): a case that leads over inquiry, or the superiors, to a new vote."""

from __future__ import annotations

from zhidu.apps.ballots.models import Ballot
from zhidu.apps.ballots.saving import run_by, told
from zhidu.apps.ballots.states import State
from zhidu.apps.procedures.actions import open_case
from zhidu.apps.procedures.choosing import offered
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act
from zhidu.foundation.clock import today

PROCEDURE = "deferred-decision"


@act("ballots.take_further", "暂缓事项再议", covers=("S5.2.8",))
def take_further(*, actor: Actor, ballot: int, version: int) -> Ballot:
    """Open the procedure the rules have for it. Raises Wrong where they have none, or it is open already."""
    found = run_by(actor, ballot, version, State.CLOSED)
    if found.outcome != "deferred":
        raise Wrong("这次表决没有暂缓；只有票数接近、暂缓作出决定的才再议")
    if found.follow_case is not None:
        raise Wrong("已经立项再议；请到那一件")
    way = procedure_for(found)
    if way is None:
        raise Wrong("本组织执行的制度没有“暂缓事项再议”的程序；请在下次会议再表决")
    case = open_case(
        actor=actor,
        organization=found.organization_id,
        procedure=way,
        first=today(),
        title=f"再议：{found.title}"[:120],
        meeting=found.meeting_id,
    )
    found.follow_case, found.version = case.pk, found.version + 1
    found.save()
    told(found, case=case.pk)
    return found


def procedure_for(ballot: Ballot) -> str | None:
    """The key of the procedure the organisation runs for matters that were put off; None where it runs none."""
    found = [one for one in offered(ballot.organization, today()) if one.procedure.id == PROCEDURE]
    return found[0].key if found else None
