"""Inheritance: which clauses an organisation really runs: its own books and those of its superiors.

Whole duties are merged, never single parameters. Where the local text is laxer, the stricter runs and both are
shown; where a superior's clause is fixed, a local one that differs is set aside either way. The chain of who
said what is kept for the explanation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from zhidu.domain.calendar import Calendar
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.revisions import spans
from zhidu.domain.rules.scope import organization_fits
from zhidu.domain.rules.strictness import binds_all_of, implies, impossible, may_move, overlap
from zhidu.domain.rules.subjects import Spell, Subjects
from zhidu.domain.rules.terms import Local, Modality, Reach
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.domain.rules.world import Days, Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """An organisation runs a rulebook from a day to a day (采用)."""

    organization: str
    book: str
    first: date = date.min
    last: date = date.max


@dataclass(frozen=True, slots=True)
class Source:
    """One clause that reaches an organisation: from whose adoption, how far up, and since when."""

    clause: Clause
    adopter: str
    level: int
    days: Days

    @property
    def here(self) -> Clause:
        """The clause as it meets others at one organisation, whose type has already been looked at."""
        return replace(self.clause, applies=replace(self.clause.applies, organizations=frozenset()))


@dataclass(frozen=True, slots=True)
class Link:
    """One place in the chain of who said what: the clause, whether it runs, and why not if it does not."""

    source: Source
    runs: bool
    word: str = ""
    instead: Source | None = None

    @property
    def reason(self) -> str:
        """'' for a clause that runs; else the short word and the clause that runs in its place."""
        return f"{self.word}；执行{self.instead.clause.source}" if self.instead else self.word


class Contradiction(Exception):
    """Two binding clauses that nothing can keep together; the adoption is refused (row 24)."""

    def __init__(self, organization: str, first: Clause, second: Clause) -> None:
        self.organization, self.first, self.second = organization, first, second
        super().__init__(
            f"{organization}：{first.source}“{first.title}”与{second.source}“{second.title}”互相抵触，"
            f"没有办法同时做到；请改其中一条，或不采用其中一部"
        )


Books = Mapping[str, Rulebook]
Settled = Mapping[str, Books]
"""Adopting organisation → its books with its own answers filled in; ``*`` for everybody else."""


Clashes = list[Contradiction]
"""Where contradictions are put down instead of raised: a tree that was changed must still be judged."""


def merge(organization: str, sources: Sequence[Source], clashes: Clashes | None = None) -> list[Link]:
    """The chain of one family on one stretch of days, superiors first (rows 22-24).

    Raises Contradiction; with a list in *clashes* they are added to it, and both clauses run.
    """
    ordered = sorted(sources, key=lambda one: -one.level)
    links: list[Link] = []
    for place, source in enumerate(ordered):
        above = [link.source for link in links if link.runs]
        barred = next((one for one in ordered[:place] if _bars(one, source)), None)
        if barred is not None:
            same = next((one for one in above if _settles(one, source)), None)
            word = "与上级一致" if same else f"{barred.clause.source}已固定，本级不得另定（不论更严更宽）"
            links.append(Link(source, runs=False, word=word, instead=same))
            continue
        for other in above:
            # a clause whose numbers nobody has fixed yet only offers one; an offer contradicts nothing
            fixed = not (other.clause.open_needs or source.clause.open_needs)
            if fixed and impossible(other.here, source.here):
                clash = Contradiction(organization, other.clause, source.clause)
                if clashes is None:
                    raise clash
                clashes.append(clash)
        covered = next((one for one in above if _settles(one, source)), None)
        if covered is not None:
            links.append(Link(source, runs=False, word=_why(covered, source), instead=covered))
            continue
        links = [_superseded(link, source) for link in links]
        links.append(Link(source, runs=True))
    return [_followed(link, links) for link in links]


def _why(covered: Source, source: Source) -> str:
    whom = "上级" if covered.level > source.level else "本组织另一部制度"
    return f"与{whom}一致" if covered.clause.params == source.clause.params else "较宽，不执行"


def _followed(link: Link, links: Sequence[Link]) -> Link:
    """Name the clause that really runs, where the one first preferred gave way in its turn."""
    runs_instead = {id(one.source): one.instead for one in links if not one.runs}
    instead = link.instead
    while instead is not None and runs_instead.get(id(instead)) is not None:
        instead = runs_instead[id(instead)]
    return replace(link, instead=instead)


def _bars(above: Source, local: Source) -> bool:
    """Whether a superior's fixed clause sets a lower one aside: the same kind of rule for the same people."""
    if above.level <= local.level or above.clause.kind != local.clause.kind:
        return False
    return overlap(above.clause.applies, local.clause.applies) and not may_move(above.clause, local.clause)


