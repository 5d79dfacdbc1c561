"""Rows that hold the words: one condition on any queryset, whatever the database."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import and_
from typing import Any

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from zhidu.foundation.search.registry import Index, indexed
from zhidu.foundation.search.text import Wanted, is_spelt, pieces, written

_SQLITE = (
    "SELECT object FROM search_document WHERE kind = %s AND id IN "
    "(SELECT rowid FROM search_text WHERE search_text MATCH %s)"
)
_POSTGRESQL = (
    "SELECT object FROM search_document WHERE kind = %s AND "
    "array_to_tsvector(string_to_array(text, ' ')) @@ %s::tsquery"
)


def matching(kind: str, wanted: Wanted, also: Callable[[str], Q | None] = lambda _word: None) -> Q:
    """The condition that an object's index holds all words.

    *also* gives for one word a condition that is as good as having it in the index: what thousands of objects
    share (that it is a 支委会) is not written into each of their documents.
    """
    index = dict(indexed())[kind]
    alone: list[str] = []
    parts: list[Q] = []
    for word in wanted.words:
        other = also(word)
        if other is None:
            alone.append(word)
        else:
            parts.append(Q(pk__in=_raw(kind, index, [word])) | other)
    if alone:
        parts.append(Q(pk__in=_raw(kind, index, alone)))
    return reduce(and_, parts, Q())


def _raw(kind: str, index: Index, words: list[str]) -> Any:  # noqa: ANN401 - a database expression
    letter = index.letter
    asked: list[tuple[str, bool]] = []
    for word in words:
        if len(word) == 1 or (index.spelt and is_spelt(word)):
            asked.append((written(letter, word), True))
        else:
            asked += [(written(letter, piece), False) for piece in pieces(word)[:-1]]
    if connection.vendor == "postgresql":
        return RawSQL(  # noqa: S611 - constant text; the pieces are hexadecimal and go in as a parameter
            _POSTGRESQL, (kind, " & ".join(f"{one}:*" if begins else one for one, begins in asked))
        )
    return RawSQL(  # noqa: S611
        _SQLITE, (kind, " AND ".join(f"{one}*" if begins else one for one, begins in asked))
    )
