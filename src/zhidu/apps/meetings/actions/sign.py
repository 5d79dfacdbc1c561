"""Writing down how people stand to the meeting (点名): there, on leave, absent, or sitting in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhidu.apps.activities.attendance import LONGEST_GROUND, ever_there
from zhidu.apps.activities.places import places
from zhidu.apps.activities.states import Standing
from zhidu.apps.meetings.models import Meeting, Sign
from zhidu.apps.meetings.roll import roll_of
from zhidu.apps.meetings.rooms import entered, note
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act
from zhidu.foundation.clock import now

MARKS = frozenset({Standing.PRESENT, Standing.LEAVE, Standing.ABSENT, Standing.OBSERVER})


@dataclass(frozen=True, slots=True)
class Mark:
    """How one person stands; '' takes back what was written down."""

    person: int
    standing: str
    ground: str = ""
    prospect: bool = False


@act("meetings.sign", "点名")
def sign(*, actor: Actor, activity: int, marks: Sequence[Mark]) -> Meeting:
    """Write down how each of *marks* stands. Whoever is left out of 应到 and comes is counted again.

    Raises Wrong for somebody who is neither entitled nor ever was on the register there.
    """
    meeting, _ = entered(actor, activity)
    before = {one.person_id: one for one in Sign.objects.filter(meeting=meeting)}
    _checked(meeting, marks, before)
    moment = now()
    changes = {}
    for one in marks:
        old = before.get(one.person)
        said = f"{old.standing} {old.ground}".strip() if old else None
        changes[f"person-{one.person}"] = (said, f"{one.standing} {one.ground}".strip() or None)
    Sign.objects.filter(meeting=meeting, person__in=[one.person for one in marks]).delete()
    Sign.objects.bulk_create(
        Sign(
            meeting=meeting,
            person_id=one.person,
            standing=one.standing,
            ground=one.ground.strip() if one.standing != Standing.PRESENT else "",
            prospect=one.prospect,
            at=moment,
        )
        for one in marks
        if one.standing
    )
    note(meeting, changes, people=len(marks))
    return meeting


def _checked(meeting: Meeting, marks: Sequence[Mark], before: dict[int, Sign]) -> None:
    if not marks:
        raise Wrong("没有改动；点过名再存")
    if len({one.person for one in marks}) < len(marks):
        raise Wrong("同一个人点了两次；每人只能有一种到会情况")
    roll = roll_of(meeting.activity, meeting)
    listed = {*roll.entitled, *roll.excluded}
    place = places([meeting.activity.node_id])[meeting.activity.node_id]
    sitting = {one.person for one in marks if one.standing == Standing.OBSERVER}
    known = ever_there(sitting, place, meeting.activity.on)
    for one in marks:
        if one.standing and one.standing not in MARKS:
            raise Wrong("到会情况写错了；应为到会、请假、缺席或列席")
        if len(one.ground) > LONGEST_GROUND:
            raise Wrong({f"g_{one.person}": f"事由有 {len(one.ground)} 字；应不超过 {LONGEST_GROUND} 字"})
        code = f"{'prospect' if one.prospect else 'person'}-{one.person}"
        if one.standing == Standing.OBSERVER:
            if one.person in listed:
                raise Wrong("列席的人里有本来就应到会的；应到会的人不是列席")
            if code not in known:
                raise Wrong("列席的人里有一人不在本组织名册上；外来的人写在“列席的其他人”里")
        elif one.person not in listed and one.person not in before:
            raise Wrong("有一人当天不在应到会名单里；只有应到会的人才点名，旁听的记为列席")
        if one.standing in {Standing.LEAVE, Standing.ABSENT} and one.person in {
            meeting.chair_id,
            meeting.recorder_id,
        }:
            raise Wrong("主持人或记录人没有到会；请先另定一位，再改名单")
