"""Writing one record with its list of names and its agenda; the acts share it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from zhidu.apps.activities import agenda as agendas
from zhidu.apps.activities import attendance as attendances
from zhidu.apps.activities.agenda import Item
from zhidu.apps.activities.attendance import Attendance, Entitled
from zhidu.apps.activities.entries import Entry, faults
from zhidu.apps.activities.kinds import GATHERINGS
from zhidu.apps.activities.models import Activity, AgendaItem, Participant, Superseded
from zhidu.apps.activities.places import Place, Places
from zhidu.apps.activities.snapshots import snapshot
from zhidu.apps.activities.states import Standing
from zhidu.apps.activities.writing import row
from zhidu.apps.members import queries as members
from zhidu.domain.rules.facts import words
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Stale, Wrong, record
from zhidu.foundation.clock import now, today

LEADING = ("chair_id", "recorder_id", "lecturer_id")
"""Columns that name who led the meeting: whoever did was there."""
Snapshot = Mapping[str, Any]
_PERSON = re.compile(r"person-[0-9]{1,12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A record as it was entered, checked and ready to be written."""

    entry: Entry
    place: Place
    places: Places
    attendance: Attendance | None
    everybody: tuple[Entitled, ...]
    agenda: tuple[Item, ...]


def placed(entry: Entry, actor: Actor) -> Places:
    """What the entry points at. Raises Wrong where the organisation itself does not exist."""
    places = Places([entry])
    if not any(place.node.id == entry.node for place in places.nodes):
        raise Wrong(places.faults(entry, actor))
    return places


def checked(
    entry: Entry,
    places: Places,
    actor: Actor,
    attendance: Attendance | None,
    agenda: Sequence[Item],
    before: Activity | None = None,
) -> Draft:
    """The draft of an entry; *before* is the record it is written over. Raises Wrong with all that is wrong."""
    found = {**places.faults(entry, actor), **faults(entry, today()), **agendas.faults(agenda)}
    if entry.entered_on is not None or entry.voided_on is not None:
        found["entered_on"] = "录入日期就是今天；旧台账请用“批量登记”"
    place = places.at(entry)
    everybody: tuple[Entitled, ...] = ()
    if attendance is not None:
        if entry.kind not in GATHERINGS:
            found["names"] = "这类记录没有到会名单；只有会议和活动才有"
        everybody = tuple(attendances.entitled(place, entry.kind, entry.on))
        found.update(_attendance_faults(entry, place, attendance, everybody))
        if before is not None and not entry.planned:
            listed = before.participants.all()
            attendance = attendances.with_those_asked(attendance, listed, [one.person for one in everybody])
        if entry.planned:
            everybody = ()  # nobody has come yet: only who is asked to sit in is written down
        else:
            entry = _counted(entry, attendance, everybody)
    if found:
        raise Wrong(found)
    return Draft(
        entry=_with_posts(_with_record(entry, agenda)),
        place=place,
        places=places,
        attendance=attendance,
        everybody=everybody,
        agenda=tuple(agenda),
    )


def _attendance_faults(
    entry: Entry, place: Place, attendance: Attendance, everybody: Sequence[Entitled]
) -> dict[str, str]:
    if entry.planned and any(one.standing != Standing.OBSERVER for one in attendance.exceptions):
        return {"names": "还没有开的会，名单上只写请谁列席；谁没有到，开的时候再点"}
    if not everybody and not attendance.exceptions and not entry.planned:
        return {"names": f"当天名册上没有应到会的人；请先核对{place.organization.name}的名册，或只填人数"}
    observers = {one.person for one in attendance.exceptions if one.standing == Standing.OBSERVER}
    known = attendances.ever_there(observers, place, entry.on)
    led = {code for column in LEADING for code in words(entry.columns.get(column, ""))}
    return attendances.faults(attendance, everybody, known, frozenset(led))


def _counted(entry: Entry, attendance: Attendance, everybody: Sequence[Entitled]) -> Entry:
    """The two numbers that follow from the list of names, for whoever looks at the record without it."""
    away = sum(one.standing in attendances.AWAY for one in attendance.exceptions)
    left_out = sum(one.standing == Standing.EXCLUDED for one in attendance.exceptions)
    entitled = len(everybody) - left_out
    numbers = {"entitled": str(entitled), "present": str(entitled - away)}
    return replace(entry, columns={**entry.columns, **numbers})


def _with_record(entry: Entry, agenda: Sequence[Item]) -> Entry:
    """A meeting whose minutes stand in the record itself has a record; nobody needs to tick that again."""
    minuted = bool(entry.notes.strip()) or any(one.outcome.strip() for one in agenda)
    if entry.kind in GATHERINGS and not entry.planned and minuted and not entry.columns.get("recorded"):
        return replace(entry, columns={**entry.columns, "recorded": "true"})
    return entry


