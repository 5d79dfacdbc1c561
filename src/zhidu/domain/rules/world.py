"""Everything an evaluation looks at: subjects, facts, calendar, and the two dates it is made for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from zhidu.domain.calendar import Calendar
from zhidu.domain.procedures import Procedure
from zhidu.domain.rules.clause import Applies, Clause
from zhidu.domain.rules.facts import Fact, FactIndex
from zhidu.domain.rules.subjects import Subject, Subjects
from zhidu.domain.rules.vocabulary import MEASURES, WORDS, SubjectClass

Days = tuple[date, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A clause where and when it runs.

    ``holders`` maps each organisation to the stretches of days on which it must keep the clause; None means
    every organisation. ``first`` and ``last`` are the days of this revision: a count clause changes at the
    first whole period of its successor.
    """

    clause: Clause
    holders: Mapping[str, tuple[Days, ...]] | None = None
    first: date = date.min
    last: date = date.max

    def days_held(self, organization: str) -> tuple[Days, ...]:
        """Stretches on which *organization* must keep the clause; none if it never has to."""
        if self.holders is None:
            return ((self.first, self.last),)
        return tuple(
            (max(first, self.first), min(last, self.last))
            for first, last in self.holders.get(organization, ())
            if first <= self.last and last >= self.first
        )


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which a subject fits a clause, under one organisation.

    ``sure`` is False where a column that decides it was left empty.
    """

    first: date
    last: date
    organization: str
    sure: bool = True


@dataclass(slots=True, kw_only=True)
class World:
    """The records as somebody sees them who looks at the close of ``as_of``.

    Only what was entered by ``known_on`` (default: the same day) is known.
    """

    subjects: Subjects
    facts: Iterable[Fact]
    as_of: date
    known_on: date | None = None
    calendar: Calendar = field(default_factory=Calendar)
    unbound: frozenset[str] = frozenset()
    recording_from: date | None = None
    procedures: Mapping[tuple[str, str], Procedure] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Book → its own words; what a book does not name is looked up in the shared ones."""
    forms: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(book, form) → title of the form."""
    held: FactIndex = field(init=False)
    plans: FactIndex = field(init=False)
    stretches: dict[tuple[Applies, str], tuple[Stretch, ...]] = field(init=False, default_factory=dict)
    """Whom a clause fits and when, remembered by :func:`zhidu.domain.rules.scope.stretches`."""
    _by_class: dict[SubjectClass, list[Subject]] = field(init=False)

    def __post_init__(self) -> None:
        known_on = self.known_on or self.as_of
        known = [fact for fact in self.facts if fact.known(known_on)]
        self.facts = ()
        self.held = FactIndex(fact for fact in known if fact.on <= self.as_of and not fact.planned)
        self.plans = FactIndex(fact for fact in known if fact.on > self.as_of)
        self._by_class = defaultdict(list)
        for subject in self.subjects:
            self._by_class[subject.kind].append(subject)

    def of_class(self, kind: SubjectClass) -> Sequence[Subject]:
        """Subjects a clause of that subject class may bind; an *event* may belong to any of them."""
        if kind is SubjectClass.EVENT:
            return list(self.subjects)
        return self._by_class.get(kind, ())

    def sources(self, subject: str, held_by: Iterable[str], day: date) -> Iterator[str]:
        """Whose facts count for a subject: its own, its organisation's, its superiors', as the clause allows."""
        if "self" in held_by or not held_by:
            yield subject
        if "organization" in held_by:
            own = self.subjects.organization_of(subject, day)
            if own and own != subject:
                yield own
        if "superior" in held_by:
            yield from self.subjects.ancestors(subject, day)

    def recorded_since(self, subject: Subject) -> date | None:
        """From when records exist for the subject: its own date, its organisation's, or the run's."""
        for holder in (subject.id, self.subjects.organization_of(subject.id, self.as_of)):
            found = self.subjects.get(holder)
            text = found.spells[-1].attributes.get("recording_from") if found else ""
            if text:
                return date.fromisoformat(text)
        return self.recording_from

    def word(self, token: str, book: str) -> str:
        """The Chinese of a token as *book* uses it; the token itself if nobody named it."""
        return self.words.get(book, {}).get(token) or WORDS.get(token) or token


def measure_name(name: str) -> str:
    """The Chinese name of a measure."""
    return MEASURES[name].chinese if name in MEASURES else name
