"""Beginning to take names: everybody present in one press, or one by one."""

from __future__ import annotations

from zhidu.apps.activities import queries as activities
from zhidu.apps.activities.invitations import granted
from zhidu.apps.activities.states import Standing
from zhidu.apps.meetings.models import Meeting, Sign
from zhidu.apps.meetings.roll import roll_of
from zhidu.apps.meetings.rooms import entered, note
from zhidu.apps.meetings.serving import propose
from zhidu.apps.meetings.setting import setting_of
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import act
from zhidu.foundation.clock import now


@act("meetings.take_roll", "签到")
def take_roll(*, actor: Actor, activity: int, everybody: bool = True) -> Meeting:
    """Open the room; with *everybody*, whoever has not been written down yet is written down as present.

    Whoever was asked to sit in is then written down as sitting in. Leave that was granted is leave in either case;
    who is left out of 应到 is not signed in. The agenda that was arranged becomes that of the room.
    """
    meeting, made = entered(actor, activity)
    moment = now()
    roll = roll_of(meeting.activity, meeting)
    leave = {
        person: ground
        for person, ground in (granted(meeting.activity) if made else {}).items()
        if person in roll.entitled
    }
    signs = [
        Sign(meeting=meeting, person_id=person, standing=Standing.LEAVE, ground=ground, at=moment)
        for person, ground in leave.items()
    ]
    if everybody:
        signs += [
            Sign(meeting=meeting, person_id=person, standing=Standing.PRESENT, at=moment)
            for person in roll.missing
            if person not in leave
        ]
        signs += [
            Sign(
                meeting=meeting,
                person_id=one.person_id,
                prospect=one.prospect,
                standing=Standing.OBSERVER,
                at=moment,
            )
            for one in activities.listed(activity)
            if one.person_id in roll.asked
        ]
    Sign.objects.bulk_create(signs)
    if made:
        propose(meeting, setting_of(meeting.activity), roll_of(meeting.activity, meeting))
        meeting.save(update_fields=["chair", "recorder"])
    note(meeting, made=made, present=len(signs) - len(leave), leave=len(leave))
    return meeting
