"""The meeting at which a vote is taken: who is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhidu.apps.activities.attendance import entitled
from zhidu.apps.activities.invitations import granted
from zhidu.apps.activities.places import places
from zhidu.apps.ballots.states import Standing

if TYPE_CHECKING:
    from zhidu.apps.activities.models import Activity

_ATTENDED = {"present": Standing.PRESENT.value, "leave": Standing.AWAY.value, "absent": Standing.AWAY.value}


def standings(activity: Activity) -> dict[int, tuple[str, str]]:
    """Person → standing and reason, by the roll of the meeting; observers are not on it."""
    written = list(activity.participants.order_by("pk"))
    if written:
        return {
            one.person_id: (_ATTENDED[one.standing], one.ground)
            for one in written
            if one.standing in _ATTENDED and not one.prospect
        }
    on_leave = granted(activity)
    place = places([activity.node_id])[activity.node_id]
    return {
        one.person: (Standing.AWAY.value, on_leave[one.person])
        if one.person in on_leave
        else (Standing.PRESENT.value, "")
        for one in entitled(place, activity.kind, activity.on)
    }
