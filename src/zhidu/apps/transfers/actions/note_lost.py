"""Nobody can reach a member (失去联系), and that one can again (恢复联系)."""

from __future__ import annotations

from datetime import date

from zhidu.apps.transfers.access import KEEP_AWAY
from zhidu.apps.transfers.away_models import Lost
from zhidu.apps.transfers.records import on_record
from zhidu.apps.transfers.saving import a_member, past
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Stale, Wrong, act, record
from zhidu.foundation.clock import now, today

LONGEST = 1000


@act("transfers.note_lost", "登记失去联系")
def note_lost(*, actor: Actor, person: int, since: date, tries: str) -> Lost:
    """Since when, and what was tried to find the member. Nothing follows by itself: it only ever proposes."""
    who = a_member(person)
    KEEP_AWAY.require_at(actor, who.organization.path)
    past(since, "since")
    if Lost.objects.filter(person=who, found_on=None, restored_on=None).exists():
        raise Wrong({"person": f"{who.name}已经登记了失去联系；新找的情况记在那里"})
    made = Lost.objects.create(
        organization=who.organization,
        person=who,
        since=since,
        tries=_tries(tries),
        entered_at=now(),
        entered_by=actor.user,
    )
    made.record_id = on_record("lost_contact", node=who.organization_id, person=who.pk, on=since)
    made.save(update_fields=["record"])
    _note(made, since)
    return made


@act("transfers.note_tries", "记下寻找的情况")
def note_tries(*, actor: Actor, lost: int, version: int, tries: str) -> Lost:
    """One more attempt to find the member; what was written before stays."""
    found = locked_lost(actor, lost, version)
    if found.found_on is not None or found.suspended_on is not None:
        raise Wrong(f"现在是“{found.state_name}”，不用再找")
    day = today()
    line = f"{day.month}月{day.day}日：{_tries(tries)}"
    found.tries = f"{found.tries}\n{line}"
    _changed(found)
    return found


@act("transfers.note_found", "登记恢复联系")
def note_found(*, actor: Actor, lost: int, version: int, on: date) -> Lost:
    """In touch again, before the membership was suspended."""
    found = locked_lost(actor, lost, version)
    if found.found_on is not None or found.suspended_on is not None:
        raise Wrong(f"现在是“{found.state_name}”；停止党籍以后找到的，办恢复党籍")
    found.found_on = past(on, first=found.since, since="失去联系的日期")
    on_record(
        "contact_restored",
        node=found.organization_id,
        person=found.person_id,
        on=on,
        about=found.record_id,
    )
    _changed(found)
    return found


def locked_lost(actor: Actor, pk: int, version: int) -> Lost:
    """The row, locked, for whoever keeps it. Raises Wrong, Stale, Refused."""
    rows = Lost.objects.select_for_update(of=("self",)).select_related("person", "organization")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Wrong("没有这一条；请从列表中选择")
    KEEP_AWAY.require(actor, found)
    if found.version != version:
        raise Stale("您打开以后，这一条已经被别人办过；请看现在的情况")
    return found


def _tries(text: str) -> str:
    found = text.strip()
    if not found:
        raise Wrong({"tries": "没有写怎样找过；应写明打过什么电话、问过谁"})
    if len(found) > LONGEST:
        raise Wrong({"tries": f"有 {len(found)} 字；应不超过 {LONGEST} 字"})
    return found


def _changed(found: Lost) -> None:
    found.version += 1
    found.save()
    _note(found, today())


def _note(found: Lost, on: date) -> None:
    record(
        obj=found.code,
        place=found.organization_id,
        on=on,
        details={"person": found.person_id, "state": found.state_name},
    )
