"""Giving somebody a paper in a vote that is taken online (领纸票): for whoever has no device at hand."""

from __future__ import annotations

from zhidu.apps.ballots.models import Elector
from zhidu.apps.ballots.saving import run_by
from zhidu.apps.ballots.states import Method, State
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act


@act("ballots.give_paper", "发纸票", silent="与投票一样，逐人记日志就排出了先后")
def give_paper(*, actor: Actor, ballot: int, person: int) -> None:
    """The person votes on paper from now on, and no longer on a device. Raises Wrong where a vote is cast."""
    found = run_by(actor, ballot, None, State.OPEN)
    if found.how is not Method.SECRET or found.is_election:
        raise Wrong("这次表决不发零散的纸票；选举要用纸票的，请全部用纸票")
    rows = Elector.objects.filter(ballot=found, person=person, open=True, voted=False)
    if not rows.update(voted=True, paper=True):
        raise Wrong({"person": "这位同志已经投过，或者不在到会名单上；请核对"})
