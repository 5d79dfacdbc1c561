"""Suspending membership (停止党籍) after a decision and its approval, and giving it back (恢复党籍)."""

from __future__ import annotations

from datetime import date

from zhidu.apps.members import actions as members
from zhidu.apps.members import queries as people
from zhidu.apps.members.changing import hold
from zhidu.apps.transfers.actions.note_lost import locked_lost
from zhidu.apps.transfers.away_models import Lost
from zhidu.apps.transfers.away_saving import closed_by_move
from zhidu.apps.transfers.limits import Limits, later
from zhidu.apps.transfers.records import on_record
from zhidu.apps.transfers.saving import past, said
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import Wrong, act, record

SUSPENDED = "suspended"


@act("transfers.suspend", "登记停止党籍")
def suspend(*, actor: Actor, lost: int, version: int, on: date, approved_by: str) -> Lost:
    """Write down that it was decided and approved; from the next day on the person is on no register.

    Never done by the program itself, whatever the clause proposes.
    """
    found = locked_lost(actor, lost, version)
    if found.found_on is not None or found.suspended_on is not None:
        raise Wrong(f"现在是“{found.state_name}”，不能办停止党籍")
    past(on, first=found.since, since="失去联系的日期")
    rule = Limits(found.organization, on).lost
    if rule is not None and on < (due := later(found.since, rule[1])):
        clause, length = rule
        told = f"{clause.title}（{clause.source}）"
        raise Wrong({"on": f"{found.since} 起联系不上，还没有满 {length.chinese()}；{told}，应不早于 {due}"})
    found.approved_by = said(approved_by, "approved_by", "谁批准的", longest=120)
    hold([found.person_id])
    closed_by_move(found.person_id, on)
    members.leave(actor=SYSTEM, person=found.person_id, last=on, why=SUSPENDED)
    found.suspension_id = on_record(
        "membership_suspended",
        node=found.organization_id,
        person=found.person_id,
        on=on,
        about=found.record_id,
    )
    found.suspended_on = on
    return _kept(found, on)


@act("transfers.restore", "登记恢复党籍")
def restore(*, actor: Actor, lost: int, version: int, on: date) -> Lost:
    """Found again and approved: on the register of the same organisation from that day on; the gap stays."""
    found = locked_lost(actor, lost, version)
    if found.suspended_on is None or found.restored_on is not None:
        raise Wrong(f"现在是“{found.state_name}”，没有停止的党籍可以恢复")
    past(on, first=found.suspended_on, since="停止党籍的日期")
    person = people.person(found.person_id)
    members.readmit(
        actor=SYSTEM,
        person=person.pk,
        organization=found.organization_id,
        type=person.type,
        on=on,
    )
    on_record(
        "membership_restored",
        node=found.organization_id,
        person=found.person_id,
        on=on,
        about=found.suspension_id,
    )
    found.restored_on = on
    return _kept(found, on)


def _kept(found: Lost, on: date) -> Lost:
    found.version += 1
    found.save()
    record(
        obj=found.code,
        place=found.organization_id,
        on=on,
        details={"person": found.person_id, "state": found.state_name},
    )
    return found
