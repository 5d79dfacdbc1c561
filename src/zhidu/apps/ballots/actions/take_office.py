"""Those elected take office (当选人任职): the term begins, each gets the post; leaders only from above."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from zhidu.apps.activities.actions import record_held
from zhidu.apps.activities.entries import Entry
from zhidu.apps.ballots.access import RUN
from zhidu.apps.ballots.models import Ballot
from zhidu.apps.ballots.saving import day_of, in_state, locked, told
from zhidu.apps.ballots.states import State
from zhidu.apps.members import queries as members
from zhidu.apps.members.actions import appoint
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.orgs.actions import start_term
from zhidu.domain.elections import surplus_percent
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node


@act("ballots.take_office", "当选人任职", covers=("S5.7.1",))
def take_office(*, actor: Actor, ballot: int, version: int, on: date) -> Ballot:
    """From *on* the elected hold the post; with the members of a committee its term begins, where it has one here.

    Secretary and deputy need the superiors' approval: only from above can they be appointed, so that is who does this.
    Raises Wrong where that is done, or nobody was elected.
    """
    found = locked(ballot, version)
    RUN.require(actor, found)
    in_state(found, State.CLOSED)
    elected = [row for row in found.result.get("rows", []) if row["elected"]]
    if not found.post or not elected:
        raise Wrong("这次表决没有选出任职的人")
    if found.took_office is not None:
        raise Wrong(f"当选的人已经从 {found.took_office} 起任职")
    closed = found.closed_at.date() if found.closed_at is not None else today()
    if on < closed or on > today():
        raise Wrong({"on": f"写的是 {on}；应在选举那天（{closed}）以后，不晚于今天"})
    _term(found, actor, on)
    held = {one.person_id for one in members.posts_on(found.organization_id, on) if one.post == found.post}
    for row in elected:
        if row["person"] not in held:
            appoint(
                actor=actor,
                person=row["person"],
                organization=found.organization_id,
                post=found.post,
                on=on,
                attributes=_rest_of_the_term(found, on),
            )
    found.took_office, found.version = on, found.version + 1
    found.save()
    told(found, post=found.post, people=[row["person"] for row in elected])
    return found


def _term(ballot: Ballot, actor: Actor, on: date) -> None:
    """A by-election fills a seat of the running term; only a general one begins a new term."""
    if ballot.post != "committee_member" or ballot.matter != "election" or not ballot.years:
        return
    if ballot.before is not None:
        return
    body = body_of(ballot)
    if body is not None:
        start_term(actor=actor, node=body.pk, on=on, years=ballot.years)
        _recorded(ballot, actor, body)


def _rest_of_the_term(ballot: Ballot, on: date) -> dict[str, str | None]:
    """Whoever fills a vacancy serves until the term of the committee ends."""
    body = body_of(ballot) if ballot.matter == "by_election" else None
    ends = orgs.attributes_on(body, on).get("term_to") if body is not None else None
    return {"term_to": ends} if ends else {}


def _recorded(ballot: Ballot, actor: Actor, body: Node) -> None:
    """The election as a record about the committee: by it the clauses know that a new term has begun."""
    number = ballot.candidates.count()
    entry = Entry(
        kind="election",
        node=body.pk,
        on=day_of(ballot),
        title=ballot.title,
        columns={
            "election_of": "committee_members",
            "seats": str(ballot.seats),
            "candidates": str(number),
            "surplus_percent": str(surplus_percent(ballot.seats or 1, number)),
        },
    )
    record_held(actor=actor, entry=entry)


def body_of(ballot: Ballot) -> Node | None:
    """The committee of the organisation as a body of the register, if it is there."""
    rows = orgs.living(orgs.children(ballot.organization), today()).filter(kind="body")
    return rows.order_by("pk").first()
