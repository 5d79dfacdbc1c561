"""Disclosing something (公开)."""

from __future__ import annotations

from zhidu.apps.disclosure.access import KEEP
from zhidu.apps.disclosure.entries import Entry
from zhidu.apps.disclosure.models import Notice
from zhidu.apps.disclosure.saving import an_organization, fill, note, snapshot
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import act
from zhidu.foundation.clock import now


@act("disclosure.publish", "公开")
def publish(*, actor: Actor, organization: int, entry: Entry) -> Notice:
    """Disclose *entry* in the name of an organisation, from its first day on; what was told counts for clauses."""
    node = an_organization(organization)
    KEEP.require_at(actor, node.path)
    notice = fill(Notice(organization=node, published_at=now(), published_by=actor.user), entry, actor)
    notice.save(force_insert=True)
    note(notice, {}, snapshot(notice))
    return notice
