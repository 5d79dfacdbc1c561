"""The card is looked at and the time away is over (查验活动证)."""

from __future__ import annotations

from datetime import date

from zhidu.apps.transfers.access import KEEP_AWAY
from zhidu.apps.transfers.away_models import Away
from zhidu.apps.transfers.away_saving import kept, locked_away
from zhidu.apps.transfers.away_states import Where
from zhidu.apps.transfers.records import on_record
from zhidu.apps.transfers.saving import past
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act


@act("transfers.check_card", "查验活动证", covers=("S6.6.7",))
def check_card(*, actor: Actor, away: int, version: int, on: date) -> Away:
    """Closes the time away; without a card there is nothing to look at, and it is closed all the same."""
    found = locked_away(away, version)
    KEEP_AWAY.require(actor, found)
    if not found.back:
        raise Wrong(f"现在是“{found.state_name}”；本人回来以后才查验")
    past(on, first=found.back_on, since="回来的日期")
    before = str(found.state)
    found.state = Where.CLOSED
    if found.card_number is not None:
        found.checked_on = on
        on_record(
            "activity_card_checked",
            node=found.organization_id,
            person=found.person_id,
            on=on,
            about=found.returned_id,
        )
    return kept(found, on, before)
