"""Who may vote: the roll as it is proposed, and as it is frozen when the vote opens (应到会、实到会)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zhidu.apps.activities.attendance import COMMITTEE_POSTS
from zhidu.apps.ballots import meeting
from zhidu.apps.ballots.models import Ballot
from zhidu.apps.ballots.states import IN_THE_ROOM, Standing
from zhidu.apps.members import queries as members
from zhidu.domain.decisions import Count

FULL = "full_member"
SHORT_LIST = 300
"""Up to so many people the exceptions may be ticked one by one; longer rolls are the meeting's."""


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody with a vote, and how they stand unless somebody says otherwise."""

    person: int
    name: str
    standing: str = Standing.PRESENT.value
    reason: str = ""


def proposed(ballot: Ballot, day: date) -> list[Name]:
    """Everybody with a vote: full members of the organisation, or the committee at its own meetings.

    Where the vote is taken at a meeting, its roll says who is there, who is not, and who is left out of 应到会.
    """
    voters = _voters(ballot, day)
    if ballot.meeting_id is None:
        return [Name(pk, name) for pk, name in voters.items()]
    # the roll knows who has a vote that day; whoever is not on it has none here
    standing = meeting.standings(ballot.meeting)
    names = voters | _named({*standing} - {*voters})
    return [Name(pk, names[pk], *standing[pk]) for pk in sorted(standing)]


def _named(people: set[int]) -> dict[int, str]:
    found = members.names(f"person-{pk}" for pk in people)
    return {pk: found.get(f"person-{pk}", "") for pk in people}


def _voters(ballot: Ballot, day: date) -> dict[int, str]:
    here = members.on_day(ballot.organization_id, day)
    full = {one.person_id: one.person.name for one in here if one.type == FULL}
    if ballot.circle == "committee":
        held = members.posts_on(ballot.organization_id, day)
        return {one.person_id: one.person.name for one in held if one.post in COMMITTEE_POSTS}
    return full


@dataclass(frozen=True, slots=True)
class Exceptions:
    """What the opener says of single people; everybody else stands as proposed."""

    away: frozenset[int] = frozenset()
    written: frozenset[int] = frozenset()
    present: frozenset[int] = frozenset()
    excluded: Mapping[int, str] | None = None


def settled(names: Sequence[Name], said: Exceptions) -> list[Name]:
    """The roll with the exceptions; somebody left out who is there all the same is counted in again."""
    left_out = said.excluded or {}
    return [_one(one, said, left_out) for one in names]


def _one(one: Name, said: Exceptions, left_out: Mapping[int, str]) -> Name:
    standing, reason = one.standing, one.reason
    if one.person in left_out:
        standing, reason = Standing.EXCLUDED.value, left_out[one.person]
    if one.person in said.present:
        standing = Standing.AGAIN.value if standing == Standing.EXCLUDED else Standing.PRESENT.value
    elif one.person in said.written:
        standing = Standing.WRITTEN.value
    elif one.person in said.away and standing != Standing.EXCLUDED:
        standing = Standing.AWAY.value
    return Name(one.person, one.name, standing, reason)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The roll in numbers."""

    entitled: int
    present: int
    written: int
    again: int
    everyone: int

    @property
    def count(self) -> Count:
        """As the rules take it, without votes."""
        return Count(
            entitled=self.entitled,
            present=self.present,
            yes=0,
            written=self.written,
            excluded_present=self.again,
            everyone=self.everyone,
        )


def numbers(standings: Iterable[str]) -> Numbers:
    """Count the roll."""
    held = list(standings)
    apart = {Standing.EXCLUDED.value, Standing.AGAIN.value}
    return Numbers(
        entitled=sum(one not in apart for one in held),
        present=sum(one in IN_THE_ROOM for one in held),
        written=held.count(Standing.WRITTEN.value),
        again=held.count(Standing.AGAIN.value),
        everyone=len(held),
    )
