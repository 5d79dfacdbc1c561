"""Putting people on the register (登记人员): one, or a whole roll at once."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from zhidu.apps.members.access import ADMIT
from zhidu.apps.members.entries import Admission, Homes, Stretch, a_name, order_faults, stretch_faults
from zhidu.apps.members.models import Membership, Person
from zhidu.apps.members.search import KIND
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import today
from zhidu.foundation.keys import keyring
from zhidu.foundation.search.index import refresh

BATCH = 1000
SHOWN = 20
"""Faults told at once: enough to see what is wrong with a roll, not so many that nobody reads them."""


@act("members.admit", "登记人员")
def admit(
    *,
    actor: Actor,
    organization: int,
    name: str,
    type: str,  # noqa: A002 - the word of the vocabulary
    on: date | None,
    group: int | None = None,
    attributes: Mapping[str, str | None] | None = None,
) -> Person:
    """Put one person on the register of an organisation, from *on* (None: since before records were kept)."""
    stretch = Stretch(
        type=type, organization=organization, group=group, first=on, attributes=attributes or {}
    )
    (entry,), faults = _checked([Admission(name=name, stretches=[stretch])])
    if wrong := {_field(key): text for key, text in faults.items()}:
        raise Wrong(wrong)
    ADMIT.require_at(actor, Homes([organization]).path(organization))
    (person,) = _written([entry])
    kept = entry.stretches[0].attributes
    record(
        obj=person.code,
        place=organization,
        on=on,
        changes={
            "name": (None, person.name),
            "type": (None, type),
            "group": (None, group),
            **{key: (None, text) for key, text in kept.items()},
        },
    )
    return person


def _field(key: str) -> str:
    """The field of a form that holds one person in one stretch."""
    name = key.rpartition(".")[2]
    return "on" if name == "first" else name


@act("members.admit_many", "批量登记人员")
def admit_many(*, actor: Actor, rows: Sequence[Admission]) -> list[int]:
    """Put all of *rows* on the register or, where one is wrong, none; their ids in the same order.

    Faults are keyed ``row.field`` (``row.stretch.field`` from the second stretch on), counted from 1. One journal
    entry an organisation, with the number of people and a keyed digest over what was entered.
    """
    if not rows:
        raise Wrong("没有要登记的人；至少应有一行")
    entries, faults = _checked(rows)
    if faults:
        raise Wrong(faults)
    homes = Homes.of(stretch for entry in entries for stretch in entry.stretches)
    for organization in {stretch.organization for entry in entries for stretch in entry.stretches}:
        ADMIT.require_at(actor, homes.path(organization))
    people = _written(entries)
    _journal(entries, people)
    refresh(KIND, [person.pk for person in people])
    return [person.pk for person in people]


def _checked(rows: Sequence[Admission]) -> tuple[list[Admission], dict[str, str]]:
    """(the rows as they are kept, what is wrong with them)."""
    homes = Homes.of(stretch for row in rows for stretch in row.stretches)
    entries = []
    wrong: dict[str, str] = {}
    for number, row in enumerate(rows, start=1):
        name, fault = a_name(row.name)
        if fault:
            wrong[f"{number}.name"] = fault
        if not row.stretches:
            wrong[f"{number}.organization"] = "没有写在哪个组织；应至少写一段"
        kept = []
        for place, stretch in enumerate(row.stretches, start=1):
            one, faults = stretch_faults(stretch, homes)
            at = f"{number}." if place == 1 else f"{number}.{place}."
            wrong.update({at + field: text for field, text in faults.items()})
            kept.append(one)
        if not wrong:
            wrong.update({f"{number}.{field}": text for field, text in order_faults(kept).items()})
        entries.append(replace(row, name=name, stretches=kept))
        if len(wrong) >= SHOWN:
            break
    return entries, wrong


def _written(entries: Sequence[Admission]) -> list[Person]:
    people = Person.objects.bulk_create(
        [_person(entry.name, entry.stretches[-1]) for entry in entries], batch_size=BATCH
    )
    Membership.objects.bulk_create(
        [
            Membership(
                person=person,
                type=one.type,
                organization_id=one.organization,
                group_id=one.group,
                first=one.first,
                last=one.last,
                attributes=dict(one.attributes),
            )
            for person, entry in zip(people, entries, strict=True)
            for one in entry.stretches
        ],
        batch_size=BATCH,
    )
    return people


def _person(name: str, last: Stretch) -> Person:
    return Person(
        name=name, organization_id=last.organization, group_id=last.group, type=last.type, until=last.last
    )


def _journal(entries: Sequence[Admission], people: Sequence[Person]) -> None:
    found: dict[int, list[tuple[int, Admission]]] = defaultdict(list)
    for person, entry in zip(people, entries, strict=True):
        for organization in {one.organization for one in entry.stretches}:
            found[organization].append((person.pk, entry))
    for organization, mine in sorted(found.items()):
        days = [one.first for _, entry in mine for one in entry.stretches if one.first is not None]
        text = json.dumps([[pk, _plain(entry)] for pk, entry in mine], ensure_ascii=False, sort_keys=True)
        record(
            obj=f"org-{organization}",
            place=organization,
            on=max(days, default=today()),
            details={
                "count": len(mine),
                "first": mine[0][0],
                "last": mine[-1][0],
                "digest": keyring().digest(text),
            },
        )


def _plain(entry: Admission) -> list[object]:
    return [
        entry.name,
        [
            [one.type, one.organization, one.group, str(one.first), str(one.last), dict(one.attributes)]
            for one in entry.stretches
        ],
    ]
