"""Putting cells of a sheet right where it waits (改格); what comes of it is looked through at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zhidu.apps.registry.import_models import ImportBatch, ImportProblem, ImportRow, Match, Stage
from zhidu.apps.registry.importing.batches import looked_through, saved, the_batch
from zhidu.apps.registry.importing.checking import TWINS, Reader
from zhidu.apps.registry.importing.columns import NAME, OF_MEMBERSHIP
from zhidu.apps.registry.importing.staging import chunk_of, mended
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record

LONGEST = 300
WAYS = {"first": "照所提的改", "blank": "留空", "drop": "不导入"}


@act("registry.mend_rows", "改待导入的行")
def mend_rows(
    *,
    actor: Actor,
    batch: int,
    cells: Mapping[tuple[int, str], str] | None = None,
    drop: Sequence[int] = (),
    take_back: Sequence[int] = (),
    apart: Sequence[int] = (),
) -> ImportBatch:
    """Other text in cells ((row, column) → text), rows left out or taken in again, rows that are no twins.

    A column that the sheet does not have cannot be mended here.
    """
    row = the_batch(actor, batch, Stage.CHECKED)
    reader = Reader(actor, row)
    at: dict[tuple[int, int], str] = {}
    for (number, field), text in (cells or {}).items():
        column = reader.column(field)
        if column is None:
            raise Wrong(f"表里没有“{field}”这一列；请先在“对列”里选")
        at[number, column] = _written(text)
    known = ImportRow.objects.filter(batch=row)
    if apart:
        known.filter(number__in=list(apart)).update(apart=True)
    changed = mended(row, at, {**dict.fromkeys(drop, True), **dict.fromkeys(take_back, False)})
    changed |= {chunk_of(number) for number in apart}
    if not changed:
        raise Wrong("没有要改的行；请重新打开这一页")
    looked_through(actor, row, changed)
    record(
        obj=row.code,
        place=row.organization_id,
        details={"cells": len(at), "left_out": len(drop), "taken_back": len(take_back), "apart": len(apart)},
    )
    return saved(row)


@act("registry.mend_kind", "成批改待导入的行")
def mend_kind(
    *, actor: Actor, batch: int, kind: str, way: str, alike: str = "", field: str = "", value: str = ""
) -> ImportBatch:
    """One mend for every problem of a kind: what is offered first for each, nothing, or the row left out.

    With *alike* only where the same is written, and *value* is put there.
    """
    row = the_batch(actor, batch, Stage.CHECKED)
    problems = ImportProblem.objects.filter(batch=row, kind=kind)
    if alike:
        problems = problems.filter(alike=alike, field=field)
    places = list(problems.values_list("number", "field"))
    if not places or (way not in WAYS and not alike):
        raise Wrong("没有这一种问题了；请重新打开这一页")
    reader = Reader(actor, row)
    cells: dict[tuple[int, int], str] = {}
    dropped: dict[int, bool] = {}
    if way == "drop" or kind in TWINS:
        dropped = {number: True for number, _ in places}
    elif way == "blank" or alike:
        cells = _put(reader, places, "" if way == "blank" else value)
    else:
        cells = _offered(reader, kind, places)
    touched = mended(row, cells, dropped)
    if not touched:
        raise Wrong("这一种没有可以照着改的；请逐格填写")
    looked_through(actor, row, touched)
    record(
        obj=row.code,
        place=row.organization_id,
        details={"kind": kind, "way": way or "value", "rows": len(cells) or len(dropped)},
    )
    return saved(row)


def _written(text: str) -> str:
    """What may stand in a cell."""
    if "\x00" in text:
        raise Wrong("写的里面有看不见的符号；请重新写一遍")
    if len(text) > LONGEST:
        raise Wrong(f"写了 {len(text)} 个字；一格不超过 {LONGEST} 个字")
    return text


def _put(reader: Reader, places: Sequence[tuple[int, str]], value: str) -> dict[tuple[int, int], str]:
    found = {}
    for number, field in places:
        column = reader.column(field)
        if not value and field in OF_MEMBERSHIP and field != "group":
            raise Wrong("姓名、支部、类别不能留空；不要的行请选“不导入”")
        if column is not None:
            found[number, column] = _written(value)
    return found


def _offered(reader: Reader, kind: str, places: Sequence[tuple[int, str]]) -> dict[tuple[int, int], str]:
    """What is offered for each, where exactly one thing is: of two it must be said which."""
    wanted = {number for number, _ in places}
    found: dict[tuple[int, int], str] = {}
    for _, rows in reader.chunks(map(chunk_of, wanted)):
        for one in reader.judged(row for row in rows if row.number in wanted):
            for problem in one.problems:
                column = reader.column(problem.field)
                if problem.kind == kind and len(problem.mends) == 1 and column is not None:
                    found[problem.row, column] = problem.mends[0].value
    return found


@act("registry.answer_rows", "说明是不是名册里的人")
def answer_rows(*, actor: Actor, batch: int, answers: Mapping[int, str]) -> ImportBatch:
    """Row → ``update`` (it is that person), ``leave`` (it is, and nothing is changed), ``new`` (somebody else)."""
    row = the_batch(actor, batch, Stage.CHECKED)
    rows = {one.number: one for one in ImportRow.objects.filter(batch=row, number__in=list(answers))}
    for number, answer in answers.items():
        one = rows.get(number)
        allowed = {Match.MAYBE: ("update", "leave", "new"), Match.SAME: ("", "leave")}
        if one is None or answer not in allowed.get(Match(one.match), ()):
            raise Wrong(f"第 {number} 行不能这样答；请重新打开这一页")
        if answer == "new" and one.number_digest and _numbered(one):
            raise Wrong(f"第 {number} 行的身份证号与名册里的人相同，不会是另一个人；请先改对身份证号")
        one.answer = answer
    ImportRow.objects.bulk_update(rows.values(), ["answer"], batch_size=500)
    record(obj=row.code, place=row.organization_id, details={"answers": len(answers)})
    return saved(row)


def _numbered(row: ImportRow) -> bool:
    """Whether a row was matched by its identity number: then the number is that of the person."""
    from zhidu.apps.registry.models import Profile  # noqa: PLC0415

    kept = Profile.objects.filter(pk=row.person).values_list("id_number_digest", flat=True).first()
    return bool(kept) and "id_number" not in row.changes.split(",")


assert NAME in OF_MEMBERSHIP  # noqa: S101 - twins are told at the name
