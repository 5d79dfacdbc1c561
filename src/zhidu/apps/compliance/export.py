"""The records of the site as the plain tables that ``zhidu run`` reads: for checking, and for taking away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from zhidu.apps.adoption import queries as adoption
from zhidu.apps.compliance.worlds import records
from zhidu.apps.orgs import queries as orgs
from zhidu.rulebooks.inherit import Adoption
from zhidu.rulebooks.written import (
    ADOPTIONS,
    FACTS,
    SETTINGS,
    SUBJECTS,
    adoptions_csv,
    facts_csv,
    settings_yaml,
    subjects_csv,
)

NOTE = "各党组织对制度中没有写明的数字的回答，由网站导出。"


class NotOneBook(Exception):
    """Two versions of one book, or two sets of answers over time: the plain tables have no place for that."""


@dataclass(frozen=True, slots=True)
class Exported:
    """Relative file name → text; books are folders of their own."""

    files: dict[str, str]


def tables(*, known_on: date, around: int | None = None) -> Exported:
    """Everything that the findings of one organisation (None: of everybody) rest on. Raises NotOneBook."""
    node = None if around is None else orgs.node(around)
    found = records(node, known_on)
    reaching = None if node is None else [*node.ancestor_ids, node.pk]
    rows = list(adoption.rows_of(reaching))
    files = {
        SUBJECTS: subjects_csv(found.subjects),
        FACTS: facts_csv(sorted(found.facts, key=lambda one: (one.on, one.subject, one.measure, one.id))),
        ADOPTIONS: adoptions_csv(_adoption(row) for row in rows),
    }
    if answers := _answers(rows):
        files[SETTINGS] = settings_yaml(answers, NOTE)
    return Exported({**files, **dict(_books(rows))})


def _adoption(row: Any) -> Adoption:  # noqa: ANN401 - a row of another app
    return Adoption(
        organization=row.organization.code,
        book=row.book.book,
        first=row.first or date.min,
        last=row.last or date.max,
    )


def _answers(rows: list[Any]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        own = found.setdefault(row.organization.code, {})
        if own.get(row.book.book, row.answers) != row.answers:
            raise NotOneBook(
                f"{row.organization.name}先后对{row.book}作过不同的回答；数据表只能写一次，请按日期分别导出"
            )
        own[row.book.book] = row.answers
    return {
        code: {book: given for book, given in own.items() if given}
        for code, own in found.items()
        if any(own.values())
    }


def _books(rows: list[Any]) -> Iterator[tuple[str, str]]:
    versions: dict[str, str] = {}
    for row in rows:
        name, digest = row.book.book, row.book.digest
        if versions.setdefault(name, digest) != digest:
            raise NotOneBook(f"{row.book}有两个版本在用；数据表里一部制度只能有一个版本")
        for file, text in row.book.files.items():
            yield f"{name}/{file}", text


def write(exported: Exported, folder: Path) -> None:
    """Write the files under *folder*."""
    for name, text in exported.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
