"""Somebody else keeps in touch from now on (换联系人)."""

from __future__ import annotations

from datetime import date

from zhidu.apps.transfers.access import KEEP_AWAY
from zhidu.apps.transfers.actions.register_departure import assign
from zhidu.apps.transfers.away_models import Away
from zhidu.apps.transfers.away_notices import tell_registered
from zhidu.apps.transfers.away_saving import kept, locked_away, no_longer_assigned
from zhidu.apps.transfers.saving import past
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act


@act("transfers.change_contact", "换联系人", covers=("S6.6.3",))
def change_contact(*, actor: Actor, away: int, version: int, contact: int, on: date) -> Away:
    """The one before stays on record until that day."""
    found = locked_away(away, version)
    KEEP_AWAY.require(actor, found)
    if found.registered_on is None or not found.current:
        raise Wrong("这次外出还没有登记，或者已经结束")
    if contact == found.contact_id:
        raise Wrong({"contact": "就是现在的联系人；应选另一位"})
    past(on, first=found.registered_on, since="登记的日期")
    no_longer_assigned(found, on)
    assign(found, contact, on)
    kept(found, on, str(found.state), contact=contact)
    tell_registered(found)
    return found