def _settles(above: Source, local: Source) -> bool:
    """Whether a clause that already runs makes the local one unnecessary.

    It implies it; or it is fixed and says the same, so that not even its excuses may be narrowed below.
    """
    if implies(above.here, local.here):
        return True
    fixed = above.clause.local is Local.FIXED and above.level > local.level
    alike = above.clause.params == local.clause.params and above.clause.subject is local.clause.subject
    return fixed and alike and binds_all_of(above.here.applies, local.here.applies)


def _superseded(link: Link, stricter: Source) -> Link:
    """A running clause gives way to a stricter one of a lower book, unless it is fixed."""
    fixed = link.source.clause.local is Local.FIXED
    if link.runs and not fixed and implies(stricter.here, link.source.here):
        return Link(link.source, runs=False, word="本级更严", instead=stricter)
    return link


def chains(
    organization: str,
    day: date,
    adoptions: Iterable[Adoption],
    settled: Settled,
    subjects: Subjects,
    calendar: Calendar,
    clashes: Clashes | None = None,
) -> dict[str, list[Link]]:
    """Family → chain of who said what, for one organisation on one day: what 谁的规定在管 shows."""
    found: dict[str, list[Source]] = defaultdict(list)
    for source in _reaching(organization, _Adopted(adoptions, settled, calendar), subjects):
        if source.days[0] <= day <= source.days[1]:
            found[source.clause.family].append(source)
    return {family: merge(organization, sources, clashes) for family, sources in found.items()}


class _Adopted:
    """Adoptions by who adopted, each with its book and the days of its revisions, worked out once a book."""

    def __init__(self, adoptions: Iterable[Adoption], settled: Settled, calendar: Calendar) -> None:
        self._settled, self._calendar = settled, calendar
        self._by_holder: dict[str, list[Adoption]] = defaultdict(list)
        for adoption in adoptions:
            self._by_holder[adoption.organization].append(adoption)
        self._spans: dict[int, dict[str, Days]] = {}

    def of(self, holder: str) -> Iterator[tuple[Adoption, Rulebook, Mapping[str, Days]]]:
        for adoption in self._by_holder.get(holder, ()):
            book = _book(self._settled, holder, adoption.book)
            if id(book) not in self._spans:
                self._spans[id(book)] = spans(book.clauses, self._calendar)
            yield adoption, book, self._spans[id(book)]


def _reaching(organization: str, adopted: _Adopted, subjects: Subjects) -> Iterator[Source]:
    """Every clause that reaches the organisation, with the days on which it does."""
    subject = subjects.get(organization)
    for spell in subject.spells if subject else ():
        yield from _along((organization, *subjects.ancestors(organization, spell.last)), spell, adopted)


def _along(line: Sequence[str], spell: Spell, adopted: _Adopted) -> Iterator[Source]:
    """The clauses that come down a line of superiors (the organisation itself first) during one spell."""
    for level, holder in enumerate(line):
        for adoption, book, revisions in adopted.of(holder):
            for clause in book.clauses:
                fits = organization_fits(clause.applies, spell)
                if fits is False or not _reaches(clause.applies.reach, level):
                    continue
                first, last = revisions[clause.id]
                days = (
                    max(first, adoption.first, spell.first, book.first),
                    min(last, adoption.last, spell.last, book.last),
                )
                if days[0] <= days[1]:
                    yield Source(clause, holder, level, days)


def _book(settled: Settled, organization: str, book: str) -> Rulebook:
    own = settled.get(organization, {})
    return own[book] if book in own else settled["*"][book]


