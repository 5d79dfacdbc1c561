"""Reading votes: for the pages of this app, and for the apps above."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from zhidu.apps.ballots.access import SEE
from zhidu.apps.ballots.models import Ballot, Elector, Teller
from zhidu.apps.ballots.states import IN_THE_ROOM, Method, State
from zhidu.apps.procedures import queries as procedures
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import ZONE

__all__ = [
    "AGAIN",
    "Progress",
    "at_meetings",
    "closed_election",
    "elector",
    "leaders_voted_on",
    "mine_to_cast",
    "of_case",
    "progress",
    "put_off",
    "result_in_words",
    "teller",
    "visible_ballots",
    "watched_by",
]


def visible_ballots(actor: Actor) -> QuerySet[Ballot]:
    """Votes the actor may see, the latest first."""
    return SEE.visible(actor, Ballot.objects.select_related("organization", "meeting"))


def at_meetings(meetings: Iterable[int]) -> list[Ballot]:
    """Every vote taken at these meetings, in the order in which they were prepared; annulled ones left out.

    ``result`` of a closed one holds the numbers and every requirement; of an open one nothing is known.
    """
    rows = Ballot.objects.filter(meeting__in=list(meetings)).exclude(state=State.ANNULLED.value)
    return list(rows.select_related("organization", "person").order_by("meeting_id", "pk"))


def of_case(actor: Actor, case: int) -> list[Ballot]:
    """The rounds a case was put to, as far as the actor may see them, the first one first."""
    rows = visible_ballots(actor).filter(gate_case=case).exclude(state=State.ANNULLED.value)
    return list(rows.order_by("pk"))


def closed_election(actor: Actor, pk: int) -> Ballot | None:
    """An election that is over and filled a seat, for whoever may see it."""
    found = visible_ballots(actor).filter(pk=pk, state=State.CLOSED.value).exclude(seats=None).first()
    return found if found is not None and found.passed_some else None


def result_in_words(ballot: Ballot) -> list[str]:
    """What was elected, in numbers and names, as it is reported to the superiors; the rounds before it first."""
    before = result_in_words(ballot.before) if ballot.before is not None and ballot.before.is_election else []
    day = ballot.closed_at.astimezone(ZONE) if ballot.closed_at is not None else None
    when = f"{day.year}年{day.month}月{day.day}日" if day is not None else ""
    told = ballot.result
    numbers = (
        f"{when}，{ballot.where}{ballot.title}，{ballot.method_name}。应到会有选举权 {ballot.denominator} 人，"
        f"实到 {ballot.present} 人；发出选票 {told['issued']} 张，收回 {told['returned']} 张，"
        f"有效 {told['valid']} 张，无效 {told['void']} 张。应选 {ballot.seats} 名。"
    )
    votes = "，".join(f"{row['name']} {row['yes']} 票" for row in told["rows"])
    elected = "、".join(row["name"] for row in told["rows"] if row["elected"])
    return [*before, f"{numbers}得赞成票：{votes}。当选：{elected or '没有'}。"]


def leaders_voted_on(organization: int) -> frozenset[str]:
    """Secretary, deputy: those a vote was prepared for since the last committee took office."""
    offices = Ballot.objects.filter(organization=organization, post="committee_member").exclude(
        took_office=None
    )
    last = offices.order_by("-took_office", "-pk").first()
    if last is None:
        return frozenset()
    rows = Ballot.objects.filter(organization=organization, pk__gt=last.pk, post__in=["secretary", "deputy"])
    return frozenset(rows.exclude(state=State.ANNULLED.value).values_list("post", flat=True))


@dataclass(frozen=True, slots=True)
class Progress:
    """How many have voted, and of how many; never who and never what."""

    cast: int
    of: int

    @property
    def left(self) -> int:
        return self.of - self.cast


def progress(ballot: Ballot) -> Progress:
    """Votes cast so far of a vote that is open; one query."""
    if ballot.how not in {Method.SECRET, Method.NAMED}:
        return Progress(0, ballot.present)
    voted = Count("pk", filter=Q(voted=True))
    found = Elector.objects.filter(ballot=ballot, standing__in=IN_THE_ROOM).aggregate(cast=voted)
    return Progress(found["cast"], ballot.present)


def elector(ballot: Ballot, actor: Actor) -> Elector | None:
    """The actor's own line of the roll."""
    return ballot.electors.filter(person=actor.person).first() if actor.person is not None else None


def teller(ballot: Ballot, actor: Actor) -> Teller | None:
    """The actor's own duty at the box."""
    return ballot.tellers.filter(person=actor.person).first() if actor.person is not None else None


def mine_to_cast(person: int) -> list[Ballot]:
    """Open votes in which *person* has a vote to cast on a device and has not; one query."""
    rows = Ballot.objects.filter(
        state=State.OPEN.value, electors__person=person, electors__open=True, electors__voted=False
    )
    return list(rows.select_related("organization").order_by("pk"))


def put_off(organization: int, forum: str = "") -> list[Ballot]:
    """Close votes that wait for the next meeting: not voted on again, nor decided above; at most two queries."""
    rows = Ballot.objects.filter(organization=organization, outcome="deferred", state=State.CLOSED.value)
    rows = rows.filter(forum=forum) if forum else rows
    again = Ballot.objects.exclude(state=State.ANNULLED.value).filter(before=OuterRef("pk"))
    waiting = list(rows.exclude(Exists(again)).select_related("organization").order_by("pk"))
    cases = {one.pk: one.follow_case or one.gate_case for one in waiting}
    still = procedures.still_open(case for case in cases.values() if case is not None)
    return [one for one in waiting if cases[one.pk] is None or cases[one.pk] in still]


AGAIN = "再次表决："
"""How a point of the agenda begins by which a close vote comes back."""


def watched_by(person: int) -> list[Ballot]:
    """Votes being prepared or taken at which *person* is a teller; one query."""
    rows = Ballot.objects.filter(state__in=[State.DRAFT.value, State.OPEN.value], tellers__person=person)
    return list(rows.select_related("organization").order_by("pk"))
