"""A teller puts a lock on the box and takes the key (领钥匙): the code is shown once, to the teller alone."""

from __future__ import annotations

from zhidu.apps.ballots import box
from zhidu.apps.ballots.access import TELL
from zhidu.apps.ballots.models import Teller
from zhidu.apps.ballots.saving import in_state, locked, told
from zhidu.apps.ballots.states import Method, State
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act


@act("ballots.take_key", "领票箱钥匙")
def take_key(*, actor: Actor, ballot: int) -> str:
    """The code of the key. Before the vote opens a new key may be taken; the old one then opens nothing."""
    found = locked(ballot)
    in_state(found, State.DRAFT)
    if found.how is not Method.SECRET:
        raise Wrong("这次表决没有网上票箱，不用钥匙")
    teller = Teller.objects.filter(ballot=found, person=actor.person).first() if actor.person else None
    if teller is None:
        raise Wrong("您不是这次表决的监票人、计票人；钥匙只有他们能领")
    TELL.require(actor, teller)
    made = box.make_lock()
    teller.lock, teller.wrapped = made.lock, made.wrapped
    teller.save()
    told(found, role=teller.role)
    return made.code
