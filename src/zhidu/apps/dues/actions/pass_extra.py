"""Handing a large gift on to the centre through the committee (转交大额党费)."""

from __future__ import annotations

from datetime import date

from zhidu.apps.activities.actions import record_held
from zhidu.apps.activities.entries import Entry
from zhidu.apps.dues.access import PASS_UP
from zhidu.apps.dues.models import Extra
from zhidu.apps.dues.rates import EXTRA_PASSED
from zhidu.apps.dues.saving import a_past_day
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Stale, Wrong, act, record


@act("dues.pass_extra", "转交大额党费")
def pass_extra(*, actor: Actor, extra: int, version: int, on: date) -> Extra:
    """It went on, whole, with the profile. Raises Wrong where it did already, or is none that has to."""
    found = Extra.objects.select_for_update(of=("self",)).filter(pk=extra).first()
    if found is None:
        raise Wrong("没有这一笔；请从列表中选择")
    found = Extra.objects.select_related("organization", "record", "passed").get(pk=found.pk)
    PASS_UP.require_at(actor, found.organization.path)
    if found.version != version:
        raise Stale("您打开以后，这一笔已经被别人办过；请看新的内容")
    if found.record.voided_at is not None or not found.to_centre:
        raise Wrong("这一笔不用转交")
    if found.passed is not None and found.passed.voided_at is None:
        raise Wrong("这一笔已经转交过")
    a_past_day(on)
    if on < found.on:
        raise Wrong({"on": f"{found.on} 才收到，转交的日期不能早于它"})
    entry = Entry(
        kind=EXTRA_PASSED,
        node=found.organization_id,
        person=found.person_id,
        about=found.record_id,
        on=on,
        columns={"profile": "yes"},
    )
    found.passed = record_held(actor=actor, entry=entry)
    found.version += 1
    found.save(update_fields=["passed", "version"])
    record(obj=found.code, place=found.organization_id, on=on, details={"amount": f"{found.amount:.2f}"})
    return found
