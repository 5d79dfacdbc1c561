"""The columns a form offers: those the clauses in force look at, with the words they ask for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from zhidu.apps.activities.kinds import GATHERINGS
from zhidu.apps.activities.labels import OUTCOMES, label
from zhidu.apps.activities.reads import YES_NO, Read, reads
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.vocabulary import WORDS

ON_EVERY_MEETING = (
    Read("", "topics"),
    Read("", "chair", shape="role"),
    Read("", "recorder", shape="role"),
    Read("", "recorded", YES_NO, closed=True),
)
"""What the minutes of any meeting say, whether or not a clause asks."""
LECTURER = Read("", "lecturer", shape="role")
"""What the record of a lecture says besides: the ledger has a column for it."""
NOT_OFFERED = frozenset({"quantity", "begins", "ends", "substitute"})
"""Columns that have a field of their own on every form."""
AT_MOST_ONE = frozenset(
    {"type", "form", "result", "grade", "tier", "level", "category", "method", "severity"}
)
"""Columns that hold one word: which sort it is, what came of it."""


@dataclass(slots=True)
class Column:
    """One column of a form.

    ``shape``: ``words`` with ``choices`` to tick, ``open`` (words, and no book says which), ``yes_no``,
    ``number``, ``date``, ``text``, ``person``, ``role`` (who did it). ``closed``: only the choices will do.
    ``because``: the clauses that look at it.
    """

    name: str
    label: str
    shape: str = "text"
    choices: dict[str, str] = field(default_factory=dict)
    closed: bool = False
    because: list[str] = field(default_factory=list)

    @property
    def single(self) -> bool:
        return self.name in AT_MOST_ONE


class Words:
    """Words of the books in force, as each book calls them."""

    def __init__(self, books: Iterable[Rulebook]) -> None:
        self._books = {book.id: book for book in books}

    def word(self, token: str, book: str = "") -> str:
        """The Chinese of a token; without *book* as the first book that has one calls it."""
        own = self._books[book].words.get(token) if book in self._books else None
        if own or token in WORDS:
            return own or WORDS[token]
        if token in OUTCOMES:
            return OUTCOMES[token]
        return next((one.words[token] for one in self._books.values() if token in one.words), token)

    def token(self, word: str) -> str:
        """The token of a word as people write it, or the word itself: whoever types 工作报告 means that one."""
        for book in self._books.values():
            for token, chinese in book.words.items():
                if chinese == word:
                    return token
        return next((token for token, chinese in WORDS.items() if chinese == word), word)

    def form(self, token: str, book: str) -> str:
        """The title of a form."""
        found = self._books.get(book)
        return found.forms[token].title if found is not None and token in found.forms else token

    def steps(self, book: str, procedure: str) -> Mapping[str, str]:
        """Step → title of a procedure."""
        found = self._books.get(book)
        one = found.procedures.get(procedure) if found is not None else None
        return {step.id: step.title for step in one.steps} if one is not None else {}


def columns(kind: str, clauses: Iterable[Clause], words: Words) -> list[Column]:
    """The columns of records of *kind* that *clauses* look at, those of every meeting first."""
    found: dict[str, Column] = {}
    asked: dict[str, list[str]] = defaultdict(list)
    if kind in GATHERINGS:
        for read in ON_EVERY_MEETING:
            _add(found, read, {})
    if kind == "party_lecture":
        _add(found, LECTURER, {})
    for clause in clauses:
        for read in reads(clause):
            if read.measure == kind and read.column not in NOT_OFFERED:
                _add(found, read, _choices(read, clause, words))
                asked[read.column].append(f"{clause.source}：{clause.title}")
    for name, column in found.items():
        column.because = list(dict.fromkeys(asked[name]))
        if not column.choices and column.shape == "words":
            column.shape = "open"
    return list(found.values())


def _choices(read: Read, clause: Clause, words: Words) -> dict[str, str]:
    if read.shape == "form":
        return {token: words.form(token, clause.book) for token in read.words}
    if read.shape == "step":
        return dict(words.steps(clause.book, getattr(clause.params, "procedure", "")))
    return {token: words.word(token, clause.book) for token in read.words}


def _add(found: dict[str, Column], read: Read, choices: Mapping[str, str]) -> None:
    """Add what one clause asks of a column to what others ask: it is closed only where all close it."""
    shape = {"form": "words", "step": "words"}.get(read.shape, read.shape)
    if read.words and set(read.words) <= set(YES_NO):
        shape, choices = "yes_no", {}
    before = found.get(read.column)
    if before is None:
        found[read.column] = Column(
            read.column, label(read.column), shape, dict(choices), closed=read.closed or read.shape != "words"
        )
        return
    before.choices.update(choices)
    before.closed = before.closed and (read.closed or read.shape != "words")
    if before.shape == "text" and shape != "text":
        before.shape = shape
