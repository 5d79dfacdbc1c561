"""Fewer, older, lost (带少了、带老了、带丢了): the ranks of a place at the end of each year, from the register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from zhidu.apps.members.queries import stays_below
from zhidu.apps.registry.births import births_below

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

LOST = frozenset({"withdrew", "lapsed", "removed"})
"""Reasons for leaving by which somebody is lost to the Party: 退党，自行脱党，劝退或除名."""
YEARS = 5
"""Ends of years that are looked back to."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A stretch of membership: from, to, why it ended, and the day of birth where that is known."""

    first: date | None
    last: date | None
    ended: str
    born: date | None


@dataclass(frozen=True, slots=True)
class Point:
    """The ranks on one day; ``lost`` and ``admitted`` are those since the point before."""

    on: date
    members: int
    aged: int
    """Of so many the day of birth is known."""
    mean_age: Fraction | None
    lost: int
    admitted: int

    @property
    def unaged(self) -> int:
        return self.members - self.aged

    @property
    def age(self) -> str:
        """46.3; '' where nobody's is known."""
        return "" if self.mean_age is None else f"{float(self.mean_age):.1f}"


def age_on(born: date, day: date) -> int:
    """Whole years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def point(stays: Iterable[Stay], on: date, since: date | None) -> Point:
    """The ranks on a day, and who was lost after *since* up to it."""
    there, ages, lost, admitted = 0, Counter[int](), 0, 0
    for one in stays:
        if (one.first is None or one.first <= on) and (one.last is None or one.last >= on):
            there += 1
            if one.born is not None:
                ages[age_on(one.born, on)] += 1
        if one.last is not None and one.last <= on and one.ended in LOST:
            lost += since is None or one.last > since
        if one.first is not None and one.first <= on and since is not None and one.first > since:
            admitted += 1
    aged = sum(ages.values())
    total = sum(age * number for age, number in ages.items())
    return Point(on, there, aged, Fraction(total, aged) if aged else None, lost, admitted)


def trend(node: Node, day: date, years: int = YEARS) -> list[Point]:
    """The ends of the last years and today; two queries."""
    births: Mapping[int, date] = births_below(node.path)
    stays = [
        Stay(first, last, ended, births.get(person)) for person, first, last, ended in stays_below(node.path)
    ]
    ends = [date(day.year - back, 12, 31) for back in range(years, 0, -1)]
    begun = min((one.first for one in stays if one.first is not None), default=None)
    # before the register began it says nothing of how many there were
    seen = [end for end in ends if begun is None or end >= begun]
    found: list[Point] = []
    for end in [*seen, day]:
        found.append(point(stays, end, found[-1].on if found else date(end.year - 1, 12, 31)))
    return found


def told(points: list[Point]) -> list[tuple[str, bool | None]]:
    """What has come of the ranks since the first point, each with whether it is for the worse (None: not known)."""
    if len(points) < 2:
        return []
    first, last = points[0], points[-1]
    since = f"{first.on.year}年底"
    found: list[tuple[str, bool | None]] = [
        (
            f"人数：{since} {first.members} 人，现在 {last.members} 人，"
            + _moved(Fraction(first.members), Fraction(last.members), "人"),
            last.members < first.members,
        )
    ]
    if first.mean_age is None or last.mean_age is None:
        found.append(("平均年龄：出生日期没有填，算不出", None))
    else:
        missing = last.members - last.aged
        note = f"；{missing} 人没有填出生日期，没有算在内" if missing else ""
        moved = _moved(first.mean_age, last.mean_age, "岁")
        found.append(
            (
                f"平均年龄：{since} {first.age} 岁，现在 {last.age} 岁，{moved}{note}",
                last.mean_age > first.mean_age if not missing else None,
            )
        )
    lost = sum(one.lost for one in points[1:])
    found.append((f"流失：{since}以来退党、自行脱党、劝退或除名 {lost} 人", lost > 0))
    return found


def _moved(before: Fraction, now: Fraction, unit: str) -> str:
    if before == now:
        return "没有变"
    more, less = ("多", "少") if unit == "人" else ("高", "低")
    number = f"{float(abs(now - before)):.1f}".removesuffix(".0")
    return f"{more if now > before else less}了 {number} {unit}"
