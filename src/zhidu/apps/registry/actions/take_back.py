"""Taking back what one wanted put right, before it is answered."""

from __future__ import annotations

from zhidu.apps.members.queries import people
from zhidu.apps.registry.access import PROPOSE
from zhidu.apps.registry.models import Proposal
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Stale, Wrong, act, record


@act("registry.take_back", "收回更正")
def take_back(*, actor: Actor, proposal: int) -> None:
    """What was asked is gone, values and all."""
    row = Proposal.objects.select_for_update(of=("self",)).filter(pk=proposal).first()
    if row is None:
        raise Wrong("没有这件更正；可能已经收回")
    person = people([row.person_id])[0]
    PROPOSE.require(actor, person)
    if row.answered_at is not None:
        raise Stale(f"已经答复：{row.state_name}；不能再收回")
    pk = row.pk
    row.delete()
    record(obj=person.code, place=person.organization_id, details={"proposal": pk})
