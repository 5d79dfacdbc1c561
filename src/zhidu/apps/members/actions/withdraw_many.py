"""Taking people off again who were put on the register by mistake (撤回登记): as if they had never been there."""

from __future__ import annotations

from collections import Counter
from typing import Any

from zhidu.apps.members.access import ADMIT
from zhidu.apps.members.models import Membership, Person
from zhidu.apps.members.pointing import done_since
from zhidu.apps.members.search import KIND
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.search.index import refresh


@act("members.withdraw_many", "撤回批量登记")
def withdraw_many(*, actor: Actor, people: Any) -> int:  # noqa: ANN401 - ids, or a query for them
    """Everybody of *people*, or nobody where one of them has done anything since; how many.

    Who really was here and went is not withdrawn but leaves. One journal entry an organisation.
    """
    rows = list(Person.objects.filter(pk__in=people).select_related("organization").order_by("pk"))
    if not rows:
        raise Wrong("没有要撤回登记的人；至少一人")
    if since := done_since(people):
        raise Wrong(f"有 {len(since)} 人登记以后又办过别的事，不能撤回登记；确实离开的，应办“离开”")
    homes = {one.organization_id: one.organization for one in rows}
    for home in homes.values():
        ADMIT.require_at(actor, home.path)
    ids = [one.pk for one in rows]
    Membership.objects.filter(person__in=people).delete()
    Person.objects.filter(pk__in=people).delete()
    refresh(KIND, ids)
    for organization, number in sorted(Counter(one.organization_id for one in rows).items()):
        record(
            obj=homes[organization].code,
            place=organization,
            details={"count": number, "first": ids[0], "last": ids[-1]},
        )
    return len(ids)
