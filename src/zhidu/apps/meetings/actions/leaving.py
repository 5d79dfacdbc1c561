"""Leaving before the end (中途离会), coming back, and standing in for somebody (代会)."""

from __future__ import annotations

from datetime import datetime, time

from zhidu.apps.activities.attendance import ever_there
from zhidu.apps.activities.places import places
from zhidu.apps.activities.states import Standing
from zhidu.apps.meetings.models import Meeting, Sign
from zhidu.apps.meetings.roll import left_words, roll_of
from zhidu.apps.meetings.rooms import note, running
from zhidu.apps.meetings.setting import setting_of
from zhidu.apps.meetings.substitutes import allowed
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act
from zhidu.foundation.clock import ZONE, now, today

LONGEST = 40


@act("meetings.leave", "记下中途离会")
def leave_meeting(*, actor: Actor, activity: int, person: int, why: str, at: time | None = None) -> Sign:
    """Put down that somebody who came has gone; *at* is now where it is not said.

    They came, so their attendance stands; from then on they are not counted as there for what is voted on.
    """
    meeting = running(actor, activity)
    found = _there(meeting, person)
    text = why.strip()
    wrong = {}
    if not text:
        wrong["why"] = "没有写为什么离会；应写一句，如“村里有急事”"
    if len(text) > LONGEST:
        wrong["why"] = f"有 {len(text)} 字；应不超过 {LONGEST} 字"
    moment = datetime.combine(today(), at, ZONE) if at is not None else now()
    if meeting.opened_at is None:
        wrong[""] = "还没有宣布开会；没有到会的，在点名里改成请假或缺席"
    elif moment > now():
        wrong["at"] = f"{moment:%H:%M} 还没有到；应不晚于现在"
    elif moment < meeting.opened_at.astimezone(ZONE).replace(second=0, microsecond=0):
        wrong["at"] = f"早于开会的 {meeting.opened_at.astimezone(ZONE):%H:%M}；应在开会以后"
    if person in {meeting.chair_id, meeting.recorder_id}:
        wrong["person"] = "这位在主持或记录；请先在“主持和记录”里另定一位"
    if found.left_at is not None:
        wrong["person"] = "这位已经记过离会"
    if wrong:
        raise Wrong(wrong)
    found.left_at, found.left_why = moment, text
    found.save(update_fields=["left_at", "left_why"])
    note(meeting, {f"person-{person}": (found.standing, left_words(found))})
    return found


@act("meetings.come_back", "记下又回到会场")
def come_back(*, actor: Actor, activity: int, person: int) -> Sign:
    """Put down that somebody who had left is there again."""
    meeting = running(actor, activity)
    found = _there(meeting, person)
    if found.left_at is None:
        raise Wrong("这位没有记过离会")
    before = left_words(found)
    found.left_at, found.left_why = None, ""
    found.save(update_fields=["left_at", "left_why"])
    note(meeting, {f"person-{person}": (before, found.standing)})
    return found


@act("meetings.stand_in", "登记代会人")
def stand_in(*, actor: Actor, activity: int, person: int, stands_for: int) -> Sign:
    """Put down that *person* sits in for somebody who could not come, where a clause in force allows that.

    Whoever is stood for stays absent or on leave; whoever stands in has no vote.
    """
    meeting = running(actor, activity)
    setting = setting_of(meeting.activity)
    if allowed(setting) is None:
        raise Wrong(f"这里执行的制度里，没有条款允许{setting.kind.chinese}由别人代会；没有到的记请假或缺席")
    roll = roll_of(meeting.activity, meeting)
    place = places([meeting.activity.node_id])[meeting.activity.node_id]
    wrong = {}
    if stands_for not in roll.entitled or stands_for in roll.present:
        wrong["stands_for"] = "应从应到而没有到的人里选"
    elif stands_for in roll.substitutes.values():
        wrong["stands_for"] = "这位已经有人代会"
    if person in roll.entitled or person in roll.substitutes:
        wrong["person"] = "应到会的人、已经代会的人，不能再代别人"
    elif f"person-{person}" not in ever_there({person}, place, meeting.activity.on):
        wrong["person"] = "这位不在本组织名册上；外来的人写在“列席的其他人”里"
    if wrong:
        raise Wrong(wrong)
    Sign.objects.filter(meeting=meeting, person=person).delete()
    made = Sign.objects.create(
        meeting=meeting,
        person_id=person,
        standing=Standing.OBSERVER,
        stands_for_id=stands_for,
        at=now(),
    )
    note(meeting, {f"person-{person}": (None, f"stands for person-{stands_for}")})
    return made


def _there(meeting: Meeting, person: int) -> Sign:
    rows = Sign.objects.select_for_update(of=("self",)).filter(meeting=meeting, person=person)
    found = rows.filter(standing__in=[Standing.PRESENT, Standing.OBSERVER]).first()
    if found is None:
        raise Wrong({"person": "这位没有到会；应从到会的人里选"})
    return found
