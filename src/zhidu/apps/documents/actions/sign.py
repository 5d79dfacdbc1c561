"""Signing a document: it gets its number, and the day it dates from (签发)."""

from __future__ import annotations

from zhidu.apps.documents.access import SIGN
from zhidu.apps.documents.models import Document
from zhidu.apps.documents.queries import agency_of
from zhidu.apps.documents.saving import locked, move
from zhidu.apps.documents.states import Did, State
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act
from zhidu.foundation.clock import today
from zhidu.foundation.papers.numbering import next_number


@act("documents.sign", "签发公文")
def sign(*, actor: Actor, document: int, version: int) -> Document:
    """Sign it. The number is the next of the organisation's row of that year: none is left out, none given twice."""
    found = locked(document, version, actor, SIGN, State.SIGNING)
    agency = agency_of(found.organization_id)
    if agency is None:
        raise Wrong("还没有定这里的发文名义（发文机关标志、机关代字）；请先在“发文名义”里写好")
    found.signer, found.signed_on = actor.name[:40], today()
    found.agency_word, found.year = agency.word, found.signed_on.year
    found.number = next_number(f"org-{found.organization_id}/发文", found.year)
    move(found, State.SIGNED, Did.SIGNED, actor, number=found.full_number)
    return found
