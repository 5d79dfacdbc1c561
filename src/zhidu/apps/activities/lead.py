"""What clauses want done before a meeting, and by which day: above all that those who should come are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from zhidu.apps.activities.columns import Words
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.kinds import Kind
from zhidu.apps.activities.places import Place
from zhidu.apps.activities.setting import Setting
from zhidu.apps.adoption.queries import calendar
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.params import Coverage, Deadline
from zhidu.domain.rules.vocabulary import MEASURES
from zhidu.domain.rules.wording import day
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today

NOTICES = frozenset({"agenda_notified", "meeting_notified", "notified"})
"""Measures that say somebody was told of a meeting or of its agenda."""
LONGEST_REASON = 300
AHEAD = 90
"""Days that are looked at for one on which the notice would still be in time."""


@dataclass(frozen=True, slots=True)
class Lead:
    """One thing a clause wants done before a meeting on a day: what, to whom, and the last day for it."""

    clause: Clause
    act: str
    to: str
    last: date
    ahead: bool
    """Whether a number of days lies between the last day and the meeting."""

    @property
    def notice(self) -> bool:
        return self.act in NOTICES

    @property
    def what(self) -> str:
        return MEASURES[self.act].chinese + (f"（{self.to}）" if self.to else "")

    @property
    def late(self) -> bool:
        """Whether the last day is over."""
        return self.last < today()

    @property
    def when(self) -> str:
        """最晚 11月28日, or that it may be any time before the meeting begins."""
        return f"最晚 {day(self.last, today())}" if self.ahead else "开会以前"

    @property
    def sentence(self) -> str:
        return f"{self.clause.title}（{self.clause.source}）"


def leads(setting: Setting, on: date) -> list[Lead]:
    """What is to be done before a meeting of that kind on that day, notices first."""
    return sorted(_leads(setting.clauses, setting.kind, setting.words, on), key=lambda one: not one.notice)


def _leads(clauses: Iterable[Clause], kind: Kind, words: Words, on: date) -> Iterator[Lead]:
    for clause in clauses:
        params = clause.params
        if isinstance(params, Deadline) and params.before and params.trigger == kind.name:
            last = calendar().subtract(on, params.within) if params.within else on
            to = "、".join(sorted(words.word(one, clause.book) for one in params.to))
            yield Lead(clause, params.act, to, last, last < on)
        elif isinstance(params, Coverage) and params.before == kind.name and params.has in NOTICES:
            yield Lead(clause, params.has, "每个人", on, ahead=False)


def too_late(found: Iterable[Lead]) -> list[Lead]:
    """Notices whose last day is over."""
    return [one for one in found if one.notice and one.late]


def first_in_time(setting: Setting, after: date) -> date | None:
    """The first day from *after* on for which a notice that goes out today is in time."""
    for ahead in range(AHEAD):
        other = after + timedelta(days=ahead)
        if not too_late(_leads(setting.clauses, setting.kind, setting.words, other)):
            return other
    return None


def in_time(place: Place, entry: Entry, reason: str) -> str:
    """The reason to keep for a notice that is too late; '' for one in time. Raises Wrong where there is none."""
    kind = Kind(MEASURES[entry.kind])
    late = lateness(place, kind, entry.on)
    text = reason.strip()
    if late and not text:
        raise Wrong({"late_reason": late})
    if len(text) > LONGEST_REASON:
        raise Wrong({"late_reason": f"有 {len(text)} 字；应不超过 {LONGEST_REASON} 字"})
    return text if late else ""


def lateness(place: Place, kind: Kind, on: date) -> str:
    """Why a notice that goes out today comes too late for a meeting on that day, and what to do; '' where not."""
    if not kind.gathering:
        return ""
    setting = Setting(kind, place, on)
    late = too_late(leads(setting, on))
    if not late:
        return ""
    rule = min(late, key=lambda one: one.last)
    later = first_in_time(setting, on)
    way_out = f"；改到 {day(later, today())}就来得及" if later else ""
    return (
        f"通知晚了：{rule.sentence}，{rule.what}{rule.when}，今天已是 {day(today(), today())}{way_out}。"
        "仍在这天开的，写明为什么晚，会一直留在记录里"
    )
