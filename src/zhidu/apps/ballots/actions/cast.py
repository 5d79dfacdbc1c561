"""Putting a slip into the box (投票): a mark on the roll and a sealed slip, both or neither.

It writes nothing into the journal: an entry for each vote would put the voters in an order.
"""

from __future__ import annotations

from collections.abc import Sequence

from zhidu.apps.ballots import box
from zhidu.apps.ballots.access import VOTE
from zhidu.apps.ballots.models import Ballot, Elector, Slot
from zhidu.apps.ballots.states import Choice, Method, State
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act

ALREADY = "您已经投过了；一人一票，交出以后不能再改"


@act(
    "ballots.cast",
    "无记名投票",
    silent="逐票记日志就排出了先后；票数由结束的那一条日志记着",
)
def cast(*, actor: Actor, ballot: int, marks: str, others: Sequence[int] = ()) -> str:
    """The private code of the slip, '' where the vote gives none. *marks* has a letter for each name on the paper.

    Raises Wrong for whoever has voted, is not on the roll, or comes when the box is closed.
    """
    found = Ballot.objects.filter(pk=ballot, method=Method.SECRET.value).first()
    mine = Elector.objects.filter(ballot=ballot, person=actor.person).first() if actor.person else None
    if found is None or mine is None:
        raise Wrong("这次投票的名册上没有您；应投的人在开始时已经定下")
    VOTE.require(actor, mine)
    _check(found, marks, others)
    # marked only where the box is still open and no mark is there: two at once, and the second finds no row
    marked = Elector.objects.filter(pk=mine.pk, open=True, voted=False).update(voted=True)
    if not marked:
        raise Wrong(_why_not(found, mine))
    code = box.a_code(8) if found.codes else ""
    _into_the_box(found, box.write(marks, others, code))
    return code


def _into_the_box(ballot: Ballot, text: str) -> None:
    slot = free_slot(ballot)
    locks = [bytes(one.lock) for one in ballot.tellers.all()]
    room = box.room_for(ballot.candidates.count() if ballot.is_election else 0, ballot.seats or 0)
    slot.sealed, slot.used = box.seal(text, locks, room), True
    slot.save()


def free_slot(ballot: Ballot) -> Slot:
    """Any free place, by chance; one that another voter is filling is passed over."""
    rows = Slot.objects.select_for_update(skip_locked=True).filter(ballot=ballot, used=False)
    return rows.order_by("?")[:1].get()


def _check(ballot: Ballot, marks: str, others: Sequence[int]) -> None:
    wanted = ballot.candidates.count() if ballot.is_election else 1
    if len(marks) != wanted or set(marks) - {one.value for one in Choice}:
        raise Wrong({"choice": "没有选；请选一项再交"})
    if others and not ballot.is_election:
        raise Wrong("这次表决没有另选他人")
    if others:
        fit = ballot.electors.exclude(person__in=ballot.candidates.values("person"))
        if len(set(others)) != len(others) or fit.filter(person__in=others).count() != len(others):
            raise Wrong({"others": "另选的人不在名册上，或者写了两次；请从名单中选择"})


def _why_not(ballot: Ballot, mine: Elector) -> str:
    now = Elector.objects.filter(pk=mine.pk).first()
    if now is not None and now.paper:
        return "您领了纸票；请在会场投纸票"
    if now is not None and now.voted:
        return ALREADY
    if Ballot.objects.filter(pk=ballot.pk, state=State.OPEN.value).exists():
        return f"您在名册上记为“{mine.standing_name}”，这次不在这里投票；不对的请告诉主持人"
    return "投票已经结束"
