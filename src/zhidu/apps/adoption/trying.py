"""What an adoption would do that nobody has stored: the same merging as ever, over the true rows and the draft.

Whoever adopts sees the very rules that would run, never an approximation; nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from zhidu.apps.adoption import reach
from zhidu.apps.adoption.models import Adoption
from zhidu.apps.adoption.queries import chains
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.strictness import Comparison, compare
from zhidu.domain.rules.subjects import Subjects
from zhidu.domain.rules.world import Duty
from zhidu.rulebooks import inherit
from zhidu.rulebooks.inherit import Link

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node


@dataclass(frozen=True, slots=True)
class Tried:
    """The rules of one organisation as they would be, and the draft's own text with its answers."""

    duties: list[Duty]
    chains: Mapping[str, list[Link]]
    book: Rulebook

    @property
    def own(self) -> list[Duty]:
        """Duties that the draft itself would bring."""
        return [one for one in self.duties if one.clause.book == self.book.id]


def tried(organization: Node, draft: Adoption, day: date) -> Tried:
    """What *organization* would run if *draft* (its own, or a superior's) were stored; chains as of *day*.

    An earlier adoption of the same book by the same organisation gives way to the draft. Raises BookError for
    wrong answers.
    """
    here = reach.reaching({organization.pk, *organization.ancestor_ids})
    rows = [*(one for one in here.rows if not _same(one, draft)), draft]
    books = reach.settled(rows)
    adoptions = [reach.as_adoption(one) for one in rows]
    subjects, calendar = Subjects(here.subjects), reach.calendar()
    return Tried(
        inherit.duties_of_one(organization.code, adoptions, books, subjects, calendar, []),
        inherit.chains(organization.code, day, adoptions, books, subjects, calendar, []),
        books[f"org-{draft.organization_id}"][str(draft.pk)],
    )


def _same(one: Adoption, draft: Adoption) -> bool:
    return one.organization_id == draft.organization_id and one.book.book == draft.book.book


class Change(StrEnum):
    """What happens to one matter."""

    NEW = "new"
    STRICTER = "stricter"
    BESIDE = "beside"
    LAXER = "laxer"
    UNCHANGED = "unchanged"
    ASIDE = "aside"

    @property
    def chinese(self) -> str:
        return {
            "new": "新增",
            "stricter": "更严了",
            "beside": "同时执行",
            "laxer": "放宽了",
            "unchanged": "不变",
            "aside": "不执行",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Changed:
    """One clause of the draft where it meets what runs today: *instead* of which, *beside* which, and *why*."""

    change: Change
    clause: Clause
    instead: tuple[Clause, ...] = ()
    beside: tuple[Clause, ...] = ()
    why: str = ""


def changes(organization: Node, found: Tried, day: date) -> list[Changed]:
    """Every clause of the draft that reaches the organisation, against what runs there on *day*."""
    before = chains(organization, day)
    return [
        _changed(link, links, before.get(family, ()))
        for family, links in found.chains.items()
        for link in links
        if link.source.clause.book == found.book.id
    ]


def _changed(link: Link, after: Iterable[Link], before: Iterable[Link]) -> Changed:
    clause = link.source.clause
    ran = [one.source.clause for one in before if one.runs]
    older = next((one for one in ran if one.key == clause.key), None)
    if not link.runs:
        kept = link.instead.clause if link.instead else None
        same = older is not None or link.word.startswith("与")
        return Changed(
            Change.UNCHANGED if same else Change.ASIDE,
            clause,
            beside=(kept,) if kept is not None else (),
            why=link.word,
        )
    if older is not None:
        return Changed(_against(clause, older), clause, instead=(older,))
    still = {one.source.clause.key for one in after if one.runs}
    gone = tuple(one for one in ran if one.key not in still)
    beside = tuple(one for one in ran if one.key in still and one.kind == clause.kind)
    if gone:
        return Changed(Change.STRICTER, clause, instead=gone, beside=beside)
    return Changed(Change.BESIDE if beside else Change.NEW, clause, beside=beside)


def _against(clause: Clause, older: Clause) -> Change:
    """A clause of another version, or with other answers, against the one that runs."""
    found = compare(clause, older)
    return {
        Comparison.SAME: Change.UNCHANGED,
        Comparison.STRICTER: Change.STRICTER,
        Comparison.LAXER: Change.LAXER,
    }.get(found, Change.BESIDE)


def given_way(organization: Node, found: Tried, day: date) -> Iterator[tuple[Clause, Clause | None]]:
    """Clauses of other books that run on *day* and would not any more, each with what runs instead."""
    ran = {
        link.source.clause.key
        for links in chains(organization, day).values()
        for link in links
        if link.runs and link.source.clause.book != found.book.id
    }
    for links in found.chains.values():
        for link in links:
            if not link.runs and link.source.clause.key in ran:
                yield link.source.clause, link.instead.clause if link.instead else None
