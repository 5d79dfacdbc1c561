"""Not going after all (不去了)."""

from __future__ import annotations

from zhidu.apps.transfers.access import TELL_AWAY
from zhidu.apps.transfers.away_models import Away
from zhidu.apps.transfers.away_saving import forget_report, kept, locked_away, no_longer_assigned
from zhidu.apps.transfers.away_states import Where
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act
from zhidu.foundation.clock import today


@act("transfers.withdraw_departure", "收回外出报告")
def withdraw_departure(*, actor: Actor, away: int, version: int) -> Away:
    """Only before leaving. The number of a card that was given stays used; the card is to be handed in."""
    found = locked_away(away, version)
    TELL_AWAY.require(actor, found)
    if not found.reported:
        raise Wrong(f"现在是“{found.state_name}”；已经走了的，登记返回")
    before = str(found.state)
    found.state = Where.WITHDRAWN
    forget_report(found)
    no_longer_assigned(found, today())
    return kept(found, today(), before)
