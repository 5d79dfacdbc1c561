"""What the ranks are made of: how many, how old, of what schooling and work; nothing that is unknown is guessed.

Everything is one grouped query over the files below a place; whoever has no file, or an empty field, is 未填.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.db.models.functions import Substr

from zhidu.apps.members.queries import MEMBER_TYPES
from zhidu.apps.members.queries import counts_below as members_below
from zhidu.apps.orgs.queries import length_below
from zhidu.apps.registry.classes import EDUCATION, SEXES, WORK
from zhidu.apps.registry.models import Profile
from zhidu.apps.registry.roll import born_by
from zhidu.foundation.access.rules import below

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

CLASSES = {"sex": SEXES, "education": EDUCATION, "work_class": WORK}
AGES: Sequence[tuple[str, int | None]] = (
    ("30岁及以下", 30),
    ("31至35岁", 35),
    ("36至40岁", 40),
    ("41至45岁", 45),
    ("46至50岁", 50),
    ("51至55岁", 55),
    ("56至60岁", 60),
    ("61岁及以上", None),
)
"""Bands of 中国共产党党内统计公报."""
PARTY_YEARS: Sequence[tuple[str, int | None]] = (
    ("不满5年", 4),
    ("5至9年", 9),
    ("10至19年", 19),
    ("20至29年", 29),
    ("30至39年", 39),
    ("40至49年", 49),
    ("50年及以上", None),
)
YOUNG, SCHOOLED = 35, frozenset({"graduate", "bachelor", "college"})


@dataclass(frozen=True, slots=True)
class Part:
    """One class of a picture: its words, how many, and what it is to be narrowed by on the list."""

    title: str
    number: int
    share: Fraction
    query: str = ""

    @property
    def percent(self) -> str:
        """45.5%, of all members."""
        return f"{float(self.share * 100):.1f}%"


@dataclass(frozen=True, slots=True)
class Picture:
    """One way to look at the ranks."""

    title: str
    parts: tuple[Part, ...]
    unknown: int

    @property
    def widest(self) -> int:
        return max((one.number for one in self.parts), default=0)


@dataclass(slots=True)
class Below:
    """The ranks of one organisation below."""

    members: int = 0
    filed: int = 0
    women: int = 0
    young: int = 0
    schooled: int = 0

    @property
    def without(self) -> int:
        return self.members - self.filed


@dataclass(frozen=True, slots=True)
class Ranks:
    """All pictures of a place."""

    members: int
    filed: int
    pictures: tuple[Picture, ...]
    below: Mapping[str, Below] = field(default_factory=dict)


def ranks(node: Node, day: date) -> Ranks:
    """The members of *node* and all below it; two queries."""
    total = members_below(node.path, length_below(node.path), day)
    members = sum(total.values())
    sums: Counter[str] = Counter()
    children: dict[str, Below] = defaultdict(Below)
    for place, number in total.items():
        children[place].members = number
    for row in _by_place(node.path, day):
        one = children[row.pop("place")]
        one.filed, one.women = row["filed"], row["sex.female"]
        one.young = row["age.0"] + row["age.1"]
        one.schooled = sum(row[f"education.{word}"] for word in SCHOOLED)
        sums.update(row)
    return Ranks(
        members=members,
        filed=sums["filed"],
        pictures=(
            _picture("年龄", "age", sums, _bands(AGES), members, _aged),
            _picture("性别", "sex", sums, SEXES, members, lambda word: f"sex={word}"),
            _picture("学历", "education", sums, EDUCATION, members, lambda word: f"education={word}"),
            _picture("职业", "work_class", sums, WORK, members, lambda word: f"work_class={word}"),
            _picture("党龄", "years", sums, _bands(PARTY_YEARS), members, _seasoned),
        ),
        below=children,
    )


def _by_place(path: str, day: date) -> Iterator[dict[str, Any]]:
    """Files of members below, counted by every class that is looked at, for each place one level down."""
    asked = {f"{name}.{word}": Q(**{name: word}) for name, words in CLASSES.items() for word in words}
    asked |= {f"age.{number}": one for number, one in enumerate(_within("born_on", AGES, day))}
    asked |= {f"years.{number}": one for number, one in enumerate(_within("joined_on", PARTY_YEARS, day))}
    names = list(asked)
    rows = (
        Profile.objects.filter(
            below("person__organization__path", path),
            Q(person__until=None) | Q(person__until__gte=day),
            person__type__in=MEMBER_TYPES,
        )
        .annotate(place=Substr("person__organization__path", 1, length_below(path)))
        .order_by()
        .values("place")
        .annotate(
            filed=Count("pk"), **{f"n{at}": Count("pk", filter=asked[name]) for at, name in enumerate(names)}
        )
    )
    for row in rows:
        yield {
            "place": row["place"],
            "filed": row["filed"],
            **{name: row[f"n{at}"] for at, name in enumerate(names)},
        }


def _within(column: str, bands: Sequence[tuple[str, int | None]], day: date) -> Iterator[Q]:
    """For each band the condition that a day of birth, or of joining, falls into it."""
    after = None
    for _, last in bands:
        one = Q(**{f"{column}__isnull": False})
        if after is not None:
            one &= Q(**{f"{column}__lte": after})
        if last is not None:
            after = born_by(day, last + 1)
            one &= Q(**{f"{column}__gt": after})
        yield one


def _bands(bands: Sequence[tuple[str, int | None]]) -> dict[str, str]:
    return {str(number): title for number, (title, _) in enumerate(bands)}


def _range(bands: Sequence[tuple[str, int | None]], word: str, name: str) -> str:
    number = int(word)
    low = 0 if number == 0 else (bands[number - 1][1] or 0) + 1
    high = bands[number][1]
    return "&".join(
        part for part in (f"{name}_from={low}" if low else "", "" if high is None else f"{name}_to={high}") if part
    )  # fmt: skip


def _aged(word: str) -> str:
    return _range(AGES, word, "age")


def _seasoned(word: str) -> str:
    return _range(PARTY_YEARS, word, "years")


def _picture(
    title: str,
    name: str,
    sums: Counter[str],
    classes: Mapping[str, str],
    members: int,
    query: Callable[[str], str],
) -> Picture:
    known = {word: sums[f"{name}.{word}"] for word in classes}
    parts = tuple(
        Part(classes[word], number, Fraction(number, members) if members else Fraction(0), query(word))
        for word, number in known.items()
    )
    return Picture(title, parts, members - sum(known.values()))