def _reaches(reach: Reach, level: int) -> bool:
    return reach is Reach.BOTH or (reach is Reach.SELF) is (level == 0)


def effective_duties(
    adoptions: Sequence[Adoption],
    settled: Settled,
    subjects: Subjects,
    calendar: Calendar,
    clashes: Clashes | None = None,
) -> list[Duty]:
    """The duties of every organisation, merged family by family over time. Raises Contradiction (see merge).

    ``settled['*']`` holds the books as loaded; an organisation that answered open questions has its own copy.
    Duties of the same clause object are returned once, with all the organisations that hold it.
    """
    adopted = _Adopted(adoptions, settled, calendar)
    return together(
        _duties(subject.id, _reaching(subject.id, adopted, subjects), clashes)
        for subject in subjects
        if subject.kind is SubjectClass.ORGANIZATION
    )


def duties_of_one(
    organization: str,
    adoptions: Iterable[Adoption],
    settled: Settled,
    subjects: Subjects,
    calendar: Calendar,
    clashes: Clashes | None = None,
) -> list[Duty]:
    """The duties of one organisation over time: what :func:`effective_duties` says of it.

    *subjects* and *adoptions* need only be its own and those of its superiors, past ones included.
    """
    adopted = _Adopted(adoptions, settled, calendar)
    return _duties(organization, _reaching(organization, adopted, subjects), clashes)


def clashes_along(
    line: Sequence[str], spell: Spell, adoptions: Iterable[Adoption], settled: Settled, calendar: Calendar
) -> Clashes:
    """Every contradiction an organisation of that type would meet at the foot of *line* (itself first)."""
    found: Clashes = []
    _duties(line[0], _along(line, spell, _Adopted(adoptions, settled, calendar)), found)
    return found


def together(of_each: Iterable[Iterable[Duty]]) -> list[Duty]:
    """Duties of several organisations as one list: those of the same clause object become one."""
    held: dict[int, dict[str, tuple[Days, ...]]] = defaultdict(dict)
    clauses: dict[int, Clause] = {}
    for duties in of_each:
        for duty in duties:
            clauses[id(duty.clause)] = duty.clause
            held[id(duty.clause)].update(duty.holders or {})
    return [Duty(clause=clause, holders=held[key]) for key, clause in clauses.items()]


def _duties(organization: str, sources: Iterable[Source], clashes: Clashes | None) -> list[Duty]:
    """One organisation's clauses, each with the days on which it runs there."""
    families: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        families[source.clause.family].append(source)
    held: dict[int, list[Days]] = defaultdict(list)
    clauses: dict[int, Clause] = {}
    for family in families.values():
        for clause, days in _over_time(organization, family, clashes):
            clauses[id(clause)] = clause
            held[id(clause)].append(days)
    return [
        Duty(clause=clause, holders={organization: tuple(_joined(held[key]))})
        for key, clause in clauses.items()
    ]


def _over_time(
    organization: str, sources: Sequence[Source], clashes: Clashes | None
) -> Iterable[tuple[Clause, Days]]:
    """Merge on each stretch of days between two changes."""
    if len(sources) == 1:
        yield sources[0].clause, sources[0].days
        return
    starts = {source.days[0] for source in sources}
    starts |= {_after(source.days[1]) for source in sources if source.days[1] != date.max}
    ordered = sorted(starts)
    for place, first in enumerate(ordered):
        last = ordered[place + 1] - timedelta(days=1) if place + 1 < len(ordered) else date.max
        here = [one for one in sources if one.days[0] <= first and one.days[1] >= last]
        for link in merge(organization, here, clashes):
            if link.runs and link.source.clause.modality is not Modality.MAY:
                yield link.source.clause, (first, last)


def _after(day: date) -> date:
    return day + timedelta(days=1)


def _joined(stretches: Iterable[Days]) -> Iterable[Days]:
    """Adjoining stretches become one, so that nothing looks like a new beginning that is none."""
    current: Days | None = None
    for first, last in sorted(stretches):
        if current is not None and (current[1] == date.max or first <= _after(current[1])):
            current = (current[0], max(current[1], last))
        else:
            if current is not None:
                yield current
            current = (first, last)
    if current is not None:
        yield current
