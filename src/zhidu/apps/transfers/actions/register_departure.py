"""The branch registers it (登记外出): the activity card, and the member who keeps in touch."""

from __future__ import annotations

from datetime import date

from zhidu.apps.members import queries as members
from zhidu.apps.transfers.access import KEEP_AWAY
from zhidu.apps.transfers.away_models import Away
from zhidu.apps.transfers.away_notices import tell_registered
from zhidu.apps.transfers.away_saving import kept, locked_away
from zhidu.apps.transfers.limits import Limits
from zhidu.apps.transfers.records import on_record
from zhidu.apps.transfers.saving import issuer_of, past
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act
from zhidu.foundation.papers.numbering import next_number

SERIES = "org-{}/流动党员活动证"
LONGEST = 40


@act("transfers.register_departure", "登记外出流动", covers=("S6.6.2", "S6.6.3"))
def register_departure(
    *,
    actor: Actor,
    away: int,
    version: int,
    contact: int,
    on: date,
    card: bool = True,
    card_words: str = "",
) -> Away:
    """Name the *contact* person, a full member of the branch who is not away; and give the card its number.

    Raises Wrong where a clause in force forbids the card for what the person goes away for: it says which.
    """
    found = locked_away(away, version)
    KEEP_AWAY.require(actor, found)
    if not found.reported or found.registered_on is not None:
        raise Wrong("这次外出已经登记过，或者已经结束")
    past(on, first=found.reported_on, since="报告的日期")
    if card and (clause := Limits(found.organization, on).card_banned(found.purpose)):
        told = f"{clause.title}（{clause.source}）"
        raise Wrong({"card": f"外出是“{found.purpose_name}”：{told}；应不发活动证，需要的开党员证明信"})
    if len(card_words.strip()) > LONGEST:
        raise Wrong({"card_words": f"有 {len(card_words.strip())} 字；应不超过 {LONGEST} 字"})
    before = str(found.state)
    found.registered_on = on
    if card:
        found.card_year = on.year
        found.card_number = next_number(SERIES.format(issuer_of(found.organization).pk), on.year)
        found.card_words = card_words.strip()
        on_record(
            "activity_card_issued",
            node=found.organization_id,
            person=found.person_id,
            on=on,
            about=found.report_id,
            columns={"purpose": found.purpose},
        )
    assign(found, contact, on)
    kept(found, on, before, card=found.card_number, contact=contact)
    tell_registered(found)
    return found


def assign(found: Away, contact: int, on: date) -> None:
    """Name the contact person of a time away. Raises Wrong for somebody who cannot be."""
    here = {one.person_id: one for one in members.on_day(found.organization_id, on)}
    one = here.get(contact)
    if one is None or one.type != "full_member" or contact == found.person_id:
        raise Wrong({"contact": "联系人应是本支部的正式党员，不是外出的本人；请从名单中选择"})
    if one.attributes.get("floating") == "true":
        raise Wrong({"contact": f"{one.person.name}自己也在外流动；请选在家的党员"})
    found.contact_id = contact
    found.assigned_id = on_record(
        "contact_assigned",
        node=found.organization_id,
        person=found.person_id,
        on=on,
        columns={"contact_id": f"person-{contact}"},
    )
