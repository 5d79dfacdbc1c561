"""What a meeting gave somebody to do: giving it, reporting on it, and how it ends."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from zhidu.apps.activities import queries as activities
from zhidu.apps.activities.access import CORRECT, SEE
from zhidu.apps.activities.actions import record_held
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.states import State
from zhidu.apps.meetings.access import FOLLOW_TASK, REPORT_TASK, RUN
from zhidu.apps.meetings.models import Meeting, Point
from zhidu.apps.meetings.states import Move, Work
from zhidu.apps.meetings.task_models import Task, TaskStep
from zhidu.apps.meetings.telling import tell_of_task
from zhidu.apps.members import queries as members
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Stale, Wrong, act, record
from zhidu.foundation.clock import now, today

if TYPE_CHECKING:
    from zhidu.apps.activities.models import Activity

LONGEST = 500


@act("meetings.give_task", "交办")
def give_task(
    *,
    actor: Actor,
    activity: int,
    person: int,
    what: str,
    due: date,
    point: int | None = None,
    measure: int | None = None,
) -> Task:
    """Give *person* something to do by *due*, as the meeting decided; that person is told.

    *measure*: the record of the 整改措施 it carries out; also after a meeting that was recorded without a room.
    Raises Wrong for a day that has passed, or somebody who does not belong to the organisation.
    """
    meeting = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("activity__node", "activity__organization")
        .filter(activity=activity)
        .first()
    )
    held = meeting.activity if meeting is not None else _recorded(activity) if measure is not None else None
    if held is None:
        raise Wrong("这次会还没有开始；会上定了再交办")
    if meeting is not None:
        RUN.require(actor, meeting)
    else:
        CORRECT.require(actor, held)
    home = held.organization_id
    text = what.strip()
    wrong = {}
    if not text:
        wrong["what"] = "没有写要办什么；应写明办成什么样"
    if len(text) > 200:
        wrong["what"] = f"有 {len(text)} 字；应不超过 200 字"
    if due < today():
        wrong["due"] = "最迟的日子已经过去；应在今天或以后"
    if person not in {one.person_id for one in members.on_day(home, today())}:
        wrong["person"] = "这位不在本组织；请从名单里选"
    if point is not None and not Point.objects.filter(meeting=meeting, pk=point).exists():
        wrong["point"] = "没有这一项议程；请从列表里选"
    if wrong:
        raise Wrong(wrong)
    made = Task.objects.create(
        organization_id=home,
        activity=held,
        measure_id=measure,
        point_id=point,
        person_id=person,
        what=text,
        due=due,
        given_at=now(),
        given_by=actor.user,
    )
    record(
        obj=made.code,
        place=home,
        changes={"what": (None, text), "due": (None, due)},
        details={"person": person, "activity": activity},
    )
    tell_of_task(made, actor)
    return made


@act("meetings.report_task", "报告办理情况")
def report_task(*, actor: Actor, task: int, words: str, at: int | None = None) -> TaskStep:
    """Say how it stands; *at* is the activity of the meeting at which it is said, of the same organisation."""
    found = _locked(task)
    REPORT_TASK.require(actor, found)
    _still_open(found)
    meeting = _meeting(actor, found, at)
    return _step(found, actor, Move.REPORT, _said(words), meeting=meeting)


@act("meetings.end_task", "办结或撤销")
def end_task(*, actor: Actor, task: int, version: int, done: bool, words: str, at: int | None = None) -> Task:
    """It is done, or it is dropped: what came of it, or why."""
    found = _locked(task)
    FOLLOW_TASK.require(actor, found)
    _fresh(found, version)
    _still_open(found)
    meeting = _meeting(actor, found, at)
    text = _said(words)
    found.state = Work.DONE if done else Work.DROPPED
    found.ended_on = today()
    _save(found)
    _step(found, actor, Move.DONE if done else Move.DROP, text, meeting=meeting)
    if done and found.measure_id is not None:
        _carried_out(found, actor, text)
    return found


@act("meetings.move_task", "改期或退回再办")
def move_task(*, actor: Actor, task: int, version: int, due: date, words: str) -> Task:
    """Another last day, with the reason; what was ended too soon is opened again."""
    found = _locked(task)
    FOLLOW_TASK.require(actor, found)
    _fresh(found, version)
    text = _said(words)
    if due < today():
        raise Wrong({"due": "改到的日子已经过去；应在今天或以后"})
    if found.open and due == found.due:
        raise Wrong({"due": "和原来的日子一样；没有改动"})
    again = not found.open
    found.state, found.ended_on, found.due = Work.OPEN, None, due
    _save(found)
    _step(found, actor, Move.AGAIN if again else Move.LATER, text, due=due)
    return found


def _recorded(activity: int) -> Activity | None:
    """A meeting that was held and recorded, though nobody opened a room for it."""
    found = activities.activity(activity)
    return found if found is not None and found.state == State.HELD and found.voided_at is None else None


def _carried_out(task: Task, actor: Actor, words: str) -> None:
    """整改落实: it follows from the task, nobody writes it down again."""
    writer = Actor(
        user=actor.user, name=actor.name, person=actor.person, held=actor.held, system=True, day=actor.day
    )
    entry = Entry(
        kind="correction_done",
        node=task.organization_id,
        on=task.ended_on or today(),
        about=task.measure_id,
        title=task.what,
        notes=words,
    )
    record_held(actor=writer, entry=entry)


def _locked(task: int) -> Task:
    found = (
        Task.objects.select_for_update(of=("self",))
        .select_related("organization", "person", "activity")
        .filter(pk=task)
        .first()
    )
    if found is None:
        raise Wrong("没有这件事；可能看错了编号，请从列表中选择")
    return found


def _fresh(task: Task, version: int) -> None:
    if task.version != version:
        raise Stale("您打开以后，这件事已经被别人改过；您写的没有存，请看现在的情况")


def _still_open(task: Task) -> None:
    if not task.open:
        raise Wrong(f"这件事{task.state_name}，不能再改；没有办好的，请书记退回再办")


def _meeting(actor: Actor, task: Task, at: int | None) -> Meeting | None:
    if at is None:
        return None
    found = (
        Meeting.objects.select_related("activity__node", "activity__organization").filter(activity=at).first()
    )
    if found is None or found.activity.organization_id != task.organization_id:
        raise Wrong("没有这次会，或者不是同一个组织的会")
    seen = activities.activity(at)
    if seen is not None:
        SEE.require(actor, seen)
    return found if found.closed_at is None else None


def _said(words: str) -> str:
    text = words.strip()
    if not text:
        raise Wrong({"words": "没有写情况；应写明办到哪一步，或者为什么"})
    if len(text) > LONGEST:
        raise Wrong({"words": f"有 {len(text)} 字；应不超过 {LONGEST} 字"})
    return text


def _save(task: Task) -> None:
    task.version += 1
    task.save(update_fields=["state", "due", "ended_on", "version"])


def _step(
    task: Task,
    actor: Actor,
    move: Move,
    words: str,
    *,
    due: date | None = None,
    meeting: Meeting | None = None,
) -> TaskStep:
    made = TaskStep.objects.create(
        task=task, move=move, words=words, due=due, at_meeting=meeting, at=now(), by=actor.user
    )
    record(
        obj=task.code,
        place=task.organization_id,
        changes={"move": (None, str(move)), "words": (None, words)},
        details={"person": task.person_id, "step": made.pk},
    )
    return made
