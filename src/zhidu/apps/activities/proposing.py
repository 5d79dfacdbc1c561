"""On which day something may be arranged: the first that fits the most clauses about its time (每月第三个周五)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from zhidu.apps.activities.columns import Words
from zhidu.apps.activities.setting import Setting
from zhidu.apps.adoption.queries import calendar
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.params import Schedule
from zhidu.domain.rules.terms import Modality

AHEAD = 100
"""Days that are looked at; whatever has its time later is arranged nearer to it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What one clause says of the time, and whose consent lets it be another."""

    clause: Clause
    params: Schedule
    words: str
    consent: str

    @property
    def sentence(self) -> str:
        """When it should be, and who has to consent to another day."""
        moved = f"；改到别的日子，须经{self.consent}同意" if self.consent else ""
        return f"{self.clause.title}：应在{self.words}{moved}（{self.clause.source}）"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A day, the hour where a clause names one, and what the clauses say."""

    on: date
    begins: time | None
    slots: tuple[Slot, ...]


def proposal(setting: Setting, first: date, last: date | None = None) -> Proposal | None:
    """The first day from *first* on that fits the most clauses, a *must* counting more; None where none speaks.

    Days of work come first; *last* is the end of the period it is for.
    """
    slots = tuple(slots_of(setting))
    if not slots:
        return None
    days = calendar()
    end = min(last or date.max, first + timedelta(days=AHEAD))
    best: tuple[int, date] | None = None
    for ordinal in range(first.toordinal(), max(end, first).toordinal() + 1):
        day = date.fromordinal(ordinal)
        score = 2 * sum(
            (2 if one.clause.modality is Modality.MUST else 1)
            for one in slots
            if any(window.holds(day, days) is not False for window in one.params.windows)
        )
        score = score + 1 if score and days.is_workday(day) else score
        if score and (best is None or score > best[0]):
            best = score, day
    if best is None:
        return None
    hours = [window.time_from for one in slots for window in one.params.windows if window.time_from]
    return Proposal(best[1], hours[0] if hours else None, slots)


def slots_of(setting: Setting) -> Iterator[Slot]:
    """What the clauses in force say of the time of such a meeting."""
    for clause in setting.clauses:
        params = clause.params
        if isinstance(params, Schedule) and params.measure == setting.kind.name and params.windows:
            words = "或".join(window.chinese() for window in params.windows)
            yield Slot(clause, params, words, _consent(params, setting.words))


def _consent(params: Schedule, words: Words) -> str:
    return "或".join(sorted(words.word(one) for one in params.move.consent)) if params.move else ""
