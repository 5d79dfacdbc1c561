"""Which procedures an organisation may go through on a day, and what a new case of one needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from zhidu.apps.activities.states import Circle
from zhidu.apps.adoption import queries as adoption
from zhidu.domain.procedures import Procedure
from zhidu.domain.rules.book import Rulebook

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node


@dataclass(frozen=True, slots=True)
class Offered:
    """One procedure of a book in force."""

    row: Any
    """The version of the book."""
    book: Rulebook
    procedure: Procedure

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.row.pk}:{self.procedure.id}"

    @property
    def source(self) -> str:
        """《书》第几条."""
        return f"《{self.book.title}》{self.procedure.cite}"


def offered(organization: Node, day: date) -> list[Offered]:
    """The procedures that the books of an organisation define on a day, its own books first."""
    return [
        Offered(row, book, one)
        for row, book in adoption.books_on(organization, day)
        for one in book.procedures.values()
        if one.first <= day <= one.last
    ]


def named(organization: Node, wanted: str, days: Iterable[date]) -> Offered | None:
    """The procedure of that id in the books that reach an organisation on the first of *days* on which one has it.

    Also one that is no longer the text in force: a case that began under it goes on under it.
    """
    for day in days:
        for row, book in adoption.books_on(organization, day):
            if wanted in book.procedures:
                return Offered(row, book, book.procedures[wanted])
    return None


def circle_for(procedure: Procedure, person: int | None) -> Circle:
    """Who may read a case unless fewer are named: what is about one person is no business of all."""
    if procedure.private:
        return Circle.PRIVATE
    return Circle.COMMITTEE if person is not None else Circle.MEMBERS
