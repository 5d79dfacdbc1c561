"""Gone (动身): from that day on a floating member."""

from __future__ import annotations

from datetime import date

from zhidu.apps.transfers.access import TELL_AWAY
from zhidu.apps.transfers.away_models import Away
from zhidu.apps.transfers.away_saving import kept, locked_away, marked
from zhidu.apps.transfers.away_states import Where
from zhidu.apps.transfers.records import on_record
from zhidu.apps.transfers.saving import past
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act


@act("transfers.depart", "登记动身")
def depart(*, actor: Actor, away: int, version: int, on: date) -> Away:
    """The member says so, or whoever keeps in touch. Without a card and a contact person it counts all the same."""
    found = locked_away(away, version)
    TELL_AWAY.require(actor, found)
    if not found.reported:
        raise Wrong(f"现在是“{found.state_name}”，不用再登记动身")
    before = str(found.state)
    found.left_on = past(on)
    found.state = Where.AWAY
    columns = {"purpose": found.purpose}
    if found.months is not None:
        columns["months"] = str(found.months)
    if found.fixed is not None:
        columns["fixed_place"] = "true" if found.fixed else "false"
    who = {"node": found.organization_id, "person": found.person_id, "on": on}
    found.departure_id = on_record("departure", about=found.report_id, columns=columns, **who)
    on_record("floating_registered", about=found.departure_id, columns={"type": "sending"}, **who)
    marked(found.person_id, on, floating=True)
    return kept(found, on, before)
