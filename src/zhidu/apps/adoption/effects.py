"""What each answer to an open question would mean, said in the words of 怎么算."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, pairwise

from zhidu.apps.adoption.reach import calendar
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause, Need
from zhidu.domain.rules.kinds.params import Schedule
from zhidu.foundation.clock import today
from zhidu.rulebooks.clauses import answered
from zhidu.rulebooks.codecs import Wrong
from zhidu.rulebooks.plain import sentence
from zhidu.rulebooks.words import word

AHEAD = timedelta(days=400)
SHOWN = 3
"""Next days of a clause about dates that are named."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One possible answer, and what the clause then asks."""

    answer: str
    said: str


def effects(need: Need, clause: Clause, book: Rulebook) -> list[Effect]:
    """The default or no answer first, then each choice, or the suggestion where any answer may be given."""
    found = [] if need.default else [Effect("先不答", "只作记录，不判定，不会显示未达标。")]
    offered = need.choices or tuple(one for one in (need.default or need.suggest,) if one)
    for token in offered:
        said = _under(token, need, clause, book)
        if said:
            found.append(Effect(_name(token, need, book), said))
    return found


def _name(token: str, need: Need, book: Rulebook) -> str:
    shown = word(token, book)
    if token == need.default:
        return f"{shown}（默认）"
    return f"{shown}（建议）" if token == need.suggest else shown


def _under(token: str, need: Need, clause: Clause, book: Rulebook) -> str:
    """What the clause says under that answer, the other questions answered as the book would."""
    others = {one.param: one.default or one.suggest for one in clause.needs if one.default or one.suggest}
    try:
        found = answered(clause, {**others, need.param: token})
    except Wrong:
        return ""
    return sentence(found, book) + "".join(_days(found))


def _days(clause: Clause) -> Iterator[str]:
    """The next days of a clause about dates: what the ways to read it really come to."""
    if isinstance(clause.params, Schedule) and clause.params.windows:
        first = today()
        found: set[date] = set()
        for window in clause.params.windows:
            found |= set(islice(window.days(first, first + AHEAD, calendar()), SHOWN))
        if found and not _adjoining(sorted(found)):
            yield f"接下来是{'、'.join(f'{one.month}月{one.day}日' for one in sorted(found)[:SHOWN])}。"


def _adjoining(days: list[date]) -> bool:
    """Whether the days are a stretch, so that naming the first few would say little."""
    return any(later - earlier == timedelta(days=1) for earlier, later in pairwise(days))
