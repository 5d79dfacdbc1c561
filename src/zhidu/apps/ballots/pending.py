"""Votes that were deferred and have not been taken again: offered to the next meeting of the same kind."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from zhidu.apps.activities.ports import Offer
from zhidu.apps.ballots.access import SEE
from zhidu.apps.ballots.models import Ballot
from zhidu.apps.ballots.states import State
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import ZONE

MOST = 8


def pending(actor: Actor, node: int, organization: int, kind: str) -> list[Offer]:  # noqa: ARG001
    """Those of the organisation's *kind* of meeting, the oldest first. One query."""
    later = Ballot.objects.filter(before=OuterRef("pk")).exclude(state=State.ANNULLED)
    rows = Ballot.objects.filter(
        ~Exists(later), organization=organization, forum=kind, outcome="deferred", state=State.CLOSED
    )
    return [
        Offer(f"再次表决：{one.title}"[:200], f"{_day(one)}表决时票数接近，暂缓", one.matter, "暂缓的表决")
        for one in SEE.visible(actor, rows).order_by("closed_at")[:MOST]
    ]


def _day(one: Ballot) -> str:
    when = one.closed_at.astimezone(ZONE)
    return f"{when.month}月{when.day}日"
