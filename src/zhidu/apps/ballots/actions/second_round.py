"""Voting again (再次投票): among those with equal votes, or among the best of the rest for the seats left."""

from __future__ import annotations

from zhidu.apps.ballots.actions.prepare import prepare
from zhidu.apps.ballots.drafting import Draft
from zhidu.apps.ballots.models import Ballot
from zhidu.apps.ballots.requirements import standing_of
from zhidu.apps.ballots.saving import day_of, locked
from zhidu.apps.ballots.states import Role
from zhidu.domain.elections import second_round as best_of
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record

AGAIN = frozenset({"tied", "gap"})


@act("ballots.second_round", "再次投票")
def second_round(*, actor: Actor, ballot: int) -> Ballot:
    """A new round for the seats nobody fills yet, as the first was held. Raises Wrong where there is nothing left."""
    first = locked(ballot)
    names = who_stands(first)
    if not names:
        raise Wrong("这次选举不用再投：名额已经选足，或者没有可以再选的人")
    if first.again_as.exclude(state="annulled").exists():
        raise Wrong("已经准备了再次投票；请到那一次")
    tellers = {Role(one.role): one.person_id for one in first.tellers.all() if one.person_id not in names}
    made = prepare(
        actor=actor,
        draft=Draft(
            organization=first.organization_id,
            matter=first.matter,
            method=first.how,
            title=f"{first.title}（再次投票）",
            forum="committee_meeting" if first.circle == "committee" else _forum(first),
            meeting=first.meeting_id,
            point=first.point_id,
            seats=first.result["gap"],
            candidates=names,
            tellers=tellers,
            codes=first.codes,
            post=first.post,
            years=first.years,
            before=first.pk,
            round=2,
            gate=(first.gate_case, first.gate_step) if first.gate_case is not None else None,
        ),
    )
    record(obj=first.code, place=first.organization_id, details={"again": made.pk})
    return made


def who_stands(ballot: Ballot) -> list[int]:
    """The equals, or the best of those not elected with as many more as the surplus asks for."""
    if ballot.state != "closed" or ballot.outcome not in AGAIN:
        return []
    rows = ballot.result["rows"]
    if ballot.outcome == "tied":
        return [row["person"] for row in rows if row["tied"]]
    losers = [(str(row["person"]), row["yes"]) for row in rows if not row["elected"] and row["listed"]]
    wanted = standing_of(ballot.organization, day_of(ballot), ballot.post).least(ballot.result["gap"])
    return [int(key) for key in best_of(wanted, losers)]


def _forum(ballot: Ballot) -> str:
    return "members_meeting" if ballot.forum == "election_meeting" else ballot.forum
