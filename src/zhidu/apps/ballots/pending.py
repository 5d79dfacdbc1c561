"""Votes that were deferred and have not been taken again: offered to the next meeting of the same kind."""

from __future__ import annotations

from zhidu.apps.activities.ports import Offer
from zhidu.apps.ballots.access import SEE
from zhidu.apps.ballots.models import Ballot
from zhidu.apps.ballots.queries import AGAIN, put_off
from zhidu.apps.ballots.states import FORUM_OF
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import ZONE

MOST = 8


def pending(actor: Actor, node: int, organization: int, kind: str) -> list[Offer]:  # noqa: ARG001
    """Those of the organisation's *kind* of meeting, the oldest first. At most two queries."""
    waiting = put_off(organization, FORUM_OF.get(kind, kind))[:MOST]
    return [
        Offer(f"{AGAIN}{one.title}"[:200], f"{_day(one)}表决时票数接近，暂缓", one.matter, "暂缓的表决")
        for one in waiting
        if SEE.can(actor, one)
    ]


def _day(one: Ballot) -> str:
    when = one.closed_at.astimezone(ZONE)
    return f"{when.month}月{when.day}日"
