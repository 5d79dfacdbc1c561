"""Reading what is masked in somebody's file (看盖住的内容): for a few minutes, with a reason, and kept."""

from __future__ import annotations

from zhidu.apps.members.queries import people
from zhidu.apps.orgs.text import cleaned
from zhidu.apps.registry.access import UNMASK
from zhidu.apps.registry.looking import LONGEST_REASON, a_look
from zhidu.apps.registry.models import Look
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record


@act("registry.unmask", "看盖住的内容")
def unmask(*, actor: Actor, person: int, why: str) -> Look:
    """From now on, for some minutes, this actor reads that file in full; the person sees who did and when."""
    found = people([person])
    if not found:
        raise Wrong({"person": "没有这个人；请从名册中选择"})
    UNMASK.require(actor, found[0])
    try:
        reason = cleaned(why, LONGEST_REASON)
    except ValueError as error:
        raise Wrong({"why": str(error)}) from None
    if not reason:
        raise Wrong({"why": "没有写为什么要看；应写清办什么事，如“转接组织关系，核对身份证号”"})
    look = a_look(person, actor, Look.UNMASKED, reason)
    look.save()
    record(obj=found[0].code, place=found[0].organization_id, details={"look": look.pk})
    return look
