"""What the pages say of problems and matches: the rows are read again, and nothing of them was kept in clear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from zhidu.apps.members.queries import people as people_of
from zhidu.apps.registry.boxes import values_of
from zhidu.apps.registry.fields import FIELDS
from zhidu.apps.registry.import_models import ImportBatch, ImportProblem, ImportRow, Match
from zhidu.apps.registry.importing.checking import TWINS, Reader, twin_of
from zhidu.apps.registry.importing.columns import NAME, OF_MEMBERSHIP, columns
from zhidu.apps.registry.importing.forms import letter
from zhidu.apps.registry.importing.judging import Judged
from zhidu.apps.registry.importing.reading.faults import Mend
from zhidu.apps.registry.importing.reading.texts import plain
from zhidu.apps.registry.importing.staging import Kept
from zhidu.apps.registry.writing import files_of

OF_ONE_WRITING = ("place.", "choice.")
"""Kinds where the same writing means the same everywhere in the sheet."""


@dataclass(slots=True)
class Line:
    """One problem on the page."""

    number: int
    name: str
    field: str
    column: str
    letter: str
    written: str
    words: str
    mends: Sequence[Mend]
    others: int = 0
    """How many other cells say the same."""
    alike: str = ""
    blank: bool = False
    """Whether the cell may be left empty."""
    twin: int | None = None
    apart: bool = False
    """Whether it may be somebody else of the same name."""
    typed: bool = True


def problems(reader: Reader, rows: Sequence[ImportProblem]) -> list[Line]:
    """The problems of one page, in words."""
    batch = reader.batch
    kept = reader.box.rows(one.number for one in rows)
    judged = {one.number: one for one in reader.judged(kept.values())}
    known = {one.number: one for one in ImportRow.objects.filter(batch=batch, number__in=list(kept))}
    alike = _alike(batch, rows)
    found = []
    for row in rows:
        at = reader.column(row.field)
        told = next(
            (p for p in judged[row.number].problems if (p.field, p.kind) == (row.field, row.kind)), None
        )
        line = Line(
            number=row.number,
            name=_name(reader, judged.get(row.number), kept[row.number]),
            field=row.field,
            column=columns()[row.field].title,
            letter=letter(at) if at is not None else "",
            written=reader.text(kept[row.number], row.field),
            words=told.words if told else "",
            mends=told.mends if told else (),
            blank=row.field not in OF_MEMBERSHIP or row.field == "group",
            typed=at is not None,
        )
        if row.kind.startswith(OF_ONE_WRITING):
            line.alike, line.others = row.alike, alike.get((row.field, row.alike), 1) - 1
        if row.kind in TWINS:
            _told_twin(batch, known[row.number], line, row.kind)
        elif row.kind == "row.elsewhere":
            match = reader.matcher.match([judged[row.number]])[0]
            line.words = match.wrong.words if match.wrong is not None else ""
            line.typed = True
        found.append(line)
    return found


def _name(reader: Reader, judged: Judged | None, kept: Kept) -> str:
    """Whom a row is about: the name as it would be kept, else as it is written."""
    found = judged.values.get(NAME, "") if judged is not None else ""
    return found or reader.text(kept, NAME) or "（没有姓名）"


def _alike(batch: ImportBatch, rows: Sequence[ImportProblem]) -> dict[tuple[str, str], int]:
    wanted = {one.alike for one in rows if one.kind.startswith(OF_ONE_WRITING)}
    if not wanted:
        return {}
    found = ImportProblem.objects.filter(batch=batch, alike__in=wanted).order_by()
    return {
        (field, alike): n for field, alike, n in found.values_list("field", "alike").annotate(n=Count("pk"))
    }


def _told_twin(batch: ImportBatch, row: ImportRow, line: Line, kind: str) -> None:
    line.twin, line.typed, line.blank = twin_of(batch, row), False, False
    same = "内容完全一样" if kind == "row.twice" and row.content else "身份证号相同，别的内容不同"
    if not row.number_digest:
        same, line.apart = "姓名、支部、出生日期都一样，没有身份证号可以区分", True
    line.words = f"与第 {line.twin} 行是同一个人：{same}；只应留一行"


@dataclass(slots=True)
class Difference:
    """One field in which a row says something else than the register."""

    title: str
    before: str
    after: str


@dataclass(slots=True)
class Somebody:
    """A row that is about somebody of the register."""

    row: ImportRow
    name: str
    known: str
    url_pk: int | None
    place: str
    why: str
    changes: list[Difference] = field(default_factory=list)


def people(reader: Reader, rows: Sequence[ImportRow]) -> list[Somebody]:
    """Whom the rows of one page are about, and what would change; what is sensitive is masked on both sides."""
    kept = reader.box.rows(one.number for one in rows)
    judged = {one.number: one for one in reader.judged(kept.values())}
    matches = dict(zip(judged, reader.matcher.match(list(judged.values())), strict=True))
    persons = {one.pk: one for one in people_of(one.person for one in rows if one.person is not None)}
    files = files_of(persons)
    found = []
    for row in rows:
        person = persons.get(row.person or 0)
        match = matches.get(row.number)
        one = Somebody(
            row=row,
            name=_name(reader, judged.get(row.number), kept[row.number]),
            known=person.name if person else "",
            url_pk=person.pk if person else None,
            place=person.organization.name if person else "",
            why=match.why if match is not None else "",
        )
        if person is not None and row.number in judged:
            before = values_of(files.get(person.pk))
            one.changes = [
                Difference(
                    FIELDS[key].title,
                    FIELDS[key].masked(before[key]) or "没有填",
                    FIELDS[key].masked(judged[row.number].values.get(key, "")),
                )
                for key in row.changes.split(",")
                if key in FIELDS
            ]
        found.append(one)
    return found


def samples(reader_rows: Sequence[Any], first: int, fields: Sequence[str], most: int = 6) -> list[list[str]]:
    """The first rows under the head as text; what a sensitive column holds is masked."""
    found = []
    for row in [one for one in reader_rows if one.number > first and any(map(plain, one.cells))][:most]:
        texts = [plain(cell)[:24] for cell in row.cells]
        for at, key in enumerate(fields):
            if at < len(texts) and key in FIELDS and FIELDS[key].sensitive and texts[at]:
                texts[at] = f"{texts[at][:3]}…"
        found.append(texts)
    return found


MATCHES = {
    Match.MAYBE.value: "像是名册里的人",
    Match.SAME.value: "名册里已有的人",
    Match.LEFT_OUT.value: "不导入的行",
}
