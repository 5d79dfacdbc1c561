"""Putting down that people were told of a meeting face to face or by telephone (已当面、电话通知)."""

from __future__ import annotations

from collections.abc import Sequence

from zhidu.apps.activities.access import CORRECT
from zhidu.apps.activities.answering import meeting_to_come
from zhidu.apps.activities.attendance import entitled
from zhidu.apps.activities.models import Notified
from zhidu.apps.activities.places import places
from zhidu.apps.activities.receipts import BY_MOUTH
from zhidu.apps.activities.states import How
from zhidu.apps.activities.telling import issued, mark
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record


@act("activities.note_told", "记下已当面或电话通知")
def note_told(*, actor: Actor, activity: int, people: Sequence[int], how: str) -> int:
    """That *people* were told today of everything the arrangement says; of how many that was news.

    Raises Wrong for whoever need not come, and where nobody was named or all of them were told so before.
    """
    found = meeting_to_come(activity)
    CORRECT.require(actor, found)
    if how not in BY_MOUTH:
        raise Wrong("请选是当面还是电话告诉的")
    if not people:
        raise Wrong("没有勾人；请先勾上已经告诉的人")
    place = places([found.node_id])[found.node_id]
    if set(people) - {one.person for one in entitled(place, found.kind, found.on)}:
        raise Wrong("勾的人里有不在这次会应到名单里的；请从这次会的页面上勾")
    issued(found)
    rows = {one.person_id: one for one in Notified.objects.filter(activity=found, person__in=people)}
    agenda = found.agenda.exists()
    changed = []
    for person in dict.fromkeys(people):
        row = rows.get(person) or Notified(activity=found, person_id=person)
        if row.how != how or row.version != found.version:
            mark(row, found, How(how), actor, agenda=agenda)
            row.save()
            changed.append(person)
    if not changed:
        raise Wrong("已经记下了，不用再记")
    record(obj=found.code, place=found.organization_id, details={"people": changed, "how": how})
    return len(changed)
