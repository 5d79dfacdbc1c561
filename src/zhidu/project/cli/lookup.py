"""Finding a clause of a book by its id, with the nearest offered for a slip of the pen."""

from __future__ import annotations

from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.rulebooks.codecs import near
from zhidu.rulebooks.source import BookError, Problem


def clause_of(book: Rulebook, clause_id: str) -> Clause:
    """The clause of that id. Raises BookError."""
    clause = book.clause(clause_id)
    if clause is None:
        ids = [one.id for one in book.clauses]
        offer = near(clause_id, ids) or f"；共 {len(ids)} 条，用 zhidu explain --book {book.id} 列出"
        raise BookError([Problem(book.id, 0, "", f"《{book.title}》没有“{clause_id}”这一条{offer}")])
    return clause
