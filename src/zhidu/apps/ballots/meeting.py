"""The meeting at which a vote is taken: who is there, and what it is told of the result."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from zhidu.apps.ballots.models import Ballot
from zhidu.apps.ballots.requirements import ground_name
from zhidu.apps.ballots.states import Standing, State
from zhidu.apps.meetings import queries as meetings
from zhidu.apps.meetings.actions import decide_point
from zhidu.apps.meetings.ports import Vote
from zhidu.apps.meetings.states import Stage
from zhidu.foundation.access.rules import Actor

if TYPE_CHECKING:
    from zhidu.apps.activities.models import Activity


def standings(activity: Activity) -> dict[int, tuple[str, str]]:
    """Person → standing and reason, of everybody with a vote, by the roll of the meeting as it stands now.

    Before anybody took names everybody is expected but for those on leave; from then on only who signed in is there.
    """
    roll = meetings.roll(activity.pk)
    here, apart = set(roll.in_room), {*roll.leave, *roll.absent}
    found: dict[int, tuple[str, str]] = {}
    for one in roll.voters:
        if one in here or (not roll.taken and not roll.closed and one not in apart):
            again = one in roll.came_back
            found[one] = (Standing.AGAIN.value if again else Standing.PRESENT.value, "")
        else:
            found[one] = (Standing.AWAY.value, roll.left.get(one) or roll.grounds.get(one, ""))
    found |= {one: (Standing.EXCLUDED.value, ground_name(why)) for one, why in roll.excluded.items()}
    return found


def tell_point(ballot: Ballot, actor: Actor) -> None:
    """Write the result under its point of the agenda, while the meeting runs; later the vote itself is on record."""
    point = meetings.point(ballot.point_id) if ballot.point_id is not None else None
    if point is None or point.meeting.stage not in {Stage.SIGNING, Stage.OPEN}:
        return
    said = f"{ballot.method_name}：{ballot.title}{''.join(ballot.result['reasons'])}结果：{ballot.outcome_name}。"
    decide_point(
        actor=actor,
        activity=point.meeting.activity_id,
        point=point.pk,
        version=point.version,
        decision="\n".join(one for one in (point.decision, said) if one),
        dissent="\n".join(one for one in (point.dissent, ballot.dissent) if one),
    )


class Kept:
    """Tells the meetings below which of their points were put to the vote."""

    def at(self, activity: Activity) -> list[Vote]:
        rows = Ballot.objects.filter(meeting=activity.pk).exclude(state=State.ANNULLED.value)
        return [
            Vote(
                title=one.title,
                url=one.get_absolute_url(),
                point=one.point_id,
                matter=one.matter,
                over=one.state == State.CLOSED,
                open=one.open,
            )
            for one in rows.order_by("pk")
        ]

    def new_url(self, activity: Activity, point: int) -> str:
        query = urlencode({"organization": activity.organization_id, "meeting": activity.pk, "point": point})
        return f"{reverse('ballots:new')}?{query}"
