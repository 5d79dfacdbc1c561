"""Meetings as they run: one that is going on now, and what the last one gave people to do."""

from __future__ import annotations

from datetime import date, time, timedelta

from zhidu.apps.activities.actions import plan
from zhidu.apps.activities.agenda import Item
from zhidu.apps.activities.entries import Entry
from zhidu.apps.meetings.actions import (
    decide_point,
    end_task,
    give_task,
    open_meeting,
    report_task,
    set_point,
    sign,
    take_roll,
    write_paragraph,
)
from zhidu.apps.meetings.actions.sign import Mark
from zhidu.apps.meetings.queries import roll
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.clock import today
from zhidu.project.demo.people import Staff
from zhidu.project.takeover.book import Book

BRANCH = "青石村党支部"
_POINTS = ("通报上次会定的事", "研究冬季困难户走访", "安排四季度党费收缴", "研究村东水渠清淤的验收")
_SAID = "书记通报：水渠清淤已经完工，账目在公开栏贴出。委员分头到各组听了反映，没有不同意见。"
_DECIDED = "走访 14 户，由三个党小组分头负责，下周五以前走完。"


def hold_meetings(branch: Staff, book: Book) -> None:
    """Through the acts: a committee meeting of this very day, half way through its agenda."""
    day = today()
    meeting = plan(
        actor=SYSTEM,
        entry=Entry(
            kind="committee_meeting",
            node=book.number(BRANCH),
            on=day,
            begins=time(9),
            venue="村委会二楼会议室",
        ),
        agenda=[Item(title=one) for one in _POINTS],
    )
    room = take_roll(actor=SYSTEM, activity=meeting.pk)
    present = [one for one in roll(meeting.pk).present if one not in {room.chair_id, room.recorder_id}]
    if len(present) > 3:
        sign(actor=SYSTEM, activity=meeting.pk, marks=[Mark(present[-1], "leave", "到镇里开会")])
    open_meeting(actor=SYSTEM, activity=meeting.pk)
    first, second, *_ = room.points.all()
    set_point(actor=SYSTEM, activity=meeting.pk, point=first.pk, state="now")
    text = first.paragraphs.get()
    write_paragraph(actor=SYSTEM, activity=meeting.pk, paragraph=text.pk, version=text.version, text=_SAID)
    set_point(actor=SYSTEM, activity=meeting.pk, point=second.pk, state="now")
    decide_point(
        actor=SYSTEM, activity=meeting.pk, point=second.pk, version=second.version + 1, decision=_DECIDED
    )
    _tasks(branch, book, meeting.pk, second.pk, day)


def _tasks(branch: Staff, book: Book, meeting: int, point: int, day: date) -> None:
    """What is to be done afterwards: some on the way, one done already."""
    here = [book.number(name) for name in branch.plain()]
    given = [
        give_task(
            actor=SYSTEM, activity=meeting, person=person, what=what, due=day + timedelta(days=days), point=of
        )
        for person, what, days, of in (
            (here[0], "走访一组困难户并报需要帮的事", 8, point),
            (here[1], "走访二组困难户并报需要帮的事", 8, point),
            (here[2], "把走访名单送镇民政办核对", 3, point),
        )
    ]
    report_task(actor=SYSTEM, task=given[0].pk, words="已走 3 户，两户要换棉被。")
    end_task(actor=SYSTEM, task=given[2].pk, version=1, done=True, words="名单已送，核对无误。")
