"""The schema of every clause kind: which keys it has, in the order people write them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from zhidu.domain.decisions import Base, Share
from zhidu.domain.rules.kinds import params as p
from zhidu.domain.rules.kinds import parts
from zhidu.domain.rules.terms import Over
from zhidu.rulebooks.codecs import (
    BOOLEAN,
    DECIMAL,
    DURATION,
    FRACTION,
    INTEGER,
    TOKEN,
    Codec,
    Field,
    a_set,
    choice,
    many,
    record,
    wrong,
)
from zhidu.rulebooks.schema import (
    MEASURE,
    MEASURE_LIST,
    NEAR_TIE,
    RATIO,
    SHARE,
    SUBJECT_TYPE,
    UNIT,
    UNIT_OF_MEASURE,
    WHERE,
    WHO,
    WINDOW,
    WORD_LIST,
    WORDS,
)
from zhidu.rulebooks.source import Map, Text, Value


def _read_month_day(value: Value) -> parts.MonthDay:
    text = value.value if isinstance(value, Text) else ""
    month, _, day = text.partition("-")
    try:
        return parts.MonthDay(month=int(month), day=int(day))
    except ValueError as error:
        raise wrong(value, f"写的是“{text}”，应为月-日，如 03-31") from error


MONTH_DAY: Codec[parts.MonthDay] = Codec(_read_month_day, str, "月-日，如 03-31")


def _read_span(value: Value) -> parts.Span:
    if isinstance(value, Map):
        return _SPAN.read(value)
    length = DURATION.read(value)
    return parts.Span(at_least=length, at_most=length)


_SPAN = record(parts.Span, Field("at_least", DURATION), Field("at_most", DURATION))
SPAN: Codec[parts.Span] = Codec(
    _read_span, lambda one: _SPAN.write(one), "期限，或 {at_least: 15d, at_most: 1m}"
)


def _read_per(value: Value) -> Any:
    return None if isinstance(value, Text) and value.value == "event" else UNIT.read(value)


PER_OR_EVENT: Codec[Any] = Codec(
    _read_per, lambda unit: "event" if unit is None else UNIT.write(unit), "周期，或 event（每次活动）"
)

COUNTS_IF = record(parts.CountsIf, Field("present", RATIO), Field("recorded", BOOLEAN))
POPULATION = record(
    parts.Population,
    Field("type", a_set(SUBJECT_TYPE), "types", required=True),
    Field("where", WHO),
    Field("pairs", BOOLEAN),
)
PART = record(
    parts.Part,
    Field("type", TOKEN, required=True),
    Field("at_least", INTEGER),
    Field("at_most", INTEGER),
    Field("over", choice(Over)),
    check=lambda one: (
        "" if one.at_least is not None or one.at_most is not None else "应写 at_least 或 at_most"
    ),
)
BRACKET = record(
    parts.Bracket,
    Field("payer", TOKEN, required=True),
    Field("above", DECIMAL),
    Field("up_to", DECIMAL),
    Field("rate", FRACTION),
    Field("at_least", DECIMAL),
    Field("at_most", DECIMAL),
)
MOVE = record(parts.Move, Field("consent", WORDS, required=True), Field("before", BOOLEAN))
EXTEND = record(
    parts.Extend, Field("at_most", DURATION, required=True), Field("approver", TOKEN, required=True)
)
DWELL = record(parts.Dwell, Field("since", TOKEN, required=True), Field("length", DURATION, required=True))
ROTATE = record(parts.Rotate, Field("among", TOKEN, required=True), Field("within", UNIT, required=True))
WHEN = record(
    parts.When,
    Field("fact", MEASURE, required=True),
    Field("also", MEASURE),
    Field("same", UNIT),
    Field("lasting", DURATION),
)
TRACKED = record(
    parts.Tracked,
    Field("measure", MEASURE, required=True),
    Field("must_not", choice(parts.Movement), required=True),
)
HELD_BY = a_set(TOKEN)

COUNT_FIELDS = (Field("at_least", INTEGER), Field("at_most", INTEGER), Field("over", choice(Over)))

KINDS: dict[str, tuple[Callable[..., Any], tuple[Field, ...]]] = {
    "frequency": (
        p.Frequency,
        (
            Field("measure", MEASURE, required=True),
            *COUNT_FIELDS,
            Field("at_most_from", MEASURE, "cap_from"),
            Field("per", UNIT, required=True),
            Field("where", WHERE),
            Field("counts_if", COUNTS_IF),
            Field("held_by", HELD_BY),
            Field("account_until", MONTH_DAY),
            Field("anchor", MEASURE),
            Field("distinct", TOKEN),
        ),
    ),
    "quota": (
        p.Quota,
        (
            Field("measure", MEASURE, required=True),
            Field("unit", UNIT_OF_MEASURE, required=True),
            Field("at_least", DECIMAL),
            Field("at_most", DECIMAL),
            Field("over", choice(Over)),
            Field("per", PER_OR_EVENT, required=True),
            Field("where", WHERE),
            Field("tolerance", DECIMAL),
            Field("convert", FRACTION),
        ),
    ),
    "schedule": (
        p.Schedule,
        (
            Field("measure", MEASURE, required=True),
            Field("window", many(WINDOW), "windows"),
            Field("set_by", TOKEN),
            Field("where", WHERE),
            Field("each", INTEGER),
            Field("one_of", UNIT),
            Field("move", MOVE),
        ),
    ),
    "lapse": (
        p.Lapse,
        (
            Field("any_of", MEASURE_LIST, required=True),
            Field("run", INTEGER, required=True),
            Field("per", UNIT),
            Field("warn_at", INTEGER),
        ),
    ),
    "term": (
        p.Term,
        (
            Field("starts", MEASURE, required=True),
            Field("ends", MEASURE),
            Field("length", SPAN, required=True),
            Field("extend", EXTEND),
        ),
    ),
    "decision": (
        p.DecisionRule,
        (
            Field("forum", WORDS),
            Field("matter", WORDS),
            Field("quorum", SHARE),
            Field("pass", SHARE, "passing"),
            Field("near_tie", NEAR_TIE),
            Field("method", WORDS),
            Field("one_by_one", BOOLEAN),
            Field("written_opinions", BOOLEAN),
            Field("exclude", WORD_LIST),
            Field("requires", WORD_LIST),
            Field("dissent", BOOLEAN),
        ),
    ),
    "stage": (
        p.Stage,
        (
            Field("procedure", TOKEN, required=True),
            Field("step", TOKEN),
            Field("min_dwell", DWELL),
            Field("complete", BOOLEAN),
            Field("loops", BOOLEAN),
            Field("matter", TOKEN),
        ),
    ),
    "deadline": (
        p.Deadline,
        (
            Field("trigger", MEASURE, required=True),
            Field("act", MEASURE, required=True),
            Field("within", DURATION),
            Field("end_of", UNIT),
            Field("before", BOOLEAN),
            Field("where", WHERE),
            Field("by", WORDS),
            Field("to", WORDS),
            Field("fields", WORD_LIST),
        ),
    ),
    "coverage": (
        p.Coverage,
        (
            Field("of", POPULATION, required=True),
            Field("has", MEASURE, required=True),
            Field("ratio", RATIO, required=True),
            Field("at", MEASURE),
            Field("before", MEASURE),
            Field("per", UNIT),
            Field("where", WHERE),
        ),
    ),
    "composition": (
        p.Composition,
        (
            Field("of", MEASURE, required=True),
            Field("column", TOKEN),
            Field("parts", many(PART), required=True),
            Field("per", UNIT),
            Field("at", MEASURE, "event"),
        ),
    ),
    "role": (
        p.Role,
        (
            Field("event", MEASURE, required=True),
            Field("duty", TOKEN, required=True),
            Field("allowed", WORDS),
            Field("exactly", INTEGER),
            Field("rotate", ROTATE),
        ),
    ),
    "content": (
        p.Content,
        (
            Field("event", MEASURE, required=True),
            Field("field", TOKEN, "column", required=True),
            Field("allowed", WORDS),
            Field("must_include", WORDS),
            Field("at_least", INTEGER),
            Field("exactly", INTEGER),
            Field("other", BOOLEAN),
            Field("reserved", WORDS),
            Field("reserved_to", WORDS),
        ),
    ),
    "record": (
        p.Record,
        (
            Field("form", TOKEN, required=True),
            Field("event", MEASURE),
            Field("per", UNIT),
            Field("where", WHERE),
            Field("fields", WORD_LIST),
            Field("sign", WORD_LIST),
            Field("seal", BOOLEAN),
            Field("grades", WORD_LIST),
        ),
    ),
    "disclosure": (
        p.Disclosure,
        (
            Field("what", MEASURE, required=True),
            Field("to", WORDS, required=True),
            Field("via", WORDS),
            Field("within", DURATION),
            Field("where", WHERE),
            Field("unless", TOKEN),
        ),
    ),
    "prohibition": (
        p.Prohibition,
        (
            Field("when", WHEN),
            Field("blocks", MEASURE_LIST),
            Field("forbids", MEASURE),
            Field("where", WHERE),
            Field("per", UNIT),
        ),
    ),
    "trend": (
        p.Trend,
        (
            Field("tracked", many(TRACKED), required=True),
            Field("since", choice(parts.Baseline), required=True),
            Field("per", UNIT),
            Field("by", FRACTION),
        ),
    ),
    "amount": (
        p.AmountRule,
        (
            Field("measure", MEASURE, required=True),
            Field("brackets", many(BRACKET), required=True),
            Field("cap", DECIMAL),
            Field("rounding", TOKEN),
        ),
    ),
}
"""Kind → (parameters class, its keys). The codecs of this table are the whole schema."""


def complaint(params: p.Params) -> str:
    """What is wrong with parameters that read well one by one, or ''; one sentence with what would be right."""
    return _count_complaint(params) or _act_complaint(params)


def _count_complaint(params: p.Params) -> str:
    match params:
        case p.Frequency(at_least=None, at_most=None, cap_from=""):
            return "频次条款应写 at_least、at_most、exactly 或 at_most_from 中的一个"
        case p.Frequency(at_least=low, at_most=high) | p.Quota(at_least=low, at_most=high) if (
            low is not None and high is not None and low > high
        ):
            return f"at_least {low} 大于 at_most {high}，谁也做不到"
        case p.Frequency(at_least=low) | p.Quota(at_least=low) if low == 0:
            return "下限写的是 0，等于没有要求；不要求下限时不写 at_least，一次也不许时写 at_most: 0"
        case p.Quota(at_least=None, at_most=None):
            return "数量条款应写 at_least 或 at_most"
        case p.Lapse(run=run, warn_at=warn_at) if not 0 < warn_at <= run:
            return f"warn_at {warn_at} 应在 1 与 run {run} 之间"
        case p.Term(length=parts.Span(at_least=None, at_most=None)):
            return "length 应写一个期限，或至少写 at_least、at_most 之一"
        case p.Coverage(at=at, before=before, per=per) if sum(map(bool, (at, before, per))) > 1:
            return "覆盖条款的 at、before、per 只能写一个"
        case _:
            return ""


def _act_complaint(params: p.Params) -> str:
    match params:
        case p.Schedule(windows=(), set_by=""):
            return "时间条款应写 window，或写 set_by（时间由谁定）"
        case p.Deadline(within=None, end_of=None, before=False):
            return "时限条款应写 within、end_of 或 before"
        case p.DecisionRule(quorum=Share(of=Base.PRESENT | Base.VOTING)):
            return "quorum（到会人数的要求）应以 entitled 或 all 为分母：以到会的人为分母，要求总会达到"
        case p.Role(allowed=allowed, exactly=None, rotate=None) if not allowed:
            return "角色条款应写 allowed、exactly 或 rotate"
        case p.Content(allowed=a, must_include=m, at_least=None, exactly=None, reserved=r) if not (
            a or m or r
        ):
            return "内容条款应写 allowed、must_include、reserved、at_least 或 exactly"
        case p.Content(reserved=r, reserved_to=to) if bool(r) != bool(to):
            return "reserved（哪些事项）与 reserved_to（由谁定）应同时写"
        case p.Record(event="", per=None):
            return "记录条款应写 event（每次活动）或 per（每个周期）"
        case p.Prohibition(when=None, forbids=""):
            return "禁止条款应写 when（发生什么）或 forbids（不得做什么）"
        case p.Prohibition(when=parts.When(), forbids=forbids) if forbids:
            return "when 与 forbids 只能写一个：发生之后不得做的写 when 与 blocks，一概不得做的写 forbids"
        case p.Prohibition(when=None, blocks=blocks) if blocks:
            return "写了 blocks（不得再做什么）应同时写 when（发生什么之后）"
        case _:
            return ""
