"""Rows of the subjects table while the county is being built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from zhidu.domain.rules.subjects import Spell, Subject, Subjects
from zhidu.domain.rules.vocabulary import SUBJECT_TYPES, SubjectClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One spell of one subject, as it will stand in ``subjects.csv``."""

    subject: str
    type: str
    belongs_to: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> SubjectClass:
        return SUBJECT_TYPES[self.type].kind


class Register:
    """All rows, in the order in which people will read them."""

    def __init__(self) -> None:
        self._rows: list[Row] = []

    def add(
        self,
        subject: str,
        kind: str,
        belongs_to: str = "",
        *,
        since: date | None = None,
        until: date | None = None,
        attributes: Mapping[str, str],
    ) -> Row:
        """Put down one spell; empty attributes are left empty on purpose."""
        row = Row(
            subject=subject,
            type=kind,
            belongs_to=belongs_to,
            valid_from=since,
            valid_to=until,
            attributes={name: text for name, text in attributes.items() if text},
        )
        self._rows.append(row)
        return row

    def change(self, old: Row, *new: Row) -> None:
        """Put other spells in the place of one."""
        place = self._rows.index(old)
        self._rows[place : place + 1] = new

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def rows_of(self, subject: str) -> list[Row]:
        return [row for row in self._rows if row.subject == subject]

    def subjects(self) -> Subjects:
        """The same as the domain will read it from the file."""
        return as_subjects(self._rows)


def as_subjects(rows: Iterable[Row]) -> Subjects:
    """Rows → subjects with their spells in order of time."""
    spells: dict[str, list[Spell]] = {}
    for row in rows:
        spell = Spell(
            type=row.type,
            belongs_to=row.belongs_to,
            first=row.valid_from or date.min,
            last=row.valid_to or date.max,
            attributes=row.attributes,
        )
        spells.setdefault(row.subject, []).append(spell)
    return Subjects(
        Subject(name, tuple(sorted(found, key=lambda one: one.first))) for name, found in spells.items()
    )
