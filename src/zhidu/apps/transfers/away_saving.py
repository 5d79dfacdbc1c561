"""What the acts about times away share: the locked row, its journal entry, what is sealed, the 流动 mark."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from zhidu.apps.activities.actions import correct
from zhidu.apps.activities.entries import Entry
from zhidu.apps.members.actions import change_standing
from zhidu.apps.members.changing import hold, present
from zhidu.apps.members.queries import person as the_person
from zhidu.apps.transfers.away_models import Away
from zhidu.apps.transfers.away_states import CURRENT, Where
from zhidu.apps.transfers.records import struck
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.acts import Stale, Wrong, record
from zhidu.foundation.clock import today
from zhidu.foundation.keys import personal


def seal(said: Mapping[str, str]) -> bytes:
    """What is told to few, encrypted with the key of the site."""
    return personal().seal(json.dumps(dict(said), ensure_ascii=False))


def opened(sealed: bytes | None) -> dict[str, str]:
    """The same again; nothing where nothing was said."""
    if not sealed:
        return {}
    found: dict[str, str] = json.loads(personal().open(bytes(sealed)))
    return found


def locked_away(pk: int, version: int) -> Away:
    """One time away, locked. Raises Wrong where there is none, Stale where it was changed meanwhile."""
    rows = Away.objects.select_for_update(of=("self",)).select_related("person", "organization", "contact")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Wrong("没有这次外出；请从列表中选择")
    if found.version != version:
        raise Stale("您打开以后，这次外出已经被别人办过；请看现在的情况")
    return found


def kept(found: Away, on: date, before: str | None, **details: Any) -> Away:  # noqa: ANN401
    """Save a changed row and write the journal entry; neither reason nor contact stands in it."""
    found.version += 1
    found.save()
    record(
        obj=found.code,
        place=found.organization_id,
        on=on,
        changes={"state": (before, str(found.state))},
        details={"person": found.person_id, **details},
    )
    return found


def marked(person: int, on: date, *, floating: bool) -> None:
    """Write down in the register that somebody is, or no longer is, a floating member; from that day on."""
    hold([person])
    row = the_person(person)
    if row.until is not None:
        return
    now, wanted = present(row), "true" if floating else "false"
    if now.attributes.get("floating", "false") == wanted:
        return
    since = on if now.first is None else max(on, now.first)
    change_standing(actor=SYSTEM, person=person, on=since, attributes={"floating": wanted})


def no_longer_assigned(found: Away, on: date) -> None:
    """The contact person's task ends; what was assigned stays on record."""
    row = found.assigned
    if row is None or row.voided_at is not None or row.columns.get("ended_on"):
        return
    entry = Entry(
        kind=row.kind, node=row.node_id, on=row.on, columns={**row.columns, "ended_on": on.isoformat()}
    )
    correct(actor=SYSTEM, activity=row.pk, version=row.version, entry=entry, reason="外出结束或换了联系人")


def closed_by_move(person: int, on: date) -> None:
    """Somebody whose 组织关系 has moved is no longer away from the branch that he left."""
    for found in Away.objects.select_for_update(of=("self",)).filter(person=person, state__in=CURRENT):
        before = str(found.state)
        found.state = Where.CLOSED if found.left_on is not None else Where.WITHDRAWN
        if found.back_on is None and found.left_on is not None:
            found.back_on = on
        no_longer_assigned(found, on)
        kept(found, on, before, moved=True)
    with suppress(Wrong):
        marked(person, on, floating=False)


def forget_report(found: Away) -> None:
    """Not gone after all: the report was of nothing."""
    struck(found.report, "没有外出")


def not_later(on: date, found: Away) -> date:
    """A day that has come and on which the person had left."""
    if on > today():
        raise Wrong({"on": f"日期 {on} 还没有到；应是今天（{today()}）或以前"})
    if found.left_on is not None and on < found.left_on:
        raise Wrong({"on": f"日期 {on} 早于外出的 {found.left_on}；应在以后"})
    return on
