"""Writing a looked-through sheet into the register (导入名册): all of it, or nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max

from zhidu.apps.members.actions.admit_many import admit_many
from zhidu.apps.members.changing import hold
from zhidu.apps.members.entries import Admission, Stretch
from zhidu.apps.members.queries import people as people_of
from zhidu.apps.registry.access import KEEP
from zhidu.apps.registry.fields import FIELDS
from zhidu.apps.registry.import_models import (
    ImportBatch,
    ImportOutcome,
    ImportProblem,
    ImportRow,
    Match,
    Stage,
)
from zhidu.apps.registry.importing import batches, staging
from zhidu.apps.registry.importing.batches import TAKE_IN, in_background, saved, the_batch
from zhidu.apps.registry.importing.checking import Reader, ready
from zhidu.apps.registry.importing.columns import GROUP, NAME, ORGANIZATION, SINCE, TYPE
from zhidu.apps.registry.models import Change
from zhidu.apps.registry.writing import Draft, drafts, files_of, save
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Stale, Wrong, act, record
from zhidu.foundation.clock import now
from zhidu.foundation.keys import keyring

WHY = "导入名册"


@dataclass(slots=True)
class Decided:
    """The rows to be written: people to admit with their files, and files to bring up to date."""

    new: list[tuple[int, Admission, dict[str, str]]] = field(default_factory=list)
    updates: dict[int, tuple[int, dict[str, str]]] = field(default_factory=dict)
    """Person → (row, what the file is to say)."""
    left: int = 0
    """People on the register whom nothing changes."""


@act("registry.take_in", "导入名册")
def take_in(*, actor: Actor, batch: int, version: int | None = None, job: int | None = None) -> ImportBatch:
    """Admit everybody new and bring the files of the others up to date.

    Raises Wrong while anything is wrong with a row or has not been answered, where somebody meanwhile changed a file
    that would be changed, or where the register refuses a row; then nothing is written. A large sheet is written in
    the background, which calls this again with its *job*.
    """
    row = the_batch(actor, batch, Stage.CHECKED, version=version, job=job)
    if missing := ready(row):
        raise Wrong(f"{'；'.join(missing)}。都办好了再登记。")
    if job is None and row.counts["rows"] > batches.MANY:
        in_background(actor, row, TAKE_IN)
        record(obj=row.code, place=row.organization_id, details={"rows": row.counts["rows"]})
        return saved(row)
    decided = _decided(actor, row)
    hold(decided.updates)
    _unchanged(decided, {one.number: one for one in row.rows.all()})
    row.last_change = Change.objects.aggregate(last=Max("pk"))["last"] or 0
    made = _admitted(actor, decided)
    changed = _files(actor, decided, made)
    ImportOutcome.objects.bulk_create(
        [
            *(
                ImportOutcome(batch=row, number=one[0], person=pk, new=True)
                for one, pk in zip(decided.new, made, strict=True)
            ),
            *(
                ImportOutcome(batch=row, number=number, person=pk, new=False)
                for pk, (number, _) in decided.updates.items()
                if pk in changed
            ),
        ],
        batch_size=1000,
    )
    updated = len(changed & set(decided.updates))
    row.digest = _digest(decided)
    row.stage, row.done_at = Stage.DONE.value, now()
    row.counts |= {
        "made": len(made),
        "updated": updated,
        "unchanged": decided.left + len(decided.updates) - updated,
    }
    _forget(row)
    record(
        obj=row.code,
        place=row.organization_id,
        details={"made": len(made), "updated": updated, "digest": row.digest},
    )
    return saved(row)


def _decided(actor: Actor, batch: ImportBatch) -> Decided:
    rows = {one.number: one for one in ImportRow.objects.filter(batch=batch)}
    reader = Reader(actor, batch)
    found = Decided()
    for _, kept in reader.chunks():
        for one in reader.judged(kept):
            if one.problems:
                raise Wrong(f"第 {one.number} 行：{one.problems[0].words}")
            row = rows.get(one.number)
            if row is None or row.match == Match.LEFT_OUT:
                raise Stale("核对以后又改过；请重新打开这一页")
            file = {key: text for key, text in one.values.items() if key in FIELDS}
            if row.match == Match.NEW or row.answer == "new":
                found.new.append((one.number, _admission(one.values), file))
            elif row.answer == "leave" or not row.changes or row.person is None:
                found.left += 1
            else:
                changes = set(row.changes.split(","))
                found.updates[row.person] = (one.number, {key: file[key] for key in file if key in changes})
    return found


def _unchanged(found: Decided, rows: Mapping[int, ImportRow]) -> None:
    """What was shown as old and new must still be old."""
    versions = {pk: one.version for pk, one in files_of(found.updates).items()}
    changed = sum(rows[number].seen != versions.get(pk, 0) for pk, (number, _) in found.updates.items())
    if changed:
        raise Stale(f"核对以后，有 {changed} 个人的档案又改过；请回到“对列”重新核对，看过现在的内容再登记")


def _admission(values: Mapping[str, str]) -> Admission:
    since, group = values.get(SINCE, ""), values.get(GROUP, "")
    return Admission(
        name=values[NAME],
        stretches=[
            Stretch(
                type=values[TYPE],
                organization=int(values[ORGANIZATION]),
                group=int(group) if group else None,
                first=date.fromisoformat(since) if since else None,
            )
        ],
    )


def _admitted(actor: Actor, decided: Decided) -> list[int]:
    if not decided.new:
        return []
    try:
        return admit_many(actor=actor, rows=[one for _, one, _ in decided.new])
    except Wrong as wrong:
        told = []
        for key, words in wrong.faults.items():
            number = key.partition(".")[0]
            place = f"第 {decided.new[int(number) - 1][0]} 行：" if number.isdecimal() else ""
            told.append(place + words)
        raise Wrong("；".join(told[:3])) from None


def _files(actor: Actor, decided: Decided, made: list[int]) -> set[int]:
    """Write the files; whose changed."""
    values = {pk: file for (_, _, file), pk in zip(decided.new, made, strict=True) if file}
    values |= {pk: file for pk, (_, file) in decided.updates.items() if file}
    if not values:
        return set()
    people = people_of(values)
    for one in people:
        if one.pk in decided.updates:
            KEEP.require(actor, one)
    found = drafts(people, values, trusting=True)
    numbers = {pk: one[0] for one, pk in zip(decided.new, made, strict=True)}
    numbers |= {pk: number for pk, (number, _) in decided.updates.items()}
    _refuse(found, numbers)
    return {one.person.pk for one in save(actor, found, WHY)}


def _refuse(found: list[Draft], numbers: Mapping[int, int]) -> None:
    wrong = [(numbers[one.person.pk], text) for one in found for text in one.wrong.values()]
    if wrong:
        raise Wrong("；".join(f"第 {number} 行：{text}" for number, text in sorted(wrong)[:3]))


def _digest(decided: Decided) -> str:
    text = json.dumps(
        [
            [[number, file] for number, _, file in decided.new],
            [[pk, *one] for pk, one in sorted(decided.updates.items())],
        ],
        ensure_ascii=False,
        sort_keys=True,
    )
    return keyring().digest(text)


def _forget(batch: ImportBatch) -> None:
    """What waited is not needed any more."""
    staging.forget(batch)
    ImportProblem.objects.filter(batch=batch).delete()
    ImportRow.objects.filter(batch=batch).delete()
