"""What the larger components are given: plain values, filled by the apps, drawn by the templates.

Templates look at names only, so a mapping with the same keys serves as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from zhidu.foundation.clock import today


@dataclass(frozen=True, slots=True)
class Figure:
    """One of a few numbers that sum a page up. *bad* writes it in the colour of what was not kept."""

    name: str
    value: object
    unit: str = ""
    note: str = ""
    verdict: str = ""
    url: str = ""
    bad: bool = False


@dataclass(frozen=True, slots=True)
class StripCell:
    """One period: *span* months wide, its verdict, what to write (1 次), and its name for the table (10月)."""

    verdict: str
    name: str
    span: int = 1
    text: str = ""
    url: str = ""
    generally: bool = False


@dataclass(frozen=True, slots=True)
class StripRow:
    """One clause over the year; spans add up to the months of the axis."""

    title: str
    cells: Sequence[StripCell]
    note: str = ""
    total: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """The worst verdict of one month in one organisation and how many there are of it."""

    verdict: str
    count: int = 0
    url: str = ""
    selected: bool = False


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One organisation; rows come sorted, worst first."""

    title: str
    cells: Sequence[HeatCell]
    total: str = ""
    url: str = ""
    bad: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """One level that speaks about a rule: who, how binding, what it says, and whether it is the one that runs."""

    level: str
    text: str
    modality: str = ""
    runs: bool = False
    laxer: bool = False
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a rule compared between levels: cells are ``(text, wins, note)``."""

    name: str
    cells: Sequence[tuple[str, bool, str]]
    result: str


@dataclass(frozen=True, slots=True)
class Looked:
    """A record that was looked at for a finding, also one that did not count, and why."""

    title: str
    note: str = ""
    url: str = ""
    icon: str = "file-text"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a procedure; *state* is done, now or todo."""

    title: str
    state: str = "todo"
    note: str = ""
    number: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A block of many steps."""

    title: str
    steps: Sequence[Step]

    @property
    def done(self) -> int:
        return sum(one.state == "done" for one in self.steps)


@dataclass(frozen=True, slots=True)
class LaneStep:
    """One step of a swim-lane picture: *lane* is whose it is, counted from 0; *state* as of :class:`Step`."""

    title: str
    lane: int
    state: str = "todo"
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One item of a timeline: when it happened comes first, when it was entered after.

    *sign* is a verdict (``met``, ``late`` …) or ``correction``, which keeps the old one readable.
    """

    title: str
    on: date | None = None
    entered: date | None = None
    sign: str = "met"
    note: str = ""
    url: str = ""

    @property
    def late(self) -> int:
        """Days between happening and entering."""
        return (self.entered - self.on).days if self.on and self.entered else 0


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of the organisation tree as it is drawn.

    *more* is the address of its children (``{% tree_of nodes %}``), where they are only loaded when it is opened.
    """

    title: str
    url: str = ""
    people: str = ""
    verdict: str = ""
    count: int = 0
    children: Sequence[Branch] = ()
    open: bool = False
    selected: bool = False
    more: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a chart with its label."""

    label: str
    value: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a small calendar; *marks* among meeting, deadline, overdue."""

    on: date
    inside: bool
    marks: tuple[str, ...] = ()
    url: str = ""

    @property
    def today(self) -> bool:
        return self.on == today()


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a small calendar, whole weeks from Monday."""

    first: date
    weeks: list[list[Day]] = field(default_factory=list)
    before: str = ""
    after: str = ""


def month_of(
    first: date,
    marks: Mapping[date, Iterable[str]],
    *,
    before: str = "",
    after: str = "",
    urls: Mapping[date, str] | None = None,
) -> Month:
    """The month that *first* begins, with the marks of each day; *before* and *after* are the ways to turn."""
    start = first - timedelta(days=first.weekday())
    weeks = []
    while start <= first or start.month == first.month:
        days = [start + timedelta(days=step) for step in range(7)]
        weeks.append(
            [
                Day(one, one.month == first.month, tuple(marks.get(one, ())), (urls or {}).get(one, ""))
                for one in days
            ]
        )
        start += timedelta(days=7)
    return Month(first, weeks, before, after)
