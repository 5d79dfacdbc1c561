"""What a meeting that is over hands to the record: who came, what came of each point, the minutes as one text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from zhidu.apps.activities.agenda import Item
from zhidu.apps.activities.attendance import Attendance, Entitled, Name
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.roles import in_words
from zhidu.apps.activities.setting import Setting
from zhidu.apps.activities.states import Standing
from zhidu.apps.meetings.models import Meeting, Paragraph, Point, Task, TaskStep
from zhidu.apps.meetings.queries import by_point
from zhidu.apps.meetings.roll import Roll
from zhidu.apps.meetings.states import Progress, Speech
from zhidu.domain.rules.kinds.params import Content
from zhidu.foundation.clock import ZONE

if TYPE_CHECKING:
    from zhidu.apps.activities.models import Activity

NUMBERS = "一二三四五六七八九十"


def attendance(roll: Roll, prospects: frozenset[int], names: Mapping[int, str]) -> Attendance:
    """Everybody but the exceptions; whoever was never signed in was absent. *names* are of those stood for."""
    stood_for = {away: one for one, away in roll.substitutes.items()}
    apart = [Name(one, Standing.LEAVE.value, roll.grounds.get(one, "")) for one in roll.leave]
    apart += [
        Name(one, Standing.ABSENT.value, roll.grounds.get(one, "")) for one in (*roll.absent, *roll.missing)
    ]
    apart += [Name(one, Standing.EXCLUDED.value, ground) for one, ground in roll.excluded.items()]
    apart += [
        Name(one, Standing.OBSERVER.value, note=_beside(roll, one, names), prospect=one in prospects)
        for one in roll.observers
    ]
    apart = [
        replace(one, note=f"{names[stood_for[one.person]]}代会") if one.person in stood_for else one
        for one in apart
    ]
    return Attendance(tuple(apart), dict(roll.left))


def _beside(roll: Roll, person: int, names: Mapping[int, str]) -> str:
    """What is to be remembered of somebody who sat in: for whom, and whether they left before the end."""
    for_whom = f"代{names[roll.substitutes[person]]}" if person in roll.substitutes else ""
    return "；".join(one for one in (for_whom, roll.left.get(person, "")) if one)


def items(points: Iterable[Point]) -> list[Item]:
    """The agenda with what came of it; what was put off is left out."""
    return [Item(one.title, one.topic, _outcome(one)) for one in points if one.state != Progress.PUT_OFF]


def _outcome(point: Point) -> str:
    if point.dissent:
        return f"{point.decision}\n不同意见：{point.dissent}"
    return point.decision


def text(
    points: Sequence[Point],
    paragraphs: Iterable[Paragraph],
    reported: Sequence[TaskStep] = (),
    given: Sequence[Task] = (),
) -> str:
    """The minutes as one text: what was reported of earlier tasks, each point, the rest, what is to be done."""
    parts = []
    if reported:
        parts += ["\n".join(["通报上次会议定的事：", *(_reported(one) for one in reported)])]
    put_off = {one.pk for one in points if one.state == Progress.PUT_OFF}
    number = 0
    for point, texts in by_point(points, paragraphs):
        if point is None:
            parts += ["\n".join(texts)]
        elif point.pk in put_off:
            why = f"（{point.reason}）" if point.reason else ""
            parts += ["\n".join([f"这次没有议：{point.title}{why}", *texts])]
        else:
            number += 1
            if texts:
                parts += ["\n".join([f"{chinese(number)}、{point.title}", *texts])]
    if given:
        parts += ["\n".join(["会后要办：", *(_given(one) for one in given)])]
    return "\n\n".join(one for one in parts if one)


def _reported(step: TaskStep) -> str:
    return f"{step.task.what}（{step.task.person.name}）：{step.words}"


def _given(task: Task) -> str:
    return f"{task.what}，{task.person.name}办，最迟 {task.due.month}月{task.due.day}日。"


def chinese(number: int) -> str:
    """1 → 一, 12 → 十二, 23 → 二十三."""
    tens, ones = divmod(number, 10)
    if not tens:
        return NUMBERS[ones - 1]
    return ("" if tens == 1 else NUMBERS[tens - 1]) + "十" + (NUMBERS[ones - 1] if ones else "")


def entry(
    activity: Activity, meeting: Meeting, setting: Setting, body: str, begins: time | None, ends: time | None
) -> Entry:
    """The record itself. What the arrangement said and the meeting did not change stays."""
    columns = dict(activity.columns)
    people = {one.person: one for one in [*setting.entitled, *setting.holders]}
    for duty, person in (("chair", meeting.chair_id), ("recorder", meeting.recorder_id)):
        if person is not None:
            columns[duty] = in_words(people.get(person) or Entitled(person, ""))
            columns[f"{duty}_id"] = f"person-{person}"
    if meeting.guests:
        columns["observers"] = meeting.guests
    columns.update(_spoken(meeting, people))
    topics = _topics(setting, meeting)
    if topics:
        known = [one for one in columns.get("topics", "").split(";") if one]
        columns["topics"] = ";".join(dict.fromkeys([*known, *topics]))
    return Entry(
        kind=activity.kind,
        node=activity.node_id,
        on=activity.on,
        begins=begins,
        ends=ends,
        title=activity.title,
        venue=activity.venue,
        quantity=activity.quantity,
        for_period=activity.for_period,
        sure=activity.sure,
        notes=body,
        columns=columns,
        matter=activity.matter_id,
        about=activity.about_id,
    )


def _spoken(meeting: Meeting, people: Mapping[int, Entitled]) -> dict[str, str]:
    """Who analysed himself and who criticised, as far as something was written down of it; who criticised first."""
    rows = meeting.paragraphs.filter(beside=None, person__isnull=False).exclude(text="").order_by("pk")
    found: dict[str, str] = {}
    for column, about in (("analysed_id", Speech.ANALYSIS), ("criticised_id", Speech.CRITICISM)):
        codes = [f"person-{one.person_id}" for one in rows if one.about == about]
        if codes:
            found[column] = ";".join(codes)
    first = next((one.person_id for one in rows if one.about == Speech.CRITICISM), None)
    if first is not None:
        chaired = first == meeting.chair_id
        found["first_critic"] = "chair" if chaired else in_words(people.get(first) or Entitled(first, ""))
        found["first_critic_id"] = f"person-{first}"
    return found


def _topics(setting: Setting, meeting: Meeting) -> list[str]:
    """Words that clauses ask for and a point of the agenda is called by."""
    asked = {
        word
        for clause in setting.clauses
        if isinstance(clause.params, Content) and clause.params.event == setting.kind.name
        for word in clause.params.allowed | clause.params.must_include | clause.params.reserved
    }
    found = []
    for title in meeting.points.exclude(state=Progress.PUT_OFF).values_list("title", flat=True):
        word = setting.words.token(title)
        if word in asked:
            found.append(word)
    return found


def clock(moment: datetime | None, day: date) -> time | None:
    """The hour and minute of a moment, where it lies on that day."""
    if moment is None:
        return None
    local = moment.astimezone(ZONE)
    return local.time().replace(second=0, microsecond=0) if local.date() == day else None
