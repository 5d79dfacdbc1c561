"""Saying how long the files of those who left are kept (定保存期限)."""

from __future__ import annotations

from zhidu.apps.orgs import queries as orgs
from zhidu.apps.orgs.text import cleaned
from zhidu.apps.registry.access import KEEP
from zhidu.apps.registry.models import Retention
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now

LEAST, MOST = 1, 1200
LONGEST = 200


@act("registry.set_retention", "定档案的保存期限")
def set_retention(*, actor: Actor, organization: int, months: int, basis: str) -> Retention:
    """From now on files are kept *months* after somebody left, here and below unless those below say otherwise.

    *basis* is the rule or decision it rests on. Nothing is erased by that.
    """
    orgs.nodes([organization], hold=True)
    node = orgs.organization(organization)
    if node is None:
        raise Wrong({"organization": "没有这个组织；请从列表中选择"})
    KEEP.require_at(actor, node.path)
    if not LEAST <= months <= MOST:
        raise Wrong({"months": f"写的是 {months} 个月；应在 {LEAST} 至 {MOST} 个月之间"})
    try:
        words = cleaned(basis, LONGEST)
    except ValueError as error:
        raise Wrong({"basis": str(error)}) from None
    if not words:
        raise Wrong({"basis": "没有写依据；请写明哪份文件或者哪次会议定的"})
    before = Retention.objects.filter(organization=node, superseded_at=None).first()
    if before is not None:
        Retention.objects.filter(pk=before.pk).update(superseded_at=now())
    made = Retention.objects.create(
        organization=node, months=months, basis=words, set_at=now(), set_by=actor.user
    )
    record(
        obj=node.code,
        place=node.pk,
        changes={"retention": (before.months if before else None, months)},
        details={"retention": made.pk},
    )
    return made
