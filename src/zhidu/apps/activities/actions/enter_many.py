"""Many records at once (批量登记): taking over a ledger, importing a table, filling a demonstration."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from zhidu.apps.activities.access import RECORD, TAKE_OVER
from zhidu.apps.activities.entries import Entry, faults
from zhidu.apps.activities.models import Activity
from zhidu.apps.activities.places import Places
from zhidu.apps.activities.writing import row
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now, today
from zhidu.foundation.keys import keyring
from zhidu.foundation.search.index import refresh

BATCH = 1000
SHOWN = 20
"""Faults told at once: enough to see what is wrong with a table, not so many that nobody reads them."""


@act("activities.enter_many", "批量登记活动")
def enter_many(*, actor: Actor, rows: Sequence[Entry]) -> list[int]:
    """Write down all of *rows* or, where one is wrong, none; returns their ids in the same order.

    Faults are keyed ``row.field``, rows counted from 1. One journal entry an organisation, with the number of
    rows and a keyed digest over them. Rows with ``entered_on`` or ``voided_on`` are taken over from an older
    ledger, which only a superior or the program itself may do.
    """
    if not rows:
        raise Wrong("没有要登记的行；至少应有一行")
    places = Places(rows)
    _check(rows, places, actor)
    _permit(rows, places, actor)
    moment = now()
    ids: dict[int, int] = {}
    by_key = {entry.key: at for at, entry in enumerate(rows) if entry.key}
    for level in _levels(rows, by_key):
        entries = [_pointed(rows[at], by_key, ids) for at in level]
        made = Activity.objects.bulk_create(
            [row(entry, places, actor, moment) for entry in entries], batch_size=BATCH
        )
        ids.update((at, one.pk) for at, one in zip(level, made, strict=True))
    refresh("activity", ids.values())
    in_order = [ids[at] for at in range(len(rows))]
    _journal(rows, in_order, places)
    return in_order


def _check(rows: Sequence[Entry], places: Places, actor: Actor) -> None:
    """Raise Wrong with the first faults found."""
    day = today()
    wrong: dict[str, str] = {}
    keys: dict[str, int] = {}
    for number, entry in enumerate(rows, start=1):
        found = {**places.faults(entry, actor), **faults(entry, day)}
        if entry.key and keys.setdefault(entry.key, number) != number:
            found["key"] = f"编号“{entry.key}”与第 {keys[entry.key]} 行重复；每行的编号应不同"
        wrong.update({f"{number}.{field}": message for field, message in found.items()})
        if len(wrong) >= SHOWN:
            raise Wrong(wrong)
    for number, entry in enumerate(rows, start=1):
        if entry.about_key and entry.about_key not in keys:
            wrong[f"{number}.about_key"] = f"所指的“{entry.about_key}”不在这些行里；应先有那一条"
    if wrong:
        raise Wrong(wrong)


def _permit(rows: Sequence[Entry], places: Places, actor: Actor) -> None:
    """Once for each node: whether its records may be made, and taken over, by this actor."""
    if actor.system:
        return
    seen: set[tuple[int, bool]] = set()
    for entry in rows:
        taken_over = entry.entered_on is not None or entry.voided_on is not None
        if (entry.node, taken_over) in seen:
            continue
        seen.add((entry.node, taken_over))
        place = places.at(entry)
        RECORD.require(actor, place)
        if taken_over:
            TAKE_OVER.require_at(actor, place.node.path)


def _levels(rows: Sequence[Entry], by_key: dict[str, int]) -> Iterator[list[int]]:
    """Row numbers so that a row comes after the one it is about: its id is needed. Raises Wrong for a circle."""
    waiting = list(range(len(rows)))
    done: set[int] = set()
    while waiting:
        ready = [at for at in waiting if not rows[at].about_key or by_key[rows[at].about_key] in done]
        if not ready:
            raise Wrong({f"{waiting[0] + 1}.about_key": "几行互相指着对方；应有一条在先"})
        yield ready
        done.update(ready)
        waiting = [at for at in waiting if at not in done]


def _pointed(entry: Entry, by_key: dict[str, int], ids: dict[int, int]) -> Entry:
    return replace(entry, about=ids[by_key[entry.about_key]]) if entry.about_key else entry


def _journal(rows: Sequence[Entry], ids: Sequence[int], places: Places) -> None:
    """One entry an organisation: how many, which, and a keyed digest over what was entered."""
    found: dict[int, list[int]] = defaultdict(list)
    for at, entry in enumerate(rows):
        found[places.at(entry).organization.id].append(at)
    for organization, numbers in sorted(found.items()):
        mine = [rows[at] for at in numbers]
        text = json.dumps([_plain(entry) for entry in mine], ensure_ascii=False, sort_keys=True)
        record(
            obj=f"org-{organization}",
            place=organization,
            on=min(max(entry.on for entry in mine), today()),
            details={
                "count": len(mine),
                "first": min(ids[at] for at in numbers),
                "last": max(ids[at] for at in numbers),
                "digest": keyring().digest(text),
                "taken_over": sum(entry.entered_on is not None for entry in mine),
            },
        )


_FIELDS = [one.name for one in fields(Entry)]


def _plain(entry: Entry) -> list[Any]:
    values = (getattr(entry, name) for name in _FIELDS)
    return [_plainly(value) for value in values]


def _plainly(value: Any) -> Any:  # noqa: ANN401 - any field of an entry
    if isinstance(value, Mapping):
        return dict(value)
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)
