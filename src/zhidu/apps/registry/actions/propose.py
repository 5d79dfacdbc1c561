"""Asking for the own file to be put right (提出更正)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.db import IntegrityError, transaction

from zhidu.apps.members.queries import people
from zhidu.apps.orgs.text import cleaned
from zhidu.apps.registry.access import PROPOSE
from zhidu.apps.registry.fields import FIELDS, Given
from zhidu.apps.registry.looking import LONGEST_REASON
from zhidu.apps.registry.models import Proposal
from zhidu.apps.registry.writing import drafts
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now
from zhidu.foundation.keys import personal


@act("registry.propose", "提出更正")
def propose(*, actor: Actor, person: int, values: Mapping[str, Given], why: str = "") -> Proposal:
    """The person says what the file should say; nothing in it changes before it is accepted.

    Raises Wrong, keyed by field, as writing it would; and where an earlier one has not been answered.
    """
    found = people([person])
    if not found:
        raise Wrong({"person": "没有这个人；请从名册中选择"})
    row = found[0]
    PROPOSE.require(actor, row)
    (draft,) = drafts([row], {row.pk: values})
    if draft.wrong:
        raise Wrong(draft.wrong)
    if not draft.changes:
        raise Wrong("没有改动；与现在登记的一样")
    try:
        reason = cleaned(why, LONGEST_REASON)
    except ValueError as error:
        raise Wrong({"why": str(error)}) from None
    ring = personal()
    asked = {key: text for key, text in draft.changes.items() if key in values}
    made = Proposal(
        person=row,
        fields=",".join(key for key in FIELDS if key in asked),
        sealed=ring.seal(json.dumps({"values": asked, "why": reason}, ensure_ascii=False)),
        key=ring.current,
        asked_at=now(),
    )
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise Wrong("您上次提出的还没有答复；先收回那一次，再提出新的") from None
    record(obj=row.code, place=row.organization_id, details={"proposal": made.pk})
    return made
