"""The schema of the small parts that clauses share: conditions, windows, shares, needs, sources."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from zhidu.domain.calendar import Near, Unit, WeekReading, Window
from zhidu.domain.decisions import Base, NearTie, Share
from zhidu.domain.rules.clause import Applies, Basis, Effective, Excuse, Need, OnBreach
from zhidu.domain.rules.facts import Condition
from zhidu.domain.rules.ratio import Ratio
from zhidu.domain.rules.terms import Reach, Verified
from zhidu.domain.rules.vocabulary import ATTRIBUTES, MEASURES, SUBJECT_TYPES
from zhidu.domain.rules.vocabulary.measures import MeasureUnit
from zhidu.rulebooks.codecs import (
    BOOLEAN,
    DATE,
    DECIMAL,
    DURATION,
    FRACTION,
    INTEGER,
    TEXT,
    TIME,
    TOKEN,
    Codec,
    Fault,
    Field,
    Plain,
    Wrong,
    a_set,
    choice,
    many,
    near,
    record,
    word_in,
    words_of,
    wrong,
)
from zhidu.rulebooks.source import Map, Text, Value

MEASURE = word_in(MEASURES, "计量")
SUBJECT_TYPE = word_in(SUBJECT_TYPES, "对象类型")
UNIT = choice(Unit)
UNIT_OF_MEASURE = choice(MeasureUnit)
WORDS = a_set(TOKEN)
WORD_LIST = many(TOKEN)
MEASURE_LIST = many(MEASURE)
WEEKDAY = words_of({name: n for n, name in enumerate(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])})


def _conditions(known: Mapping[str, Any] | None) -> Codec[tuple[Condition, ...]]:
    """``{type: regular, days: {at_least: 15}}``; *known* limits the columns that may be named."""

    def read(value: Value) -> tuple[Condition, ...]:
        if not isinstance(value, Map):
            raise wrong(value, "应为“列名: 值”，如 {type: regular} 或 {days: {at_least: 15}}")
        faults: list[Fault] = []
        found: list[Condition] = []
        for column, inner in value.entries.items():
            if known is not None and column not in known:
                message = f"不认识的属性{near(column, known)}；可用的属性：{'、'.join(known)}"
                faults.append(Fault(value.line_of(column), column, message))
                continue
            try:
                found.append(_condition(column, inner))
            except Wrong as error:
                faults += error.under(column).faults
        if faults:
            raise Wrong(*faults)
        return tuple(sorted(found, key=lambda one: one.column))

    def write(conditions: tuple[Condition, ...]) -> Plain:
        return {one.column: _write_condition(one) for one in conditions}

    return Codec(read, write, "“列名: 值”，如 {type: regular}")


def _condition(column: str, value: Value) -> Condition:
    if isinstance(value, Map):
        bounds = _BOUNDS.read(value)
        return Condition(column=column, at_least=bounds["at_least"], at_most=bounds["at_most"])
    return Condition(column=column, any_of=WORDS.read(value))


def _bounds(at_least: Decimal | None = None, at_most: Decimal | None = None) -> dict[str, Decimal | None]:
    if at_least is None and at_most is None:
        raise ValueError("应至少写 at_least 或 at_most 中的一个")
    return {"at_least": at_least, "at_most": at_most}


_BOUNDS = record(_bounds, Field("at_least", DECIMAL), Field("at_most", DECIMAL))


def _write_condition(one: Condition) -> Plain:
    if one.any_of:
        return sorted(one.any_of)
    bounds = {"at_least": one.at_least, "at_most": one.at_most}
    return {key: str(value) for key, value in bounds.items() if value is not None}


WHERE = _conditions(None)
WHO = _conditions(ATTRIBUTES)


def _share_parts(
    of: Base | None = None, at_least: Fraction | None = None, more_than: Fraction | None = None
) -> tuple[Base | None, Fraction, bool]:
    if (at_least is None) == (more_than is None):
        raise ValueError("at_least（不少于）与 more_than（超过）应当且只能写一个")
    if at_least is not None:
        return of, at_least, False
    assert more_than is not None  # noqa: S101 - the line above leaves no other case
    return of, more_than, True


_SHARE_PARTS = record(
    _share_parts,
    Field("of", choice(Base), required=True),
    Field("at_least", FRACTION),
    Field("more_than", FRACTION),
)
_RATIO_PARTS = record(_share_parts, Field("at_least", FRACTION), Field("more_than", FRACTION))


def _read_share(value: Value) -> Share:
    of, ratio, strict = _SHARE_PARTS.read(value)
    try:
        return Share(of or Base.ENTITLED, ratio, strict)
    except ValueError as error:
        raise wrong(value, str(error)) from error


def _write_ratio(ratio: Fraction, *, strict: bool) -> dict[str, str]:
    return {"more_than" if strict else "at_least": str(ratio)}


def _read_ratio(value: Value) -> Ratio:
    if isinstance(value, Text):
        return Ratio(ratio=FRACTION.read(value))
    _, ratio, strict = _RATIO_PARTS.read(value)
    if not 0 < ratio <= 1 or (ratio == 1 and strict):
        raise wrong(value, f"比例 {ratio} 不成立；应大于 0、不大于 1，且不能“超过全部”")
    return Ratio(ratio=ratio, strict=strict)


SHARE: Codec[Share] = Codec(
    _read_share,
    lambda share: {"of": share.of.value, **_write_ratio(share.ratio, strict=share.strict)},
    "{of: entitled, more_than: 1/2} 这样的比例",
)
RATIO: Codec[Ratio] = Codec(
    _read_ratio,
    lambda ratio: _write_ratio(ratio.ratio, strict=ratio.strict),
    "{at_least: 1/1} 这样的比例",
)
WINDOW = record(
    Window,
    Field("weekday", WEEKDAY),
    Field("nth", INTEGER),
    Field("reading", choice(WeekReading)),
    Field("weeks", words_of({"odd": "odd", "even": "even"})),
    Field("count_from", words_of({"iso": "iso", "semester": "semester"})),
    Field("month", INTEGER),
    Field("last", DURATION),
    Field("near", choice(Near)),
    Field("tolerance", DURATION),
    Field("from", TIME, "time_from"),
    Field("to", TIME, "time_to"),
)
NEAR_TIE = record(
    NearTie,
    Field("margin", INTEGER, required=True),
    Field("unless_emergency", BOOLEAN, "emergency_exempt"),
    Field("then", WORD_LIST),
    Field("escalate", TOKEN),
)
APPLIES = record(
    Applies,
    Field("organization", a_set(SUBJECT_TYPE), "organizations"),
    Field("reach", choice(Reach)),
    Field("type", a_set(SUBJECT_TYPE), "types"),
    Field("who", WHO),
    Field("when", WHO),
)
EFFECTIVE = record(
    Effective,
    Field("from", DATE, "first"),
    Field("to", DATE, "last"),
    Field("replaces", TOKEN),
    check=lambda one: "" if one.first <= one.last else f"从 {one.first} 起、到 {one.last} 止，起止颠倒",
)
NEED = record(
    Need,
    Field("param", TOKEN, required=True),
    Field("ask", TEXT, required=True),
    Field("suggest", TEXT),
    Field("default", TEXT),
    Field("choices", many(TEXT)),
    check=lambda one: _check_need(one),
)


def _check_need(need: Need) -> str:
    if bool(need.suggest) == bool(need.default):
        return "suggest（建议，须由组织确认）与 default（默认，确认前先用）应当且只能写一个"
    answer = need.suggest or need.default
    if need.choices and answer not in need.choices:
        return f"“{answer}”不在 choices 之内：{'、'.join(need.choices)}"
    return ""


EXCUSE = record(
    Excuse,
    Field("grounds", WORDS, required=True),
    Field("approver", WORDS, required=True),
)
ON_BREACH = record(OnBreach, Field("open", MEASURE, required=True), Field("within", DURATION))
BASIS = record(
    Basis,
    Field("document", TEXT, required=True),
    Field("article", TEXT),
    Field("verified", choice(Verified), required=True),
    Field("note", TEXT),
)
