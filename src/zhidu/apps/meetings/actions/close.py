"""Ending a meeting (结束会议): one press hands everything to the record, and freezes the room."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import TYPE_CHECKING

from zhidu.apps.activities.actions import record_held
from zhidu.apps.meetings import closing, tasks
from zhidu.apps.meetings.actions.points import LONGEST_REASON
from zhidu.apps.meetings.models import Meeting, Paragraph, Sign
from zhidu.apps.meetings.quorum import quorums
from zhidu.apps.meetings.reserved import lacking, reserved, unfinished
from zhidu.apps.meetings.roll import Roll, roll_of
from zhidu.apps.meetings.rooms import note, running
from zhidu.apps.meetings.setting import matters_of, setting_of
from zhidu.apps.meetings.states import Progress
from zhidu.apps.members import queries as members
from zhidu.domain.rules.clause import Clause
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act
from zhidu.foundation.clock import now

if TYPE_CHECKING:
    from zhidu.apps.activities.models import Activity
    from zhidu.apps.activities.setting import Setting


@act("meetings.close", "结束会议")
def close(
    *,
    actor: Actor,
    activity: int,
    begins: time | None = None,
    ends: time | None = None,
    rest: str = "",
    why: str = "",
) -> Activity:
    """Record the meeting as it was held: roll, agenda with outcomes, times, chair, recorder, minutes.

    *rest* says what became of points nobody touched: ``done`` or ``put_off`` (*why*). *begins* and *ends* are those
    declared open and closed where they are not said. Afterwards nothing in the room changes; whoever finds a
    mistake corrects the record. Raises Wrong where too few were there, two texts of one paragraph are not settled,
    a point was not dealt with, a matter that is decided by vote was not voted on, or nobody is named to have chaired.
    """
    meeting = running(actor, activity)
    arranged = meeting.activity
    setting = setting_of(arranged)
    words = reserved(setting, arranged)
    _rest(meeting, rest, why, words)
    _ready(meeting)
    _voted(meeting, words, setting)
    roll = roll_of(arranged, meeting)
    for one in quorums(arranged.kind, setting.clauses, roll.as_they_came, matters_of(meeting)):
        if not one.reached:
            raise Wrong(f"照现在的名单，到会人数不够，不能算开过会。{one.sentence}名单点错了的先改名单。")
    meeting.points.filter(state=Progress.NOW).update(state=Progress.DONE, ended_at=now())
    begun = begins or closing.clock(meeting.opened_at, arranged.on)
    ended = ends or closing.clock(now(), arranged.on)
    if begun is not None and ended is not None and ended <= begun and ends is None:
        ended = None
    points = list(meeting.points.all())
    prospects = frozenset(
        Sign.objects.filter(meeting=meeting, prospect=True).values_list("person_id", flat=True)
    )
    paragraphs = Paragraph.objects.filter(meeting=meeting, beside=None).select_related("person")
    body = closing.text(points, paragraphs, tasks.reported_at(meeting.pk), tasks.given_at(arranged.pk))
    # closed first: an open room refuses to be recorded from elsewhere
    meeting.closed_at = now()
    meeting.version += 1
    meeting.save(update_fields=["closed_at", "version"])
    recorded = record_held(
        actor=actor,
        entry=closing.entry(arranged, meeting, setting, body, begun, ended),
        attendance=closing.attendance(roll, prospects, _names(roll)),
        agenda=closing.items(points),
        plan=arranged.pk,
        version=arranged.version,
    )
    note(meeting, entitled=len(roll.entitled), present=len(roll.present), points=len(points))
    return recorded


def _names(roll: Roll) -> dict[int, str]:
    """Names of those who stood for somebody, and of those stood for."""
    people = {*roll.substitutes, *roll.substitutes.values()}
    found = members.names(f"person-{one}" for one in people)
    return {one: found.get(f"person-{one}", "") for one in people}


def _rest(meeting: Meeting, rest: str, why: str, words: Mapping[str, Clause]) -> None:
    """What became of points that nobody touched; a point that was decided upon was discussed."""
    waiting = meeting.points.filter(state=Progress.WAITING)
    waiting.exclude(decision="").update(state=Progress.DONE)
    if rest == Progress.DONE:
        waiting.update(state=rest)
    elif rest == Progress.PUT_OFF:
        reason = why.strip()
        kept = waiting.filter(topic__in=list(words)).first()
        if kept is not None and not reason:
            clause = words[kept.topic]
            raise Wrong({"why": f"“{kept.title}”这次不议要写明理由：{clause.title}（依据：{clause.source}）"})
        if len(reason) > LONGEST_REASON:
            raise Wrong({"why": f"有 {len(reason)} 字；理由应不超过 {LONGEST_REASON} 字"})
        waiting.update(state=rest, reason=reason)


def _voted(meeting: Meeting, words: Mapping[str, Clause], setting: Setting) -> None:
    """Raise Wrong while a vote is not over, or what is decided by vote has none."""
    arranged = meeting.activity
    if running_votes := unfinished(meeting, arranged):
        named = "、".join(f"“{one.title}”" for one in running_votes)
        raise Wrong(f"{named}的表决还没有结束；计票、公布结果，或者作废以后，再结束会议")
    if found := lacking(arranged, meeting.points.all(), words, setting):
        raise Wrong({"points": "".join(one.sentence for one in found)})


def _ready(meeting: Meeting) -> None:
    """Raise Wrong with everything that is still open in the room."""
    wrong = {}
    if meeting.opened_at is None:
        raise Wrong("还没有宣布开会，不能结束；没有开成的，请回到安排那里改期或取消")
    if meeting.chair_id is None:
        wrong["chair"] = "没有写谁主持；请先定主持人"
    open_ones = meeting.paragraphs.filter(settled_at=None).exclude(beside=None).count()
    if open_ones:
        wrong[""] = f"有 {open_ones} 处两个人写得不一样，还没有并好；请先看一眼，选一种"
    waiting = [one.title for one in meeting.points.filter(state=Progress.WAITING)]
    if waiting:
        wrong["points"] = f"还有 {len(waiting)} 项没有议：{'、'.join(waiting)[:120]}。议完，或者点“这次不议”"
    if wrong:
        raise Wrong(wrong)
