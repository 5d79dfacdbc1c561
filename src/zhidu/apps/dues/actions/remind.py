"""Reminding everybody who owes dues (提醒交党费)."""

from __future__ import annotations

from zhidu.apps.dues.access import KEEP
from zhidu.apps.dues.models import Assessment
from zhidu.apps.dues.queries import owing
from zhidu.apps.dues.saving import an_organization
from zhidu.apps.dues.telling import Told, tell_owing
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now


@act("dues.remind", "提醒交党费")
def remind(*, actor: Actor, organization: int) -> Told:
    """A message for each who owes anything, this month included; who has no account has to be told in person.

    Raises Wrong where nobody owes, and where all were reminded today.
    """
    node = an_organization(organization)
    KEEP.require_at(actor, node.path)
    rows = owing(node.pk)
    if not rows:
        raise Wrong("没有人欠交，不用提醒")
    today = now().date()
    fresh = [one for one in rows if one.reminded_at is None or one.reminded_at.date() < today]
    if not fresh:
        raise Wrong("今天已经提醒过；明天可以再提醒")
    told = tell_owing(fresh)
    record(
        obj=node.code, place=node.pk, details={"told": len(told.by_message), "in_person": len(told.in_person)}
    )
    Assessment.objects.filter(pk__in=[one.pk for one in fresh]).update(reminded_at=now())
    return told
