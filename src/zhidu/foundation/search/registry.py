"""Kinds of things that can be found; each app registers its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.search.text import Wanted

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from zhidu.foundation.journal.models import Entry


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the answer. *url* is '' where the actor may know of it but has no page to open."""

    title: str
    url: str = ""
    where: str = ""
    when: str = ""
    sort: str = ""
    note: str = ""
    """The passage in which the words stand, where that is not the title."""
    state: str = ""
    """What is out of the ordinary: 已作废, 已离开."""


def named_by(prefix: str) -> Callable[[Entry], Iterable[int]]:
    """The object an entry is about, where its code begins with *prefix*."""

    def touched(entry: Entry) -> Iterable[int]:
        name, _, number = entry.object.rpartition("-")
        return [int(number)] if name == prefix and number.isdecimal() else []

    return touched


@dataclass(frozen=True, slots=True)
class Index:
    """How a kind gets into the index.

    *letter* sets its pieces apart from those of other kinds. *texts* gives the words of some objects, those that
    are gone left out; *every* is all ids. *touched* says which objects a journal entry is about; what an act
    writes by the thousand under one entry it hands to ``index.refresh`` itself.
    """

    letter: str
    texts: Callable[[Collection[int]], Mapping[int, Sequence[str]]]
    every: Callable[[], QuerySet[Any, Any]]
    touched: Callable[[Entry], Iterable[int]]
    spelt: bool = False
    """Letters are looked for from the beginning of what is kept whole (``text.Spelt``)."""


Found = Any
"""What a search finds: a queryset in the order of the list, or a list."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing.

    *find* gives what the actor may see of it and all words are in, best first; the verb's own filter is the only
    measure. *show* makes lines of some of the rows. *said* tells people what is looked at: 姓名.
    """

    key: str
    title: str
    icon: str
    order: int
    said: str
    find: Callable[[Actor, Wanted], Found]
    show: Callable[[Actor, Sequence[Any], Wanted], list[Hit]]
    open_to: Callable[[Actor], bool] = field(default=lambda actor: actor.user is not None)
    index: Index | None = None


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let a kind be found; registering a key again replaces it."""
    if kind.index is not None:
        taken = {one.index.letter for one in kinds() if one.index is not None and one.key != kind.key}
        if kind.index.letter in taken:
            raise ValueError(f"搜索的字母“{kind.index.letter}”已经有了；{kind.key} 请换一个")
    _KINDS[kind.key] = kind


def kinds() -> list[Kind]:
    """Every kind, in the order of the page."""
    return sorted(_KINDS.values(), key=lambda one: (one.order, one.key))


def indexed() -> list[tuple[str, Index]]:
    """Kinds that are in the index."""
    return [(one.key, one.index) for one in kinds() if one.index is not None]
