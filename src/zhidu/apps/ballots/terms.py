"""Terms of committees (任期): what the clauses say of their length, how near the end is, and seats that fell vacant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from zhidu.apps.adoption import queries as adoption
from zhidu.apps.ballots.models import Ballot
from zhidu.apps.ballots.requirements import in_force
from zhidu.apps.members import queries as members
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.params import Term
from zhidu.foundation.access.roles import COMMITTEE
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.members.models import Post
    from zhidu.apps.orgs.models import Node

ONE_DAY = timedelta(days=1)
STATES = {"over": "已届满", "soon": "临近届满", "running": "任期内", "unknown": "没有登记"}
"""State → how it is called, the most pressing first."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The clause by which a committee is elected anew."""

    clause: Clause
    term: Term

    def ends(self, begins: date) -> date:
        """The day by which the next election is due."""
        length = self.term.length.at_most
        return adoption.calendar().add(begins, length) if length is not None else date.max

    def furthest(self, begins: date) -> date | None:
        """The latest day an extension may reach; None where the clause allows none."""
        if self.term.extend is None:
            return None
        return adoption.calendar().add(self.ends(begins), self.term.extend.at_most)

    def warns(self, ends: date) -> date | None:
        """The day from which the end is near; None where the clause names no time."""
        return adoption.calendar().subtract(ends, self.clause.warn) if self.clause.warn is not None else None

    @property
    def said(self) -> str:
        """What it asks, in words."""
        found = [self.clause.title]
        if self.clause.warn is not None:
            found.append(f"届满前 {self.clause.warn.chinese()}起提醒")
        if self.term.extend is not None:
            found.append(f"经上级批准可以延长，不超过 {self.term.extend.at_most.chinese()}")
        return "；".join(found)


def rule_of(organization: Node, day: date) -> Rule | None:
    """The clause on the term of its committee that day, of several the one that asks for the earliest election."""
    found = [
        Rule(clause, clause.params)
        for clause in in_force(organization, day)
        if isinstance(clause.params, Term) and clause.params.starts == "election"
    ]
    return min(found, key=lambda one: one.ends(day), default=None)


def rules_anywhere() -> list[Rule]:
    """Clauses on terms in every book that anybody runs: a list over many organisations has one day that is near."""
    return [
        Rule(clause, clause.params)
        for book in adoption.books_in_force()
        for clause in book.clauses
        if isinstance(clause.params, Term) and clause.params.starts == "election"
    ]


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A seat that fell vacant: whose it was, and since when."""

    name: str
    post: str
    since: date


@dataclass(frozen=True, slots=True)
class Line:
    """One committee in the list."""

    body: Node
    begins: date | None
    ends: date | None
    state: str
    vacancies: tuple[Vacancy, ...] = ()
    extended: bool = False

    @property
    def state_name(self) -> str:
        return STATES[self.state]

    @property
    def verdict(self) -> str:
        """The mark that goes with it."""
        return {"over": "breached", "soon": "at_risk", "running": "met", "unknown": "undetermined"}[
            self.state
        ]

    @property
    def left(self) -> int | None:
        return (self.ends - today()).days if self.ends is not None else None


def state_of(ends: date | None, warns: date) -> str:
    """How a term stands today; *warns* is the last end that is near."""
    if ends is None:
        return "unknown"
    if ends < today():
        return "over"
    return "soon" if ends <= warns else "running"


def near(rules: Iterable[Rule]) -> date:
    """Terms that end on or before this day are near their end, by whichever rule warns the earliest."""
    calendar = adoption.calendar()
    return max((calendar.add(today(), one.clause.warn) for one in rules if one.clause.warn), default=today())


def lines(bodies: Sequence[Any], warns: date, actor: Actor) -> list[Line]:
    """Committees as they stand, with vacancies and extensions; four queries, however many they are."""
    from zhidu.apps.activities.queries import visible_activities  # noqa: PLC0415 - asked for lists only

    organizations = [one.parent_id for one in bodies]
    posts = members.posts_among(organizations, COMMITTEE)
    seats = seats_of(organizations)
    rows = visible_activities(actor).filter(kind="term_extended", node__in=[one.pk for one in bodies])
    extended: dict[int, date] = dict(rows.filter(voided_at=None).order_by("on").values_list("node", "on"))
    found = []
    for one in bodies:
        begins, ends = _day(one.term_from), _day(one.term_to)
        lacking = vacancies(posts.get(one.parent_id, []), begins, seats.get(one.parent_id)) if begins else []
        later = extended.get(one.pk)
        was = bool(later and begins and later >= begins)
        found.append(Line(one, begins, ends, state_of(ends, warns), tuple(lacking), was))
    return found


def seats_of(organizations: Iterable[int]) -> dict[int, tuple[date, int]]:
    """Organisation → when its committee took office after an election here, and for how many seats; one query."""
    rows = Ballot.objects.filter(
        organization__in=list(organizations), post="committee_member", matter="election", before=None
    ).exclude(took_office=None)
    found = {}
    for pk, day, seats in rows.order_by("took_office").values_list("organization", "took_office", "seats"):
        found[pk] = (day, seats or 0)
    return found


def vacancies(posts: Sequence[Post], begins: date, elected: tuple[date, int] | None = None) -> list[Vacancy]:
    """Seats of the term that began then which nobody holds today, the latest first.

    How many there are is what was elected for; without an election here, how many held a post when it began, or on
    the first day since on which anybody is known to have held one.
    """
    day = today()
    held = {one.person_id for one in posts if _holds(one, day)}
    starts = [begins, *(one.first for one in posts if one.first is not None and one.first > begins)]
    there = next(
        (found for when in starts if (found := {one.person_id for one in posts if _holds(one, when)})), set()
    )
    seats = elected[1] if elected is not None and elected[0] >= begins else len(there)
    left: dict[int, Vacancy] = {}
    for one in posts:
        if one.last is not None and begins <= one.last < day and one.person_id not in held:
            left[one.person_id] = Vacancy(one.person.name, one.post_name, one.last + ONE_DAY)
    lacking = max(0, seats - len(held))
    return sorted(left.values(), key=lambda one: one.since, reverse=True)[:lacking]


def _holds(post: Post, day: date) -> bool:
    return (post.first is None or post.first <= day) and (post.last is None or post.last >= day)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
