"""Declaring the meeting open (宣布开会): refused while too few have come."""

from __future__ import annotations

from zhidu.apps.meetings.models import Meeting
from zhidu.apps.meetings.quorum import quorums
from zhidu.apps.meetings.roll import roll_of
from zhidu.apps.meetings.rooms import note, running
from zhidu.apps.meetings.setting import clauses_of, matters_of
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act
from zhidu.foundation.clock import now


@act("meetings.open", "宣布开会", covers=("S2.1.10",))
def open_meeting(*, actor: Actor, activity: int) -> Meeting:
    """Open the meeting. Raises Wrong, with the numbers and the clause, while the quorum is not reached."""
    meeting = running(actor, activity)
    if meeting.opened_at is not None:
        raise Wrong("已经宣布过开会")
    roll = roll_of(meeting.activity, meeting)
    if not roll.present:
        raise Wrong("还没有人签到；先点“都到了”，没有到的再点出来")
    for one in quorums(meeting.activity.kind, clauses_of(meeting.activity), roll, matters_of(meeting)):
        if not one.reached:
            raise Wrong(f"到会人数不够，不能开会。{one.sentence}再等人到齐，或者改期。")
    meeting.opened_at = now()
    meeting.version += 1
    meeting.save(update_fields=["opened_at", "version"])
    note(meeting, entitled=len(roll.entitled), present=len(roll.present))
    return meeting
