"""Looking a batch through: every row read, held against the others and the register; what is wrong is written down."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count

from zhidu.apps.members.access import ADMIT
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.registry.import_models import ImportBatch, ImportProblem, ImportRow, Match
from zhidu.apps.registry.importing.columns import NAME, ORGANIZATION
from zhidu.apps.registry.importing.judging import Defaults, Judge, Judged
from zhidu.apps.registry.importing.matching import Found, Matcher
from zhidu.apps.registry.importing.reading.places import Place, Places
from zhidu.apps.registry.importing.reading.texts import plain
from zhidu.apps.registry.importing.rows import BLANK, why_skipped
from zhidu.apps.registry.importing.staging import SIZE, Box, Kept
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today
from zhidu.foundation.keys import keyring

TWINS = ("row.twice", "row.differs")
TOLD = 200
"""Lines passed over that are told one by one."""


class Reader:
    """Reads the rows of a batch as its columns are now taken."""

    def __init__(self, actor: Actor, batch: ImportBatch) -> None:
        self.actor, self.batch, self.box = actor, batch, Box(batch)
        self.fields: list[str] = list(batch.columns)
        self.places, groups = places_of(actor, batch)
        kept = batch.defaults
        self.judge = Judge(
            self.fields,
            self.places,
            groups,
            Defaults(
                organization=batch.organization_id,
                type=kept.get("type", ""),
                since=date.fromisoformat(kept["since"]) if kept.get("since") else None,
            ),
            today(),
        )
        self.first = int(self.sheet.get("first", 0))
        self.matcher = Matcher(actor, batch.organization.path)

    @property
    def sheet(self) -> dict[str, Any]:
        return dict(self.batch.sheets[self.batch.sheet])

    def column(self, key: str) -> int | None:
        """Where a column of the register stands in the sheet."""
        return self.fields.index(key) if key in self.fields else None

    def text(self, row: Kept, key: str) -> str:
        """What is written in a cell."""
        at = self.column(key)
        return plain(row.cells[at]) if at is not None and at < len(row.cells) else ""

    def why_skipped(self, row: Kept) -> str:
        """Why a row is about nobody; '' where it is about somebody."""
        return BLANK if row.number <= self.first else why_skipped(row.cells, self.fields)

    def chunks(self, numbers: Iterable[int] | None = None) -> Iterator[tuple[int, list[Kept]]]:
        for chunk, rows in self.box.chunks(numbers):
            yield chunk.number, rows

    def judged(self, rows: Iterable[Kept]) -> list[Judged]:
        """The rows that are about somebody and not left out, as they would be kept."""
        return [
            self.judge.row(one.number, one.cells)
            for one in rows
            if not one.dropped and not self.why_skipped(one)
        ]


def places_of(actor: Actor, batch: ImportBatch) -> tuple[Places, Places]:
    """(the organisations the actor may put people into, of those the batch is for; their groups)."""
    here = orgs.living(orgs.below(batch.organization), today()).select_related("parent")
    kinds = (orgs.ORGANIZATION, SubjectClass.GROUP.value)
    homes, groups = [], []
    for one in here.filter(kind__in=kinds).order_by("path"):
        above = one.parent.name if one.parent is not None else ""
        place = Place(one.pk, one.name, above, one.parent_id, one.since, one.until)
        if one.kind != orgs.ORGANIZATION:
            groups.append(place)
        elif ADMIT.can_create(actor, one.path):
            homes.append(place)
    return Places(homes), Places(groups)


@dataclass(slots=True)
class Looked:
    """What was found in some chunks, to be written down."""

    chunks: set[int] = field(default_factory=set)
    rows: list[ImportRow] = field(default_factory=list)
    problems: list[ImportProblem] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)


def look(
    reader: Reader, numbers: Iterable[int] | None = None, told: Callable[[int], None] = lambda _: None
) -> Looked:
    """Read chunks (all, or *numbers*) and hold their rows against the register; nothing is written."""
    found = Looked()
    for number, rows in reader.chunks(numbers):
        found.chunks.add(number)
        judged = []
        for row in rows:
            why = reader.why_skipped(row)
            if why:
                if why != BLANK:
                    found.skipped.append((row.number, why))
            elif row.dropped:
                found.rows.append(
                    ImportRow(batch=reader.batch, number=row.number, match=Match.LEFT_OUT.value)
                )
            else:
                judged.append(reader.judge.row(row.number, row.cells))
        kept = {one.number: one for one in rows}
        for one, match in zip(judged, reader.matcher.match(judged), strict=True):
            found.rows.append(_row(reader.batch, one, match))
            if match.wrong is not None:
                one.wrong("id_number", match.wrong)
            found.problems += _problems(reader, one, kept[one.number])
        told(len(rows))
    return found


def _row(batch: ImportBatch, one: Judged, match: Found) -> ImportRow:
    digest = keyring().digest
    number, name = one.values.get("id_number", ""), one.values.get(NAME, "")
    twin = [name, one.values.get(ORGANIZATION, ""), one.values.get("born_on", "")]
    return ImportRow(
        batch=batch,
        number=one.number,
        match=match.match.value,
        person=match.person.pk if match.person is not None else None,
        seen=match.seen,
        changes=",".join(match.changes),
        number_digest=digest(f"number {number}") if number else "",
        twin=digest("\t".join(twin)) if name else "",
        content=digest(json.dumps(one.values, sort_keys=True)),
    )


def _problems(reader: Reader, one: Judged, kept: Kept) -> Iterator[ImportProblem]:
    for problem in one.problems:
        yield ImportProblem(
            batch=reader.batch,
            number=problem.row,
            field=problem.field,
            kind=problem.kind,
            alike=keyring().digest(f"{problem.field} {reader.text(kept, problem.field)}")[:16],
            mends=len(problem.mends),
        )


def write_down(batch: ImportBatch, looked: Looked) -> None:
    """Put what was found in place of what was found before in the same chunks; then look for twins anew."""
    everything = len(looked.chunks) > SIZE // 10
    old = ImportRow.objects.filter(batch=batch)
    wrong = ImportProblem.objects.filter(batch=batch)
    answers = {
        number: (answer, apart)
        for number, answer, apart in old.exclude(answer="", apart=False).values_list(
            "number", "answer", "apart"
        )
    }
    if everything or not old.exists():
        wrong.delete()
        old.delete()
    else:
        for chunk in looked.chunks:
            span = (chunk * SIZE + 1, (chunk + 1) * SIZE)
            wrong.filter(number__range=span).delete()
            old.filter(number__range=span).delete()
    for row in looked.rows:
        row.answer, row.apart = answers.get(row.number, ("", False))
        if row.match != Match.MAYBE and row.answer == "new":
            row.answer = ""
    ImportRow.objects.bulk_create(looked.rows, batch_size=1000)
    ImportProblem.objects.bulk_create(looked.problems, batch_size=1000)
    wrong.filter(kind__in=TWINS).delete()
    ImportProblem.objects.bulk_create(_twins(batch), batch_size=1000)
    _count(batch, looked)


def _twins(batch: ImportBatch) -> Iterator[ImportProblem]:
    """Rows about somebody whom a row before is about already."""
    rows = ImportRow.objects.filter(batch=batch).exclude(match=Match.LEFT_OUT.value)
    told: set[int] = set()
    for column in ("number_digest", "person", "twin"):
        some = rows.exclude(**({"person": None} if column == "person" else {column: ""}))
        several = some.order_by().values(column).annotate(n=Count("pk")).filter(n__gt=1).values(column)
        groups: dict[Any, list[ImportRow]] = defaultdict(list)
        for one in some.filter(**{f"{column}__in": several}).order_by("number"):
            groups[getattr(one, column)].append(one)
        for first, *others in groups.values():
            for one in others:
                if one.number not in told and _is_twin(column, first, one):
                    told.add(one.number)
                    kind = (
                        "row.twice"
                        if one.content == first.content or column != "number_digest"
                        else "row.differs"
                    )
                    yield ImportProblem(batch=batch, number=one.number, field=NAME, kind=kind, mends=1)


def _is_twin(column: str, first: ImportRow, one: ImportRow) -> bool:
    if column == "number_digest":
        return True
    if one.number_digest and first.number_digest:
        return False  # two numbers: two people of one name
    return not one.apart


def twin_of(batch: ImportBatch, row: ImportRow) -> int | None:
    """The number of the row before that is about the same person."""
    rows = ImportRow.objects.filter(batch=batch, number__lt=row.number).exclude(match=Match.LEFT_OUT.value)
    for column in ("number_digest", "person", "twin"):
        value = getattr(row, column)
        found = rows.filter(**{column: value}).values_list("number", flat=True).first() if value else None
        if found:
            return int(found)
    return None


def _count(batch: ImportBatch, looked: Looked) -> None:
    rows = ImportRow.objects.filter(batch=batch)
    matches = dict(rows.order_by().values_list("match").annotate(Count("pk")))
    skipped = [
        one for one in batch.counts.get("skipped", []) if (one[0] - 1) // SIZE not in looked.chunks
    ] + [list(one) for one in looked.skipped[:TOLD]]
    batch.counts = {
        "rows": sum(matches.values()),
        **{one.value: matches.get(one.value, 0) for one in Match},
        "wrong": ImportProblem.objects.filter(batch=batch).values("number").distinct().count(),
        "skipped": sorted(skipped)[:TOLD],
    }


def kinds_of(batch: ImportBatch) -> list[dict[str, Any]]:
    """Kinds of problems with how many cells have them; one query."""
    rows = ImportProblem.objects.filter(batch=batch).order_by()
    return sorted(rows.values("kind").annotate(n=Count("pk")), key=lambda one: (-one["n"], one["kind"]))


def unanswered(batch: ImportBatch) -> int:
    """Rows that are probably about somebody of the register, of which nobody has said so."""
    return ImportRow.objects.filter(batch=batch, match=Match.MAYBE.value, answer="").count()


def ready(batch: ImportBatch) -> Sequence[str]:
    """What has to be done before the batch can be written; nothing where it can."""
    found = []
    if wrong := batch.counts.get("wrong", 0):
        found.append(f"还有 {wrong} 行有问题")
    if asked := unanswered(batch):
        found.append(f"还有 {asked} 行要说明是不是名册里的那个人")
    if not batch.counts.get("rows", 0) - batch.counts.get(Match.LEFT_OUT.value, 0):
        found.append("没有要登记的行")
    return found
