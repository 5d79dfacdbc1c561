"""What the form of a step asks beside the day and the papers: as the clauses in force want it written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from zhidu.apps.recruitment.rules import Rules, in_order
from zhidu.apps.recruitment.states import CONCLUSIONS, NAMED
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.terms import Modality
from zhidu.rulebooks.columns import COLUMNS

ONE, MANY, PEOPLE, NUMBER, TEXT = "one", "many", "people", "number", "text"
_LABELS: Mapping[str, str] = {
    "nominated_by": "怎样推荐的",
    "forum": "由什么会议决定",
    "topics": "谈到、看到的",
    "form": "培训方式",
    "received_by": "由谁受理",
    "conclusion": "结论",
    "by": "谁谈的",
    "days": "几天",
    "hours": "或者几学时",
}
OPINIONS = frozenset({"activist_inspected", "probation_inspected", "application_talk"})
"""Facts that are nothing without words."""
CONCLUDED = "political_review"
TRAINED = "short_training"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked: its column, how it is answered, and what speaks against an answer."""

    name: str
    label: str
    sort: str
    choices: Mapping[str, str]
    all_of: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    least: int | None = None
    most: int | None = None
    clause: Clause | None = None
    required: bool = True

    @property
    def source(self) -> str:
        return f"（依据：{self.clause.source}）" if self.clause is not None else ""

    def fault(self, answer: Sequence[str]) -> str:
        """What is wrong with an answer and what would be right; '' where nothing is."""
        if not answer:
            return f"没有填{self.label}{self.source}" if self.required else ""
        if left := [self.choices[one] for one in self.choices if one in self.all_of - {*answer}]:
            return f"还缺：{'、'.join(left)}{self.source}"
        if self.only and not {*answer} <= self.only:
            right = "、".join(self.choices[one] for one in self.choices if one in self.only)
            return f"应为{right}{self.source}"
        return self._count(len(answer)) if self.sort == PEOPLE else ""

    def _count(self, number: int) -> str:
        if self.least is not None and self.least == self.most and number != self.least:
            return f"选了 {number} 名；应为 {self.least} 名{self.source}"
        if self.least is not None and number < self.least:
            return f"选了 {number} 名；应不少于 {self.least} 名{self.source}"
        if self.most is not None and number > self.most:
            return f"选了 {number} 名；应不超过 {self.most} 名{self.source}"
        return ""


def questions(facts: Sequence[str], rules: Rules) -> list[Question]:
    """Everything that is asked about a step that brings these facts."""
    return [one for fact in facts for one in _of(fact, rules)]


def _of(fact: str, rules: Rules) -> list[Question]:
    found: list[Question] = []
    if fact in NAMED:
        clause, least, most = rules.heads(fact)
        found.append(
            Question("people", NAMED[fact].chinese, PEOPLE, {}, least=least, most=most, clause=clause)
        )
    for clause, content in rules.contents(fact):
        words = sorted(content.allowed | content.must_include, key=in_order)
        if not words or content.column == "places" or any(one.name == content.column for one in found):
            continue
        strict = clause.modality is Modality.MUST and not content.other
        choices = {one: rules.words_of(one) for one in words}
        if not content.must_include and not strict:
            choices["other"] = "其他"
        found.append(
            Question(
                content.column,
                _LABELS.get(content.column) or COLUMNS.get(content.column, content.column),
                MANY if content.must_include else ONE,
                choices,
                all_of=content.must_include,
                only=content.allowed if strict else frozenset(),
                clause=clause,
            )
        )
    if by := rules.by(fact):
        found.append(
            Question(
                "by",
                _LABELS["by"],
                ONE,
                {one: rules.words_of(one) for one in sorted(by, key=in_order)},
                only=by,
            )
        )
    if fact == CONCLUDED:
        found.append(Question("conclusion", _LABELS["conclusion"], ONE, CONCLUSIONS))
    if fact == TRAINED:
        found += [Question(one, _LABELS[one], NUMBER, {}, required=False) for one in ("days", "hours")]
    return found


@dataclass(frozen=True, slots=True)
class Trained:
    """A training in days; ``short`` is what is missing of it, in words."""

    days: Decimal | None
    short: str = ""
    clause: Clause | None = None


def training(said: Mapping[str, str], rules: Rules) -> Trained:
    """How long a training was by the measure of the clauses: days, or class hours where it was held by those."""
    days, hours = _number(said.get("days", "")), _number(said.get("hours", ""))
    lengths = rules.lengths(TRAINED)
    by_days, by_hours = lengths.get("day"), lengths.get("class_hour")
    if days is None and hours is not None and by_days is not None and by_hours is not None:
        days = (by_days[1] * hours / by_hours[1]).quantize(Decimal("0.01"))
    if days is None:
        return Trained(None, "没有写培训了几天、几学时")
    if by_days is None or days >= by_days[1]:
        return Trained(days)
    least = f"{by_days[1]:f} 天" + (f"（或者 {by_hours[1]:f} 学时）" if by_hours is not None else "")
    return Trained(days, f"培训合 {days.normalize():f} 天，一般应不少于 {least}", by_days[0])


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() and found >= 0 else None
