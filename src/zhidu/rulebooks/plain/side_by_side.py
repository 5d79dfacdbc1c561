"""Clauses of one matter side by side: a row a parameter, in the words of 怎么算."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.rulebooks.plain.clause import cells

NOTHING = "没有写"


@dataclass(frozen=True, slots=True)
class Row:
    """One parameter; ``values`` in the order of the clauses, :data:`NOTHING` where one does not speak of it."""

    label: str
    values: tuple[str, ...]

    @property
    def differs(self) -> bool:
        return len(set(self.values)) > 1


def side_by_side(clauses: Sequence[tuple[Clause, Rulebook]]) -> list[Row]:
    """Every parameter that any of the clauses speaks of, in the order they are first named."""
    said = []
    for clause, book in clauses:
        found: dict[str, str] = {}
        for one in cells(clause, book):
            found[one.label] = f"{one.value}（建议，待明确）" if one.open else one.value
        said.append(found)
    labels = dict.fromkeys(label for one in said for label in one)
    return [Row(label, tuple(one.get(label, NOTHING) for one in said)) for label in labels]
