"""Taking away a copy of everything the site holds about oneself."""

from __future__ import annotations

from zhidu.apps.members.queries import people
from zhidu.apps.registry.access import PROPOSE
from zhidu.apps.registry.own_copy import packed
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import act, record


@act("registry.take_own", "导出自己的资料")
def take_own(*, actor: Actor) -> bytes:
    """The copy as an archive; that it was taken is in the journal, since who took it may not have been the person."""
    found = people([actor.person]) if actor.person is not None else []
    if not found:
        raise Refused(PROPOSE)
    content = packed(found[0])
    record(obj=found[0].code, place=found[0].organization_id, details={"bytes": len(content)})
    return content
