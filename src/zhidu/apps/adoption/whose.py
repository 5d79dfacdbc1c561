"""谁的规定在管: what each level says about one matter, parameter by parameter, and what really runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zhidu.apps.adoption import queries, shown
from zhidu.apps.adoption.models import Adoption
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.foundation.ui.shapes import Parameter
from zhidu.rulebooks.inherit import Link
from zhidu.rulebooks.plain import NOTHING, Row, side_by_side

ALWAYS = ("数什么", "最少", "多少", "每多久", "约束力")
"""Rows that are shown also where all levels say the same."""

TOGETHER = "各按各的，同时执行"


@dataclass(frozen=True, slots=True)
class Compared:
    """The table: a column a level, and what all of them say alike."""

    columns: list[tuple[str, str]]
    rows: list[Parameter]
    alike: list[Row]


def compared(rows: Iterable[Adoption], links: Sequence[Link], names: dict[str, str]) -> Compared | None:
    """The levels side by side, out of the adoptions that reach the organisation; None where fewer than two speak."""
    if len(links) < 2:
        return None
    books = {
        (f"org-{row.organization_id}", row.book.book): queries.rulebook(row.book, row.answers) for row in rows
    }
    pairs: list[tuple[Clause, Rulebook]] = []
    for link in links:
        book = books.get((link.source.adopter, link.source.clause.book))
        if book is None:
            return None
        pairs.append((link.source.clause, book))
    columns = [
        (_level(book, names.get(link.source.adopter, "上级")), clause.book_title)
        for link, (clause, book) in zip(links, pairs, strict=True)
    ]
    said = side_by_side(pairs)
    return Compared(
        columns,
        [_parameter(row, links) for row in said if row.differs or row.label in ALWAYS],
        [row for row in said if not row.differs and row.label not in ALWAYS],
    )


def _level(book: Rulebook, adopter: str) -> str:
    return "全国" if book.level == "national" else adopter


def _parameter(row: Row, links: Sequence[Link]) -> Parameter:
    """One row: 执行 where the text runs, and why the others do not; last what runs.

    Duties are merged whole: where one text runs, all of its parameters do; where several run side by side, none
    of them is singled out.
    """
    running = [value for value, link in zip(row.values, links, strict=True) if link.runs]
    alone = len(running) == 1
    cells = [
        (
            value,
            alone and link.runs and value != NOTHING,
            "" if link.runs or not row.differs else _short(link),
        )
        for value, link in zip(row.values, links, strict=True)
    ]
    values = list(dict.fromkeys(running))
    return Parameter(row.label, cells, values[0] if len(values) == 1 else TOGETHER if values else NOTHING)


def _short(link: Link) -> str:
    return "" if link.word.startswith("与") else shown.short_reason(link)
