"""Fewer, older, lost (带少了、带老了、带丢了): the ranks of a place at the end of each year, from the register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db.models import Count, Min, Q

from zhidu.apps.members.queries import covering, memberships_below
from zhidu.apps.registry.births import with_births

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
    """The ranks on one day; ``lost`` are those since the point before."""

    on: date
    members: int
    aged: int
    """Of so many the day of birth is known."""
    mean_age: Fraction | None
    lost: int

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


def point(stays: Iterable[Stay], on: date) -> Point:
    """The ranks on a day, and who was lost up to it."""
    there, ages, lost = 0, Counter[int](), 0
    for one in stays:
        if (one.first is None or one.first <= on) and (one.last is None or one.last >= on):
            there += 1
            if one.born is not None:
                ages[age_on(one.born, on)] += 1
        if one.last is not None and one.last <= on and one.ended in LOST:
            lost += 1
    return _made(on, there, ages, lost)


def trend(node: Node, day: date, years: int = YEARS) -> list[Point]:
    """The ends of the last years and today; one query, added up by day of birth in the database."""
    days = [*(date(day.year - back, 12, 31) for back in range(years, 0, -1)), day]
    asked: dict[str, Count | Min] = {"begun": Min("first")}
    for number, on in enumerate(days):
        since = days[number - 1] if number else date(on.year - 1, 12, 31)
        asked[f"there{number}"] = Count("pk", filter=covering(on))
        asked[f"lost{number}"] = Count("pk", filter=Q(ended__in=LOST, last__gt=since, last__lte=on))
    rows = list(with_births(memberships_below(node.path)).values("born_on").annotate(**asked))
    begun = min((row["begun"] for row in rows if row["begun"] is not None), default=None)
    found = []
    for number, on in enumerate(days):
        if on != day and begun is not None and on < begun:
            continue  # before the register began it says nothing of how many there were
        ages = Counter[int]()
        for row in rows:
            if row["born_on"] is not None:
                ages[age_on(row["born_on"], on)] += row[f"there{number}"]
        members = sum(row[f"there{number}"] for row in rows)
        found.append(_made(on, members, ages, sum(row[f"lost{number}"] for row in rows)))
    return found


def _made(on: date, members: int, ages: Counter[int], lost: int) -> Point:
    aged = sum(ages.values())
    total = sum(age * number for age, number in ages.items())
    return Point(on, members, aged, Fraction(total, aged) if aged else None, lost)


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
