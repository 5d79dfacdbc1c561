"""Subjects: whom a clause speaks of, where they belong in the tree, and since when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from zhidu.domain.rules.vocabulary.subjects import SUBJECT_TYPES, SubjectClass

_NO_ATTRIBUTES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A stretch of days during which a subject had one type, one place and one set of attributes."""

    type: str
    belongs_to: str = ""
    first: date = date.min
    last: date = date.max
    attributes: Mapping[str, str] = field(default_factory=lambda: _NO_ATTRIBUTES)

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Subject:
    """A branch, a group, a member, a committee, a case … with its spells in order of time."""

    id: str
    spells: tuple[Spell, ...]

    @property
    def kind(self) -> SubjectClass:
        """The class of the subject; it never changes, only the type within it may."""
        return SUBJECT_TYPES[self.spells[0].type].kind

    @property
    def name(self) -> str:
        return self.spells[-1].attributes.get("name") or self.id

    def on(self, day: date) -> Spell | None:
        """The spell that covers *day*, or None."""
        return next((spell for spell in self.spells if spell.covers(day)), None)


class Subjects:
    """All subjects of one evaluation, with the tree they form."""

    def __init__(self, subjects: Iterable[Subject]) -> None:
        self._by_id = {subject.id: subject for subject in subjects}
        self._below: dict[str, list[Subject]] = defaultdict(list)
        for subject in self._by_id.values():
            for parent in {spell.belongs_to for spell in subject.spells if spell.belongs_to}:
                self._below[parent].append(subject)
        self._governed: dict[str, tuple[tuple[date, date, str], ...]] = {}

    def __iter__(self) -> Iterator[Subject]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def get(self, subject_id: str) -> Subject | None:
        return self._by_id.get(subject_id)

    def directly_below(self, subject_id: str) -> Sequence[Subject]:
        """Subjects that at any time belonged directly to this one."""
        return self._below.get(subject_id, ())

    def below(self, subject_id: str, day: date) -> Iterator[Subject]:
        """Every subject under this one on *day*, at any depth."""
        for child in self._below.get(subject_id, ()):
            spell = child.on(day)
            if spell is not None and spell.belongs_to == subject_id:
                yield child
                yield from self.below(child.id, day)

    def ancestors(self, subject_id: str, day: date) -> Iterator[str]:
        """Ids of the superiors of a subject on *day*, nearest first; a loop in the data ends the walk."""
        seen = {subject_id}
        current = self._by_id.get(subject_id)
        while current is not None:
            spell = current.on(day)
            parent = spell.belongs_to if spell else ""
            if not parent or parent in seen:
                return
            seen.add(parent)
            yield parent
            current = self._by_id.get(parent)

    def organization_of(self, subject_id: str, day: date) -> str:
        """The organisation that governs a subject on *day*: itself, or the nearest superior; '' if none."""
        subject = self._by_id.get(subject_id)
        if subject is None:
            return ""
        if subject.kind is SubjectClass.ORGANIZATION:
            return subject_id
        for parent in self.ancestors(subject_id, day):
            above = self._by_id.get(parent)
            if above is not None and above.kind is SubjectClass.ORGANIZATION:
                return parent
        return ""

    def governed(self, subject: Subject) -> tuple[tuple[date, date, str], ...]:
        """(first, last, organisation) stretches of a subject; worked out once per subject."""
        known = self._governed.get(subject.id)
        if known is None:
            known = tuple(
                (spell.first, spell.last, self.organization_of(subject.id, _inside(spell)))
                for spell in subject.spells
            )
            self._governed[subject.id] = known
        return known


def _inside(spell: Spell) -> date:
    """A day of the spell on which to ask for its superiors: the last one that is a real date."""
    return spell.last
