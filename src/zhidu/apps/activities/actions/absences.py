"""Leave for a stretch of days: asking for it, answering it, and coming back earlier."""

from __future__ import annotations

from datetime import date

from zhidu.apps.activities.access import DECIDE_ABSENCE, SEE_ABSENCE
from zhidu.apps.activities.models import Absence
from zhidu.apps.activities.notices import tell_of_absence, tell_of_absence_decided
from zhidu.apps.activities.states import Ground, Reply
from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong, act, record
from zhidu.foundation.clock import now, today

LONGEST = 200
FARTHEST = 3 * 366
"""Days; more is a mistyped year."""


@act("activities.ask_absence", "外出请假")
def ask_absence(
    *, actor: Actor, first: date, last: date, ground: str, words: str = "", person: int | None = None
) -> Absence:
    """Report to the branch that one will be away from *first* to *last*; whoever decides is told.

    *person*: for somebody else, who said so by word of mouth. Only whoever may answer does that, and it is thereby
    granted; days that have begun may then be put down too, and it shows that it was late.
    """
    who = person if person is not None else actor.person
    found = members.person(who) if who is not None else None
    if found is None or found.organization_id is None:
        raise Wrong("名册上没有这一位；外出请假向所在的支部请")
    home = orgs.organization_of(found.organization)
    for_another = actor.system or who != actor.person
    if for_another:
        DECIDE_ABSENCE.require_at(actor, home.path)
    _checked(first, last, ground, words, begun=for_another)
    live = Absence.objects.filter(person=who, first__lte=last, last__gte=first, back_on=None)
    if live.filter(state__in=[Reply.ASKED, Reply.GRANTED]).exists():
        raise Wrong({"first": "这段日子里已经请过假；要改的，先收回原来那一次"})
    made = Absence.objects.create(
        organization=home,
        person_id=who,
        first=first,
        last=last,
        ground=ground,
        words=words.strip(),
        state=Reply.GRANTED if for_another else Reply.ASKED,
        approver=actor.name if for_another else "",
        asked_at=now(),
        asked_by=actor.user,
        decided_at=now() if for_another else None,
        decided_by=actor.user if for_another else None,
    )
    _note(made, None)
    if not for_another:
        tell_of_absence(made, actor)
    return made


@act("activities.decide_absence", "答复外出请假")
def decide_absence(*, actor: Actor, absence: int, version: int, granted: bool, note: str = "") -> Absence:
    """Grant it, or refuse it with a reason; whoever asked is told. Nobody decides on his own."""
    found = _locked(absence, version)
    DECIDE_ABSENCE.require(actor, found)
    if actor.person is not None and actor.person == found.person_id:
        raise Refused(DECIDE_ABSENCE)
    if not found.waiting:
        raise Wrong("这次请假已经答复过，或本人已经收回")
    text = note.strip()
    if not granted and not text:
        raise Wrong({"note": "不准的，请写一句为什么，本人会看到"})
    if len(text) > LONGEST:
        raise Wrong({"note": f"有 {len(text)} 字；应不超过 {LONGEST} 字"})
    before = found.state
    found.state = Reply.GRANTED if granted else Reply.REFUSED
    found.note = "" if granted else text
    found.approver = actor.name[:80]
    found.decided_at, found.decided_by = now(), actor.user
    found.version += 1
    found.save()
    _note(found, before)
    tell_of_absence_decided(found)
    return found


@act("activities.end_absence", "收回外出请假或提前回来")
def end_absence(*, actor: Actor, absence: int, version: int) -> Absence:
    """Back from today on; what had not begun or was not answered is taken back altogether."""
    found = _locked(absence, version)
    SEE_ABSENCE.require(actor, found)
    if found.state not in {Reply.ASKED, Reply.GRANTED} or found.back_on is not None:
        raise Wrong("这次外出已经结束，或没有准过，不用再收回")
    if found.last < today():
        raise Wrong("这次外出的日子已经过完，不用再收回")
    before = found.state
    if found.waiting or found.first >= today():
        found.state = Reply.WITHDRAWN
    else:
        found.back_on = today()
    found.ended_at = now()
    found.version += 1
    found.save()
    _note(found, before)
    return found


def _checked(first: date, last: date, ground: str, words: str, *, begun: bool) -> None:
    wrong = {}
    if ground not in [*Ground]:
        wrong["ground"] = f"请选一个原因：{'、'.join(one.chinese for one in Ground)}"
    if ground == Ground.OTHER and not words.strip():
        wrong["words"] = "选了“其他”的，请写一句是什么事"
    if len(words.strip()) > LONGEST:
        wrong["words"] = f"有 {len(words.strip())} 字；应不超过 {LONGEST} 字"
    if last < first:
        wrong["last"] = "回来的日子早于走的日子"
    elif (last - first).days > FARTHEST:
        wrong["last"] = "有三年多；请看一下年份"
    if first < today() and not begun:
        wrong["first"] = "已经走了；请直接告诉书记，由书记补记"
    if last < today():
        wrong["last"] = "这段日子已经过完；没有到的会，在那次会的记录里写事由"
    if wrong:
        raise Wrong(wrong)


def _locked(pk: int, version: int) -> Absence:
    rows = Absence.objects.select_for_update(of=("self",)).select_related("organization", "person")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Wrong("没有这次请假；可能看错了编号，请从列表中选择")
    if found.version != version:
        raise Stale("您打开以后，这次请假有了变化；请看现在的情况")
    return found


def _note(row: Absence, before: str | None) -> None:
    record(
        obj=row.code,
        place=row.organization_id,
        on=min(row.first, today()),
        changes={
            "state": (before, str(row.state)),
            "ground": (None, row.ground),
            "words": (None, row.words),
            "first": (None, row.first),
            "last": (None, row.last),
        },
        details={"person": row.person_id, "back": str(row.back_on or "")},
    )
