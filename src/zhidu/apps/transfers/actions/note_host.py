"""The other side registered the floating member too (流入地登记)."""

from __future__ import annotations

from datetime import date

from zhidu.apps.transfers.access import TELL_AWAY
from zhidu.apps.transfers.away_models import Away
from zhidu.apps.transfers.away_saving import kept, locked_away, not_later
from zhidu.apps.transfers.records import on_record
from zhidu.apps.transfers.saving import said
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act


@act("transfers.note_host", "记下流入地登记")
def note_host(*, actor: Actor, away: int, version: int, host: str, on: date) -> Away:
    """*host* is the organisation there, as the member or the contact person says."""
    found = locked_away(away, version)
    TELL_AWAY.require(actor, found)
    if not found.gone:
        raise Wrong("只有在外的时候，才有流入地登记")
    not_later(on, found)
    return hosted(found, said(host, "host", "流入地的党组织", longest=120), on)


def hosted(found: Away, host: str, on: date) -> Away:
    """Written down once with each time away; said again, only the name is put right."""
    first = found.hosted_on is None
    found.host, found.hosted_on = host, on
    if first:
        on_record(
            "floating_registered",
            node=found.organization_id,
            person=found.person_id,
            on=on,
            about=found.departure_id,
            columns={"type": "receiving"},
        )
    return kept(found, on, str(found.state), hosted=True)
