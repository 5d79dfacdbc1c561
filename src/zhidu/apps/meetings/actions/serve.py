"""Who chairs the meeting and who takes its minutes; both may then write at once."""

from __future__ import annotations

from zhidu.apps.meetings.models import Meeting
from zhidu.apps.meetings.roll import roll_of
from zhidu.apps.meetings.rooms import entered, fresh, note
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act


@act("meetings.serve", "定主持和记录")
def serve(
    *, actor: Actor, activity: int, version: int, chair: int | None, recorder: int | None, guests: str = ""
) -> Meeting:
    """Name the chair and the recorder, both of those entitled, and who sits in from elsewhere.

    Raises Wrong for somebody who is not entitled or was not there.
    """
    meeting, made = entered(actor, activity)
    if not made:
        fresh(meeting, version, "主持和记录")
    roll = roll_of(meeting.activity, meeting)
    wrong = {}
    for name, person in (("chair", chair), ("recorder", recorder)):
        if person is None:
            continue
        if person not in {*roll.entitled, *roll.observers, *roll.excluded}:
            wrong[name] = "这位不在名单上；应从应到会的人里选"
        elif person in {*roll.leave, *roll.absent}:
            wrong[name] = "这位没有到会；应从到会的人里选"
    text = guests.strip()
    if len(text) > 200:
        wrong["guests"] = f"有 {len(text)} 字；应不超过 200 字"
    if wrong:
        raise Wrong(wrong)
    before = (meeting.chair_id, meeting.recorder_id, meeting.guests)
    meeting.chair_id, meeting.recorder_id, meeting.guests = chair, recorder, text
    meeting.version += 1
    meeting.save(update_fields=["chair", "recorder", "guests", "version"])
    note(
        meeting,
        {
            name: (old or None, new or None)
            for name, old, new in zip(
                ("chair", "recorder", "guests"), before, (chair, recorder, text), strict=True
            )
        },
    )
    return meeting
