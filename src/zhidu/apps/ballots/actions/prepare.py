"""Putting something to the vote (准备表决): what, where, how, and who watches over the box."""

from __future__ import annotations

from zhidu.apps.activities.queries import visible_activities
from zhidu.apps.ballots.access import RUN
from zhidu.apps.ballots.drafting import Draft, by_the_committee, faults, forum_of
from zhidu.apps.ballots.models import Ballot, Candidate, Teller
from zhidu.apps.ballots.saving import told
from zhidu.apps.meetings import queries as meetings
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.procedures.actions import ask
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act
from zhidu.foundation.clock import today


def _point(draft: Draft) -> int | None:
    """The point of that meeting's agenda. Raises Wrong for one of another meeting."""
    if draft.point is None:
        return None
    found = meetings.point(draft.point)
    if found is None or found.meeting.activity_id != draft.meeting:
        raise Wrong({"meeting": "没有这一项议程；可能刚被别人改过"})
    return int(found.pk)


@act("ballots.prepare", "准备表决")
def prepare(*, actor: Actor, draft: Draft) -> Ballot:
    """Nobody votes yet: the rules that apply are shown first. Raises Wrong with everything that does not fit."""
    organization = orgs.organization(draft.organization)
    if organization is None:
        raise Wrong({"organization": "没有这个组织；请从列表中选择"})
    RUN.require_at(actor, organization.path)
    meeting = None
    if draft.meeting is not None:
        rows = visible_activities(actor).select_related("organization")
        meeting = rows.filter(pk=draft.meeting).first()
        if meeting is None:
            raise Wrong({"meeting": "没有这次会；请从列表中选择"})
    if found := faults(draft, organization, meeting):
        raise Wrong(found)
    forum = forum_of(draft, meeting)
    committee = by_the_committee(draft, meeting)
    ballot = Ballot.objects.create(
        organization=organization,
        meeting=meeting,
        point_id=_point(draft),
        forum=forum,
        matter=draft.matter,
        method=draft.method.value,
        title=draft.title.strip(),
        text=draft.text.strip(),
        person_id=draft.person,
        case_id=draft.case,
        circle="committee" if committee else "members",
        seats=draft.seats,
        codes=draft.codes and draft.method.value == "secret",
        before_id=draft.before,
        post=draft.post if draft.seats is not None else "",
        years=draft.years,
        gate_case=draft.gate[0] if draft.gate else None,
        gate_step=draft.gate[1] if draft.gate else "",
        made_by=actor.user,
    )
    Candidate.objects.bulk_create(
        [Candidate(ballot=ballot, place=place, person_id=pk) for place, pk in enumerate(draft.candidates, 1)]
    )
    Teller.objects.bulk_create(
        [Teller(ballot=ballot, person_id=pk, role=role.value) for role, pk in draft.tellers.items()]
    )
    if draft.gate is not None:
        case, step = draft.gate
        ask(actor=actor, case=case, step=step, on=today(), source=ballot.code)
    told(ballot, matter=ballot.matter, method=ballot.method, meeting=ballot.meeting_id)
    return ballot
