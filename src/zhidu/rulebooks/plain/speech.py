"""The words that all kinds share: numbers, periods, conditions, and lists of people."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from zhidu.domain.calendar import Duration, Unit
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.facts import Condition
from zhidu.domain.rules.ratio import Ratio
from zhidu.domain.rules.terms import Modality
from zhidu.domain.rules.vocabulary import ATTRIBUTES, MEASURES
from zhidu.rulebooks.columns import COLUMNS
from zhidu.rulebooks.words import word

EVERY = {
    Unit.WEEK: "每周",
    Unit.MONTH: "每月",
    Unit.TWO_MONTHS: "每两个月",
    Unit.QUARTER: "每季度",
    Unit.HALF_YEAR: "每半年",
    Unit.SEMESTER: "每学期",
    Unit.YEAR: "每年",
    Unit.TERM: "每届任期",
}
ASKS = {Modality.MUST: "应", Modality.GENERALLY: "一般应", Modality.MAY: "可以", Modality.MUST_NOT: "不得"}
_COMMITTEE = {"committee_member", "deputy", "discipline", "organisation", "publicity", "secretary"}
_GROUPS = (
    (_COMMITTEE | {"leader"}, "班子成员"),
    (_COMMITTEE, "书记和各委员"),
)
_SECTORS = {
    "rural": "农村",
    "school": "学校",
    "office": "机关",
    "community": "社区",
    "firm": "非公有制企业",
    "institution": "事业单位",
    "social_organization": "社会组织",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing a clause asks: 最少 — 1 次. *open* where it is only suggested and nobody has fixed it yet."""

    label: str
    value: str
    open: bool = False


@dataclass(frozen=True, slots=True)
class Speech:
    """How one clause of one book is put into words."""

    clause: Clause
    book: Rulebook

    @property
    def asks(self) -> str:
        """应, 一般应, 可以 or 不得."""
        return ASKS[self.clause.modality]

    def cell(self, label: str, value: str, *params: str) -> Cell:
        """A cell; *params* are the keys of the file whose answers it rests on."""
        heads = {need.param.partition(".")[0] for need in self.clause.open_needs}
        return Cell(label, value, open=bool(heads & set(params)))

    def word(self, token: str) -> str:
        """A token as people say it."""
        return word(token, self.book)

    def words(self, tokens: Iterable[str], joined: str = "、") -> str:
        """Tokens as people say them; the members of a committee in one word."""
        listed = list(tokens)
        found = []
        for group, name in _GROUPS:
            if group <= set(listed):
                found.append(name)
                listed = [one for one in listed if one not in group]
        return joined.join(dict.fromkeys([*found, *(self.word(one) for one in listed)]))

    def any_of(self, tokens: Collection[str]) -> str:
        """A set of tokens in a fixed order: 支委会或支部党员大会."""
        return self.words(sorted(tokens), "、" if len(tokens) > 2 else "或")

    def conditions(self, conditions: Iterable[Condition]) -> str:
        """What must be true of a record or of somebody: 类别为定期会议，人数不少于 3."""
        return "，".join(self._condition(one) for one in conditions)

    def _condition(self, one: Condition) -> str:
        name = self.column(one.column)
        if one.any_of:
            values = (
                {_SECTORS.get(value, value) for value in one.any_of} if one.column == "sector" else one.any_of
            )
            if values in ({"true"}, {"false"}):
                return (
                    name if "true" in values and name.startswith("有") else f"{name}：{self.any_of(values)}"
                )
            return f"{name}为{self.any_of(values)}"
        parts = [f"不少于 {number(one.at_least)}"] if one.at_least is not None else []
        parts += [f"不超过 {number(one.at_most)}"] if one.at_most is not None else []
        return f"{name}{'、'.join(parts)}"

    def column(self, name: str) -> str:
        """The name of a column of a record, or of what is known of somebody."""
        if name in {"type", "kind"}:
            return "类别"
        if name == "sector":
            return "领域"
        if name in ATTRIBUTES and name not in COLUMNS:
            return ATTRIBUTES[name].chinese
        return self.book.words.get(name) or COLUMNS.get(name) or self.word(name)


def number(value: int | Decimal | Fraction) -> str:
    """A number as people write it: 1, 0.2, 1/2."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)


def percent(value: Fraction) -> str:
    """A rate of money: 0.5%, 1%."""
    return f"{number(Decimal(value.numerator * 100) / Decimal(value.denominator))}%"


def ratio(value: Ratio) -> str:
    """A share of people or things: 全部, 不少于 4/5, 超过 1/2."""
    return value.chinese().strip()


def between(low: int | Decimal | None, high: int | Decimal | None, unit: str) -> str:
    """How much: 1 次, 1 至 2 次, 不超过 3 次, 正好 2 次."""
    if low is not None and high is not None:
        return (
            f"正好 {number(low)} {unit}".rstrip()
            if low == high
            else f"{number(low)} 至 {number(high)} {unit}"
        )
    if low is not None:
        return f"不少于 {number(low)} {unit}".rstrip()
    return f"不超过 {number(high)} {unit}".rstrip() if high is not None else ""


def length(value: Duration | None) -> str:
    """How long, '' where nobody says."""
    return value.chinese() if value else ""


def unit_of(measure: str) -> str:
    """The measure word of what is counted."""
    return MEASURES[measure].counted_in if measure in MEASURES else "次"
