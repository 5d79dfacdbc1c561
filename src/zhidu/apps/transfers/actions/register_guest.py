"""A floating member from elsewhere takes part here (登记流入的党员): with the card, and without a vote."""

from __future__ import annotations

from datetime import date

from zhidu.apps.transfers.access import KEEP_GUEST
from zhidu.apps.transfers.actions.note_host import hosted
from zhidu.apps.transfers.away_models import Away, Guest
from zhidu.apps.transfers.away_saving import seal
from zhidu.apps.transfers.away_states import Where
from zhidu.apps.transfers.places import root_of
from zhidu.apps.transfers.saving import an_organization, past, said
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Stale, Wrong, act, record
from zhidu.foundation.clock import now


@act("transfers.register_guest", "登记流入的党员")
def register_guest(
    *, actor: Actor, organization: int, name: str, home: str, card: str, contact: str, on: date
) -> Guest:
    """Whose card number is that of somebody of this tree who is away: his own branch then knows of it too."""
    node = an_organization(organization, "organization")
    KEEP_GUEST.require_at(actor, node.path)
    past(on)
    words = said(card, "card", "活动证的号", longest=60)
    if Guest.objects.filter(organization=node, card=words, last=None).exists():
        raise Wrong({"card": "这个号现在就登记在这里；请看名单"})
    who = said(name, "name", "姓名", longest=60)
    away = _away(node.path, who, words)
    made = Guest.objects.create(
        organization=node,
        name=who,
        home=said(home, "home", "原来的党组织", longest=120),
        card=words,
        away=away,
        sealed=seal({"contact": said(contact, "contact", "联系方式", longest=120)}),
        first=on,
        entered_at=now(),
        entered_by=actor.user,
    )
    record(obj=made.code, place=node.pk, on=on, details={"home": bool(away)})
    if away is not None:
        hosted(away, node.name, max(on, away.left_on or on))
    return made


def _away(path: str, name: str, card: str) -> Away | None:
    """The time away of the same tree with that card, by the number printed on it and the name."""
    rows = Away.objects.select_for_update(of=("self",)).filter(
        state=Where.AWAY, card_words=card, person__name=name
    )
    rows = rows.filter(organization__path__startswith=root_of(path))
    return rows.select_related("person", "organization").first()


@act("transfers.end_guest", "流入的党员离开")
def end_guest(*, actor: Actor, guest: int, version: int, on: date) -> Guest:
    """The last day here."""
    rows = Guest.objects.select_for_update(of=("self",)).select_related("organization")
    found = rows.filter(pk=guest).first()
    if found is None:
        raise Wrong("没有这一位；请从名单中选择")
    KEEP_GUEST.require(actor, found)
    if found.version != version:
        raise Stale("您打开以后，这一位已经被别人登记过；请看现在的名单")
    if found.last is not None:
        raise Wrong(f"{found.name}已于 {found.last} 离开")
    found.last = past(on, first=found.first, since="登记的日期")
    found.version += 1
    found.save()
    record(obj=found.code, place=found.organization_id, on=on, details={"last": str(on)})
    return found
