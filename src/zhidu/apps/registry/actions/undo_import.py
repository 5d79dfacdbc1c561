"""Taking a whole batch back (撤回导入): who was admitted by it goes, and files are again as they were before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count

from zhidu.apps.members.actions.withdraw_many import withdraw_many
from zhidu.apps.members.pointing import done_since
from zhidu.apps.members.queries import names_of
from zhidu.apps.members.queries import people as people_of
from zhidu.apps.registry.boxes import open_change
from zhidu.apps.registry.import_models import ImportBatch, ImportOutcome, Stage
from zhidu.apps.registry.importing.batches import saved, the_batch
from zhidu.apps.registry.models import Change, Profile
from zhidu.apps.registry.writing import drafts, save
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record

FILES = ("registry.Profile", "registry.Change")
"""What goes with the people themselves."""
TOLD = 10
WHY = "撤回导入"
AT_ONCE = 500


@act("registry.undo_import", "撤回导入")
def undo_import(*, actor: Actor, batch: int, version: int | None = None) -> ImportBatch:
    """All of a batch is taken back, or nothing of it.

    Raises Wrong, with rows and reasons, where anything was done since with somebody whom it admitted, or a file was
    changed again: what came later would lose its ground.
    """
    row = the_batch(actor, batch, Stage.DONE, version=version)
    outcomes = ImportOutcome.objects.filter(batch=row)
    made = outcomes.filter(new=True).values("person")
    reasons = _depending(made)
    updated = dict(outcomes.filter(new=False).values_list("person", "number"))
    before = _before(row, updated, reasons)
    if reasons:
        raise Wrong(_told(row, reasons))
    Change.objects.filter(person__in=made).delete()
    Profile.objects.filter(person__in=made).delete()
    taken_off = withdraw_many(actor=actor, people=made) if row.counts["made"] else 0
    _restored(actor, before)
    row.stage = Stage.UNDONE.value
    record(
        obj=row.code,
        place=row.organization_id,
        details={"taken_off": taken_off, "restored": len(before), "digest": row.digest},
    )
    return saved(row)


def _depending(made: object) -> dict[int, set[str]]:
    """Person admitted by the batch → what was done with them since."""
    found = done_since(made, FILES)
    rewritten = Change.objects.filter(person__in=made).order_by().values("person")
    for pk in rewritten.annotate(n=Count("pk")).filter(n__gt=1).values_list("person", flat=True):
        found[pk].add("档案又改过")
    return found


def _before(
    batch: ImportBatch, updated: dict[int, int], reasons: dict[int, set[str]]
) -> dict[int, dict[str, str]]:
    """Person whose file was brought up to date → what stood there; the batch must have been the last to change it."""
    found: dict[int, dict[str, str]] = {}
    for people in _parts(sorted(updated)):
        rows: dict[int, list[Change]] = defaultdict(list)
        for one in Change.objects.filter(person__in=people, pk__gt=batch.last_change).order_by("pk"):
            rows[one.person_id].append(one)
        for pk in people:
            mine = rows.get(pk, [])
            if len(mine) != 1:
                reasons[pk].add("档案又改过")
            else:
                found[pk] = open_change(mine[0].sealed)[0]
    return found


def _restored(actor: Actor, before: dict[int, dict[str, str]]) -> None:
    save(actor, drafts(people_of(before), before, trusting=True), WHY)


def _told(batch: ImportBatch, reasons: dict[int, set[str]]) -> str:
    rows = dict(ImportOutcome.objects.filter(batch=batch).values_list("person", "number"))
    some = sorted(reasons, key=lambda pk: rows.get(pk, 0))[:TOLD]
    names = names_of(some)
    lines = [
        f"第 {rows.get(pk, '？')} 行 {names.get(pk, '')}：{'，'.join(sorted(reasons[pk]))}" for pk in some
    ]
    more = f"；等 {len(reasons)} 人" if len(reasons) > TOLD else ""
    return (
        f"导入以后这些人又办过别的事，不能整批撤回：{'；'.join(lines)}{more}。"
        "请先撤回那些事，或者只对登错的人办“离开”“更正”。"
    )


def _parts(rows: list[int]) -> Iterable[list[int]]:
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))
