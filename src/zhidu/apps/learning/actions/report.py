"""Reporting what one studied alone, read, wrote or noted down (报自学、读书、论文、笔记)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.core.files import File

from zhidu.apps.activities import attending
from zhidu.apps.activities import queries as activities
from zhidu.apps.learning.accepting import accept
from zhidu.apps.learning.access import KEEP, SEE_REPORT
from zhidu.apps.learning.kinds import MEMBERS, NOTE, SELF_STUDY, STAFF, TEAM
from zhidu.apps.learning.models import Report
from zhidu.apps.learning.reckoning import running
from zhidu.apps.learning.reports import KINDS, State
from zhidu.apps.learning.saving import a_past_day, told
from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now
from zhidu.foundation.files.actions import attach

MOST_HOURS = Decimal(12)
"""Of one sitting: longer is a mistake of typing."""
NOTED = (TEAM, MEMBERS, STAFF)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody reports. *session* is the session a note belongs to."""

    kind: str
    on: date
    title: str = ""
    begins: time | None = None
    hours: Decimal | None = None
    author: str = ""
    topics: str = ""
    words: str = ""
    session: int | None = None


@act("learning.report", "报自学、读书、论文、笔记", covers=("S2.4.10", "S7.4.2", "S7.4.3"))
def report(*, actor: Actor, person: int, said: Told, files: Sequence[File] = ()) -> Report:
    """Write down what *person* did alone: the person, or for them whoever keeps study there.

    It counts at once where the keeper writes it, or where the organisation asks for no confirmation; a note always
    does. Raises Wrong for self-study at an hour at which the person was at a session, or studied already.
    """
    who = members.person(person)
    if who.organization is None:
        raise Wrong("现在不属于哪个组织；请先接转组织关系")
    node = orgs.organization_of(who.organization)
    by_keeper = actor.system or KEEP.can_create(actor, node.path)
    if actor.person != person and not by_keeper:
        KEEP.require_at(actor, node.path)
    values = _checked(person, said)
    made = Report.objects.create(person=who, organization=node, at=now(), **values)
    for one in files:
        attach(actor=actor, owner=made.code, upload=one)
    answered = running(node.pk, said.on)
    if said.kind == NOTE or by_keeper or (answered is not None and not answered.confirm):
        accept(made, actor)
    record(obj=made.code, place=node.pk, on=said.on, details={"kind": said.kind, "state": made.state})
    return made


@act("learning.withdraw_report", "收回自己报的")
def withdraw_report(*, actor: Actor, report: int, version: int) -> None:
    """Take back a report that does not count yet, or was returned."""
    found = (
        Report.objects.select_for_update(of=("self",))
        .select_related("organization")
        .filter(pk=report)
        .first()
    )
    if found is None or not SEE_REPORT.can(actor, found) or found.person_id != actor.person:
        raise Wrong("没有这一条；自己报的才能收回")
    if found.version != version or found.record_id is not None:
        raise Wrong("支部已经确认，不能收回；报错了的，请告诉支部作废那条记录")
    record(obj=found.code, place=found.organization_id, details={"kind": found.kind})
    found.delete()


def _checked(person: int, said: Told) -> dict[str, Any]:
    if said.kind not in KINDS:
        raise Wrong({"kind": "没有这一种；请从列表中选择"})
    a_past_day(said.on)
    values: dict[str, Any] = {
        "kind": said.kind,
        "on": said.on,
        "author": told(said.author, "author", 80, "作者", needed=False),
        "topics": told(said.topics, "topics", 300, "内容类别", needed=False),
        "words": told(said.words, "words", 1000, "几句话", needed=False),
    }
    if said.kind == NOTE:
        return values | _of_note(person, said)
    values["title"] = told(said.title, "title", 200, "名称")
    if said.kind == SELF_STUDY:
        if said.begins is None:
            raise Wrong({"begins": "请填从几点开始：同一时间的学习只算一次"})
        if said.hours is None or not said.hours.is_finite() or not 0 < said.hours <= MOST_HOURS:
            raise Wrong({"hours": f"时长写的是 {said.hours}；应大于 0，不超过 {MOST_HOURS} 小时"})
        values |= {"begins": said.begins, "hours": said.hours}
        _not_twice(person, said)
    elif Report.objects.filter(
        person=person, kind=said.kind, title=values["title"], on__year=said.on.year
    ).exclude(state=State.RETURNED):
        raise Wrong(
            {
                "title": f"今年已经报过“{values['title']}”；同一{'本书' if said.kind == 'book_read' else '篇'}只算一次"
            }
        )
    return values


def _of_note(person: int, said: Told) -> dict[str, Any]:
    found = activities.activity(said.session or 0)
    there = found is not None and any(
        one.pk == found.pk for one in attending.attended(person, found.on) if one.kind in NOTED
    )
    if found is None or not there:
        raise Wrong({"session": "您没有参加这次学习，或它不是集中学习；请从自己参加的学习里选"})
    if said.on < found.on:
        raise Wrong({"on": f"日期是 {said.on}，学习是 {found.on}；笔记不会早于学习"})
    if Report.objects.filter(person=person, session=found.pk).exclude(state=State.RETURNED).exists():
        raise Wrong({"session": "这次学习的笔记已经记过"})
    return {"session_id": found.pk, "title": found.title or found.kind_name}


def _not_twice(person: int, said: Told) -> None:
    begins = said.begins.hour * 60 + said.begins.minute if said.begins else 0
    ends = begins + int((said.hours or Decimal(0)) * 60)
    if ends > 24 * 60:
        raise Wrong({"hours": "过了半夜；请分两天报"})
    for one in attending.attended(person, said.on):
        if one.begins and one.ends and begins < _minute(one.ends) and _minute(one.begins) < ends:
            raise Wrong(
                {"begins": f"{one.begins:%H:%M}—{one.ends:%H:%M} 您在参加{one.kind_name}，那段时间已经算了"}
            )
    for row in Report.objects.filter(person=person, kind=SELF_STUDY, on=said.on).exclude(
        state=State.RETURNED
    ):
        if row.begins and row.ends_minute and begins < row.ends_minute and _minute(row.begins) < ends:
            raise Wrong({"begins": f"{row.begins:%H:%M} 起的“{row.title}”已经报过；同一时间只算一次"})


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute
