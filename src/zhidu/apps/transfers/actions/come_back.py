"""Back home (返回): from that day on no floating member; what was done away is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from zhidu.apps.transfers.access import TELL_AWAY
from zhidu.apps.transfers.actions.make_report import write_report
from zhidu.apps.transfers.away_models import Away
from zhidu.apps.transfers.away_notices import tell_back
from zhidu.apps.transfers.away_saving import kept, locked_away, marked, no_longer_assigned, not_later
from zhidu.apps.transfers.away_states import Kind, Where
from zhidu.apps.transfers.records import on_record
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act
from zhidu.foundation.clock import today


@act("transfers.come_back", "外出返回", covers=("S6.6.8",))
def come_back(
    *, actor: Actor, away: int, version: int, on: date, topics: Mapping[str, str] | None = None
) -> Away:
    """*topics*: what was done away (返回汇报), where it is told at once; else it is still to be told."""
    found = locked_away(away, version)
    TELL_AWAY.require(actor, found)
    if not found.gone:
        raise Wrong(f"现在是“{found.state_name}”；没有在外，不用登记返回")
    not_later(on, found)
    before = str(found.state)
    found.state, found.back_on = Where.BACK, on
    found.returned_id = on_record(
        "return_home", node=found.organization_id, person=found.person_id, on=on, about=found.departure_id
    )
    marked(found.person_id, on, floating=False)
    no_longer_assigned(found, on)
    kept(found, on, before)
    if topics and any(text.strip() for text in topics.values()):
        write_report(actor, found, Kind.RETURNED, today(), topics)
    tell_back(found, actor)
    return found
