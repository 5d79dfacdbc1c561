"""Voting by name (记名投票): everybody's own, or entered by whoever runs the vote."""

from __future__ import annotations

from zhidu.apps.ballots.access import RUN
from zhidu.apps.ballots.models import Elector, Named
from zhidu.apps.ballots.saving import in_state, locked, told
from zhidu.apps.ballots.states import Choice, Method, State
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act


@act("ballots.cast_named", "记名投票")
def cast_named(*, actor: Actor, ballot: int, choice: str, person: int | None = None) -> None:
    """What *person* says, the actor's own where nobody is named. Raises Wrong for whoever has voted."""
    found = locked(ballot)
    in_state(found, State.OPEN)
    if found.how is not Method.NAMED:
        raise Wrong("这次表决不是记名的")
    if choice not in {one.value for one in Choice}:
        raise Wrong({"choice": "没有选；请选一项再交"})
    if person is not None and person != actor.person:
        RUN.require(actor, found)
    who = person if person is not None else actor.person
    rows = Elector.objects.filter(ballot=found, person=who, open=True, voted=False)
    if who is None or not rows.update(voted=True):
        raise Wrong("已经投过，或者不在到会名单上；一人一票")
    Named.objects.create(ballot=found, person_id=who, choice=choice)
    told(found, person=who)
