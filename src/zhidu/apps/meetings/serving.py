"""Who is proposed to chair and to take the minutes: whom the arrangement names, else whom a clause says."""

from __future__ import annotations

from zhidu.apps.activities.setting import Setting
from zhidu.apps.meetings.models import Meeting
from zhidu.apps.meetings.roll import Roll

DUTIES = ("chair", "recorder")


def propose(meeting: Meeting, setting: Setting, roll: Roll) -> None:
    """Fill in chair and recorder where nobody is named yet; the caller saves. Only of those who are there."""
    for duty in DUTIES:
        if getattr(meeting, f"{duty}_id") is not None:
            continue
        named = meeting.activity.columns.get(f"{duty}_id", "").removeprefix("person-")
        offered = [int(named)] if named.isdecimal() else []
        proposal = setting.proposals.get(duty)
        offered += [one.person for one in proposal.people] if proposal is not None else []
        if duty == "chair":
            offered += [one.person for one in setting.holders if "secretary" in one.posts]
        there = {*roll.present, *(() if roll.taken and roll.present else roll.entitled)}
        setattr(meeting, f"{duty}_id", next((one for one in offered if one in there), None))
