"""Who is entitled to come to a meeting on a day, and who came: everybody, but for the exceptions named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from zhidu.apps.activities.kinds import COMMITTEE_MEETINGS
from zhidu.apps.activities.models import Activity, Participant
from zhidu.apps.activities.places import Place
from zhidu.apps.activities.states import Standing
from zhidu.apps.members import queries as members
from zhidu.foundation.access.roles import COMMITTEE

COMMITTEE_POSTS = COMMITTEE | {"leader"}
AWAY = frozenset({Standing.LEAVE.value, Standing.ABSENT.value})
BESIDE = frozenset({Standing.OBSERVER.value, Standing.ASKED.value})
"""Not entitled: sitting in, or asked to and not there."""
NOT_THERE = AWAY | {Standing.EXCLUDED.value}
LONGEST_GROUND, LONGEST_NOTE = 40, 120


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody who was not simply there: on leave, absent, left out of 应到, or an observer."""

    person: int
    standing: str
    ground: str = ""
    note: str = ""
    prospect: bool = False


@dataclass(frozen=True, slots=True)
class Attendance:
    """Everybody entitled was present, but for these; observers come on top."""

    exceptions: tuple[Name, ...] = ()
    notes: Mapping[int, str] = field(default_factory=dict)
    """Person → what is to be remembered of somebody who was there: left before the end, signed in by telephone."""


@dataclass(frozen=True, slots=True)
class Entitled:
    """Somebody entitled to come, with the posts held that day."""

    person: int
    name: str
    posts: tuple[str, ...] = ()


def entitled(place: Place, kind: str, day: date) -> list[Entitled]:
    """Who should come to a meeting of *kind* held at *place*: by the register as it is for that day.

    The committee to its meetings, a group's members to the group's, otherwise every member of the organisation.
    At most three queries.
    """
    posts = _posts(place, day)
    if kind in COMMITTEE_MEETINGS:
        return [one for one in posts.values() if COMMITTEE_POSTS & set(one.posts)]
    if place.node.kind == "group":
        found = members.group_on_day(place.node.id, day)
    else:
        found = members.on_day(place.organization.id, day)
    return [
        Entitled(one.person_id, one.person.name, posts[one.person_id].posts if one.person_id in posts else ())
        for one in found
    ]


def holders(place: Place, day: date) -> list[Entitled]:
    """Everybody who holds a post in the organisation on that day."""
    return list(_posts(place, day).values())


def _posts(place: Place, day: date) -> dict[int, Entitled]:
    """Person → posts held in the organisation on that day."""
    found: dict[int, Entitled] = {}
    for post in members.posts_on(place.organization.id, day):
        before = found.get(post.person_id)
        held = before.posts if before else ()
        found[post.person_id] = Entitled(post.person_id, post.person.name, (*held, post.post))
    return found


def faults(
    attendance: Attendance, everybody: Sequence[Entitled], known: frozenset[str], chaired: frozenset[str]
) -> dict[str, str]:
    """What is wrong with a list of exceptions.

    *known* are the codes of those ever registered there, *chaired* of those who led the meeting: whoever led it
    was there.
    """
    by_person = {one.person: one for one in everybody}
    seen: set[int] = set()
    for one in attendance.exceptions:
        name = by_person[one.person].name if one.person in by_person else "所列的一人"
        code = f"{'prospect' if one.prospect else 'person'}-{one.person}"
        if one.person in seen:
            return {"names": f"{name}列了两次；每人只能有一种到会情况"}
        seen.add(one.person)
        if one.standing not in [*Standing] or one.standing == Standing.PRESENT:
            return {"names": f"{name}的到会情况写错了；应为请假、缺席或列席"}
        if one.standing in NOT_THERE and one.person not in by_person:
            return {"names": f"{name}当天不在应到会名单里；只有当天属于这里的人才记请假或缺席"}
        if one.standing in BESIDE and one.person in by_person:
            return {"names": f"{name}本来就应到会；应到会的人不是列席"}
        if one.standing == Standing.OBSERVER and code not in known:
            return {"names": "列席的人里有一人不在本组织名册上；外来的人请写在“列席的其他人”一栏"}
        if one.standing in NOT_THERE and code in chaired:
            return {"names": f"{name}主持、记录或授课，又记为没有到会；两处应改一处"}
        if one.standing == Standing.EXCLUDED and not one.ground:
            return {"names": f"{name}不计入应到，没有写是哪一种情形；应写明"}
        if len(one.ground) > LONGEST_GROUND or len(one.note) > LONGEST_NOTE:
            return {"names": f"{name}的事由太长；事由应不超过 {LONGEST_GROUND} 字"}
    return {}


def participants(
    activity: Activity, attendance: Attendance, everybody: Sequence[Entitled]
) -> list[Participant]:
    """The whole list, unsaved: everybody entitled, and the observers."""
    apart = {one.person: one for one in attendance.exceptions}
    rows = [
        Participant(
            activity=activity,
            person_id=one.person,
            standing=apart[one.person].standing if one.person in apart else Standing.PRESENT,
            ground=apart[one.person].ground if one.person in apart else "",
            note=(apart[one.person].note if one.person in apart else attendance.notes.get(one.person, ""))[
                :LONGEST_NOTE
            ],
        )
        for one in everybody
    ]
    return rows + [
        Participant(
            activity=activity,
            person_id=one.person,
            prospect=one.prospect,
            standing=one.standing,
            ground=one.ground,
            note=one.note,
        )
        for one in attendance.exceptions
        if one.standing in BESIDE
    ]


def with_those_asked(
    attendance: Attendance, before: Iterable[Participant], entitled: Iterable[int]
) -> Attendance:
    """The list with those who had been asked to sit in and are not on it: asked, and not there."""
    known = {one.person for one in attendance.exceptions} | set(entitled)
    asked = [
        Name(one.person_id, Standing.ASKED.value, prospect=one.prospect)
        for one in before
        if one.standing in BESIDE and one.person_id not in known
    ]
    return replace(attendance, exceptions=(*attendance.exceptions, *asked))


def ever_there(people: set[int], place: Place, day: date) -> frozenset[str]:
    """Codes of those of *people* who were on the register of the organisation by that day, in any standing."""
    if not people:
        return frozenset()
    home = f"org-{place.organization.id}"
    return frozenset(
        one.id
        for one in members.person_subjects(people)
        if any(spell.belongs_to == home and spell.first <= day for spell in one.spells)
    )
