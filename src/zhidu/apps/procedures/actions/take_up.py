"""Taking a matter that was kept by hand into a procedure (接着按程序办)."""

from __future__ import annotations

from zhidu.apps.activities import queries as activities
from zhidu.apps.activities.states import Circle
from zhidu.apps.procedures.access import OPEN
from zhidu.apps.procedures.choosing import circle_for, named
from zhidu.apps.procedures.models import Case
from zhidu.apps.procedures.saving import brought_up
from zhidu.apps.procedures.states import State
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import today


@act("procedures.take_up", "接着按程序办")
def take_up(*, actor: Actor, matter: int, person: int | None = None) -> Case:
    """Let a matter go on through the procedure it names; the steps recorded so far count as they stand."""
    found = activities.matter(matter)
    if found is None:
        raise Wrong("没有这件事项；请从列表中选择")
    OPEN.require_at(actor, found.organization.path)
    known = Case.objects.filter(matter=found).first()
    if known is not None:
        raise Wrong("这件事项已经在按程序办；不用再转")
    wanted = found.attributes.get("procedure", "")
    day = found.first or today()
    chosen = named(found.organization, wanted, (day, today()))
    if chosen is None:
        raise Wrong(f"{found.organization.name}当时执行的制度里没有这件事项所走的程序；请核对采用的制度")
    ended = found.last or activities.closed_on(found.pk)
    made = Case.objects.create(
        matter=found,
        organization=found.organization,
        book=chosen.row,
        procedure=wanted,
        circle=Circle.PRIVATE if found.circle == Circle.PRIVATE else circle_for(chosen.procedure, person),
        person_id=person,
        state=State.OPEN if ended is None else State.CLOSED,
        ended_on=ended,
        opened_by=actor.user,
    )
    record(
        obj=made.code,
        place=found.organization_id,
        on=today(),
        details={"procedure": wanted, "book": chosen.row.pk, "matter": found.pk},
    )
    brought_up(made, changed=False)
    return made