def _with_posts(entry: Entry) -> Entry:
    """Which posts a lecturer held that day, wherever: a lecture is also given in each of them."""
    lecturers = words(entry.columns.get("lecturer_id", ""))
    people = {int(code.removeprefix("person-")) for code in lecturers if _PERSON.fullmatch(code)}
    held = sorted(post.code for pk in people for post in members.posts_of(pk) if _covers(post, entry.on))
    columns = {name: text for name, text in entry.columns.items() if name != "lecturer_posts"}
    return replace(entry, columns={**columns, **({"lecturer_posts": ";".join(held)} if held else {})})


def _covers(post: Any, day: date) -> bool:  # noqa: ANN401 - a post; its model is another app's
    return (post.first is None or post.first <= day) and (post.last is None or post.last >= day)


def create(draft: Draft, actor: Actor) -> Activity:
    """Write a new record and the journal entry."""
    activity = row(draft.entry, draft.places, actor, now())
    activity.save(force_insert=True)
    after = _write_lists(activity, draft)
    note(activity, {}, after)
    return activity


def change(activity: Activity, draft: Draft, actor: Actor, *, reason: str, entered_anew: bool) -> None:
    """Write *draft* over a locked record, keeping what stood. *entered_anew*: from arranged to held.

    Raises Wrong where nothing would change.
    """
    before = keep(activity)
    fresh = row(draft.entry, draft.places, actor, now())
    for field in activity._meta.concrete_fields:  # noqa: SLF001 - Django's own way
        if field.attname not in {"id", "version", "entered_at", "entered_by"}:
            setattr(activity, field.attname, getattr(fresh, field.attname))
    if entered_anew:
        activity.entered_at, activity.entered_by = fresh.entered_at, fresh.entered_by
    activity.participants.all().delete()
    activity.agenda.all().delete()
    after = _write_lists(activity, draft)
    if not differences(before, after):
        raise Wrong("没有改动；要更正的请改好再存，不更正的请返回")
    supersede(activity, before, actor, reason)
    activity.save()
    note(activity, before, after)


def _write_lists(activity: Activity, draft: Draft) -> Snapshot:
    names: list[Participant] = []
    if draft.attendance is not None:
        names = Participant.objects.bulk_create(
            attendances.participants(activity, draft.attendance, draft.everybody)
        )
    agenda = AgendaItem.objects.bulk_create(agendas.items(activity, draft.agenda))
    return snapshot(activity, agenda, names)


def keep(activity: Activity) -> Snapshot:
    """The record as it stands now."""
    return snapshot(activity, activity.agenda.all(), activity.participants.order_by("pk"))


def supersede(activity: Activity, before: Snapshot, actor: Actor, reason: str) -> None:
    """Keep what stood before, and count the version up; the caller saves."""
    Superseded.objects.create(
        activity=activity, version=activity.version, until=now(), by=actor.user, why=reason, row=before
    )
    activity.version += 1


def differences(before: Snapshot, after: Snapshot) -> dict[str, tuple[Any, Any]]:
    """Column → (before, after), of those that differ."""
    names = sorted({*before, *after})
    return {
        name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)
    }


def note(activity: Activity, before: Snapshot, after: Snapshot) -> None:
    """The journal entry of a change: columns as digests, numbers in the open."""
    changed = {name: pair for name, pair in differences(before, after).items() if pair != (None, "")}
    record(
        obj=activity.code,
        place=activity.organization_id,
        on=min(activity.on, today()),
        changes=changed,
        details={"node": activity.node_id, "version": activity.version, "state": str(activity.state)},
    )


def locked(pk: int, version: int) -> Activity:
    """The record, locked. Raises Wrong where there is none, and Stale where somebody changed it meanwhile."""
    found = (
        Activity.objects.select_for_update(of=("self",))
        .select_related("node", "organization")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Wrong("没有这条记录；可能看错了编号，请从列表中选择")
    if found.version != version:
        raise Stale(
            f"您打开以后，这条记录已经被别人改过（现在是第 {found.version} 版，您看的是第 {version} 版）；"
            "您写的没有存，请对照新的内容再改"
        )
    return found


def open_to_change(activity: Activity) -> None:
    """Raise Wrong for a record that was cancelled or voided."""
    if activity.voided_at is not None:
        word = "取消" if activity.state == "cancelled" else "作废"
        raise Wrong(f"这条记录已经{word}，不能再改；要恢复的请另记一条")


def reasoned(reason: str) -> str:
    """The reason, trimmed. Raises Wrong where none was given."""
    text = reason.strip()
    if not text:
        raise Wrong({"reason": "没有写理由；应写明为什么改，便于日后核对"})
    if len(text) > 300:
        raise Wrong({"reason": f"有 {len(text)} 字；理由应不超过 300 字"})
    return text
