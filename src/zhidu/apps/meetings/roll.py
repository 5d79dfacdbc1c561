"""The roll of a meeting (名单) as it stands now, and who of it has a vote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from zhidu.apps.activities import queries as activities
from zhidu.apps.activities.attendance import Entitled, entitled
from zhidu.apps.activities.invitations import granted
from zhidu.apps.activities.kinds import COMMITTEE_MEETINGS
from zhidu.apps.activities.places import Place, places
from zhidu.apps.activities.states import Standing, State
from zhidu.apps.meetings import exclusions
from zhidu.apps.meetings.models import Meeting, Sign
from zhidu.apps.members import queries as members
from zhidu.foundation.clock import ZONE

if TYPE_CHECKING:
    from zhidu.apps.activities.models import Activity

MEMBERS_MEETINGS = frozenset({"members_meeting", "admission_meeting", "confirmation_meeting", "election"})
"""Meetings of all members that vote: only there somebody may be left out of 应到."""
VOTING_TYPE = "full_member"
_NOBODY: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """Everybody of one meeting by person, as it stands now.

    ``entitled`` 应到: by the register of the day, without those left out who did not come. ``present``, ``leave``,
    ``absent`` are of them; whoever is in none of the three has not signed in yet. ``observers`` sit in.
    ``excluded``: person → ground, of those left out of 应到 and not there; whoever of them came is in ``entitled``
    and ``present`` and in ``came_back``. ``voting``: of ``entitled`` those with a vote (正式党员 without a penalty
    that suspends it, or the committee). ``taken``: whether the roll was taken at all; ``closed``: whether it is
    that of a record.
    """

    entitled: tuple[int, ...] = ()
    present: tuple[int, ...] = ()
    leave: tuple[int, ...] = ()
    absent: tuple[int, ...] = ()
    observers: tuple[int, ...] = ()
    excluded: Mapping[int, str] = field(default_factory=lambda: _NOBODY)
    came_back: frozenset[int] = frozenset()
    voting: frozenset[int] = frozenset()
    grounds: Mapping[int, str] = field(default_factory=lambda: _NOBODY)
    """Why somebody is on leave or absent, where it was written down."""
    left: Mapping[int, str] = field(default_factory=lambda: _NOBODY)
    """Who came and went before the end, and when and why: they came, and are not there for what is voted on later."""
    signed_themselves: frozenset[int] = frozenset()
    asked: tuple[int, ...] = ()
    """Asked beforehand to sit in, and not signed in yet."""
    substitutes: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    """Who sits in for whom."""
    everyone: int = 0
    """All who have a vote, also those left out of 应到 (全体)."""
    taken: bool = False
    closed: bool = False

    @property
    def missing(self) -> tuple[int, ...]:
        """Entitled, and nothing has been written down yet."""
        known = {*self.present, *self.leave, *self.absent}
        return tuple(one for one in self.entitled if one not in known)

    @property
    def voters(self) -> tuple[int, ...]:
        """Those entitled who have a vote (应到会有表决权)."""
        return tuple(one for one in self.entitled if one in self.voting)

    @property
    def in_room(self) -> tuple[int, ...]:
        """Those entitled who are there now (在场)."""
        return tuple(one for one in self.present if one not in self.left)

    @property
    def voters_present(self) -> tuple[int, ...]:
        """Those in the room who have a vote (实到会有表决权)."""
        return tuple(one for one in self.in_room if one in self.voting)

    @property
    def as_they_came(self) -> Roll:
        """The same without those who left counted as gone: whether it was a meeting at all."""
        return replace(self, left=_NOBODY)


def roll_of(activity: Activity, meeting: Meeting | None = None) -> Roll:
    """The roll of a meeting to come, running or held; a bounded number of queries."""
    place = places([activity.node_id])[activity.node_id]
    if activity.state == State.HELD:
        return _written(activity, place)
    people = entitled(place, activity.kind, activity.on)
    meeting = meeting or Meeting.objects.filter(activity=activity).first()
    signs = list(Sign.objects.filter(meeting=meeting)) if meeting is not None else []
    return _running(activity, place, people, signs, taken=meeting is not None)


def _running(
    activity: Activity, place: Place, people: list[Entitled], signs: list[Sign], *, taken: bool
) -> Roll:
    here = {one.person_id: one for one in signs}
    came = {pk for pk, one in here.items() if one.standing == Standing.PRESENT}
    left_out, no_vote = _left_out(activity, place)
    everybody = [one.person for one in people]
    out = {pk: ground for pk, ground in left_out.items() if pk in everybody and pk not in came}
    ids = tuple(one for one in everybody if one not in out)
    standings = {pk: one.standing for pk, one in here.items()}
    if not taken:
        leave = granted(activity)
        standings = dict.fromkeys(leave, Standing.LEAVE.value)
        why = dict(leave)
    else:
        why = {pk: one.ground for pk, one in here.items() if one.ground}
    with_vote = _voting(activity, place, everybody) - no_vote
    of = {value: tuple(one for one in ids if standings.get(one) == value) for value in Standing}
    return Roll(
        entitled=ids,
        present=of[Standing.PRESENT],
        leave=of[Standing.LEAVE],
        absent=of[Standing.ABSENT],
        observers=tuple(one.person_id for one in signs if one.standing == Standing.OBSERVER),
        asked=tuple(one for one in _asked(activity) if one not in here),
        left={one.person_id: left_words(one) for one in signs if one.left_at is not None},
        signed_themselves=frozenset(one.person_id for one in signs if one.own),
        substitutes={one.person_id: one.stands_for_id for one in signs if one.stands_for_id},
        excluded=out,
        came_back=frozenset(left_out.keys() & came),
        voting=with_vote - out.keys(),
        grounds=why,
        everyone=len(with_vote),
        taken=taken,
    )


def _asked(activity: Activity) -> list[int]:
    return [one.person_id for one in activities.listed(activity.pk) if one.standing == Standing.OBSERVER]


def left_words(sign: Sign) -> str:
    """15:20 离会（家里有急事）."""
    at = sign.left_at.astimezone(ZONE) if sign.left_at is not None else None
    why = f"（{sign.left_why}）" if sign.left_why else ""
    return f"{at:%H:%M} 离会{why}" if at is not None else ""


def _written(activity: Activity, place: Place) -> Roll:
    """Of a record: the list as it was written down and may have been put right since."""
    rows = activities.listed(activity.pk)
    of = {value: tuple(one.person_id for one in rows if one.standing == value) for value in Standing}
    left_out, no_vote = _left_out(activity, place)
    ids = tuple(
        one.person_id for one in rows if one.standing in {Standing.PRESENT, Standing.LEAVE, Standing.ABSENT}
    )
    excluded = {one.person_id: one.ground for one in rows if one.standing == Standing.EXCLUDED}
    with_vote = _voting(activity, place, [*ids, *excluded]) - no_vote
    return Roll(
        entitled=ids,
        present=of[Standing.PRESENT],
        leave=of[Standing.LEAVE],
        absent=of[Standing.ABSENT],
        observers=of[Standing.OBSERVER],
        excluded=excluded,
        came_back=frozenset(left_out.keys() & set(of[Standing.PRESENT])),
        voting=with_vote & set(ids),
        grounds={one.person_id: one.ground for one in rows if one.ground},
        everyone=len(with_vote),
        taken=bool(rows),
        closed=True,
    )


def _left_out(activity: Activity, place: Place) -> tuple[dict[int, str], set[int]]:
    """Person → ground of those left out of 应到; and who has no vote though they are to come."""
    if activity.kind not in MEMBERS_MEETINGS:
        return {}, set()
    rows = exclusions.standing(place.organization.id, activity.on)
    out = {one.person_id: one.ground for one in rows if exclusions.counts_out(one.ground)}
    return out, {one.person_id for one in rows if not exclusions.counts_out(one.ground)}


def _voting(activity: Activity, place: Place, people: list[int]) -> frozenset[int]:
    """The committee votes at its meetings; elsewhere 正式党员 do (预备党员 have no vote)."""
    if activity.kind in COMMITTEE_MEETINGS:
        return frozenset(people)
    rows = members.on_day(place.organization.id, activity.on)
    full = {one.person_id for one in rows if one.type == VOTING_TYPE}
    return frozenset(full & set(people))
