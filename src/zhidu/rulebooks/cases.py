"""Worked cases (案例): facts in, expected verdicts out; they are tests and examples at the same time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from zhidu.domain.calendar import Calendar
from zhidu.domain.decisions import Count, Outcome
from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.subjects import Subjects
from zhidu.domain.rules.terms import Verdict
from zhidu.rulebooks.codecs import (
    BOOLEAN,
    DATE,
    FRACTION,
    INTEGER,
    TEXT,
    Codec,
    Field,
    Wrong,
    choice,
    many,
    mapping_of,
    plain,
    record,
    wrong,
)
from zhidu.rulebooks.load import case_nodes
from zhidu.rulebooks.rows import Faults, Row, check_names
from zhidu.rulebooks.schema import MEASURE_LIST
from zhidu.rulebooks.source import BookError, Map, Problem, Seq, Text, Value
from zhidu.rulebooks.subject_table import SUBJECT_COLUMNS, subjects_from
from zhidu.rulebooks.tables import FACT_COLUMNS, facts_from

Settings = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """One finding that must exist (判定), or the outcome of a vote; what is left out is not looked at."""

    subject: str = ""
    period: str = ""
    verdict: Verdict | None = None
    observed: Fraction | None = None
    outcome: Outcome | None = None
    says: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One worked case of one clause. ``vote`` stands in for facts where only the numbers of a vote matter."""

    clause: str
    title: str
    expect: tuple[Expectation, ...]
    settings: Settings
    vote: Count | None = None
    subjects: Subjects
    facts: tuple[Fact, ...] = ()
    as_of: date = date.min
    known_on: date | None = None
    recording_from: date | None = None
    first: date | None = None
    last: date | None = None
    unbound: frozenset[str] = frozenset()
    calendar: Calendar | None = None
    file: str = ""
    line: int = 0

    @property
    def window(self) -> tuple[date, date]:
        """Days the case looks at: as given, else from the first of the year before ``as_of`` to ``as_of``."""
        year_before = max(self.as_of.year - 1, 1)
        return self.first or date(year_before, 1, 1), self.last or self.as_of


def read_cases(path: Path) -> list[Case]:
    """The worked cases of the book at *path*, in the order written. Raises BookError with every problem."""
    problems: list[Problem] = []
    found = []
    for file, node in case_nodes(path):
        try:
            found.append(_read_case(file, node))
        except BookError as error:
            problems += error.problems
    if problems:
        raise BookError(problems)
    return found


_ANY: Codec[Value] = Codec(lambda value: value, plain, "任意内容")


def _read_expect(value: Value) -> tuple[Expectation, ...]:
    """A list that may be empty: then there must be no finding at all."""
    if not isinstance(value, Seq):
        raise wrong(value, "应为列表，每项一个判定；没有判定写 []")
    return _EXPECTATIONS.read(value) if value.items else ()


def _read_expectation(value: Value) -> Expectation:
    one = _EXPECTATION.read(value)
    if one.verdict is None and one.outcome is None:
        raise wrong(value, "应写 verdict（判定）；表决的案例写 outcome（结果）")
    return Expectation(
        subject=one.subject,
        period=one.period,
        verdict=one.verdict,
        observed=one.observed,
        outcome=one.outcome,
        says=one.says,
        line=value.line,
    )


_EXPECTATION = record(
    Expectation,
    Field("subject", TEXT),
    Field("period", TEXT),
    Field("verdict", choice(Verdict)),
    Field("observed", FRACTION),
    Field("outcome", choice(Outcome)),
    Field("says", many(TEXT)),
)
_EXPECTATIONS: Codec[tuple[Expectation, ...]] = many(Codec(_read_expectation, str, "一个判定"))
VOTE = record(
    Count,
    Field("entitled", INTEGER, required=True),
    Field("present", INTEGER, required=True),
    Field("yes", INTEGER, required=True),
    Field("no", INTEGER),
    Field("abstain", INTEGER),
    Field("written", INTEGER),
    Field("void", INTEGER),
    Field("excluded", INTEGER, "excluded_present"),
    Field("everyone", INTEGER),
    Field("emergency", BOOLEAN),
)


def _check(one: Mapping[str, Any]) -> str:
    vote = "vote" in one
    if vote and ("facts" in one or "as_of" in one):
        return "写了 vote（表决数字）就不再写 facts、as_of；两种案例选一种"
    if not vote and "as_of" not in one:
        return "缺少 as_of（看到哪一天为止）；只算表决的案例写 vote"
    if not vote and "subjects" not in one:
        return "缺少 subjects（涉及的组织、党员等）"
    kinds = {expected.outcome is not None for expected in one["expect"]}
    if kinds and kinds != {vote}:
        return "表决的案例（vote）期望 outcome，其他案例期望 verdict"
    if vote and len(one["expect"]) != 1:
        return "表决的案例应期望且只期望一个 outcome"
    if not vote and one.get("last", one["as_of"]) < one.get("first", date.min):
        return f"from {one['first']} 晚于 to {one.get('last', one['as_of'])}"
    return ""


_CASE: Codec[dict[str, Any]] = record(
    dict,
    Field("clause", TEXT, required=True),
    Field("title", TEXT, required=True),
    Field("settings", mapping_of(_ANY, "回答")),
    Field("subjects", _ANY),
    Field("facts", _ANY),
    Field("vote", VOTE),
    Field("as_of", DATE),
    Field("known_on", DATE),
    Field("recording_from", DATE),
    Field("from", DATE, "first"),
    Field("to", DATE, "last"),
    Field("unbound", MEASURE_LIST),
    Field("expect", Codec(_read_expect, str, "列表"), required=True),
    check=_check,
)


def _read_case(file: str, node: Value) -> Case:
    try:
        fields = _CASE.read(node)
    except Wrong as error:
        name = _title(node)
        raise BookError(
            [
                Problem(file, one.line, f"{name} · {one.path}" if name else one.path, one.message)
                for one in error.faults
            ]
        ) from error
    faults = Faults()
    subjects = subjects_from(
        _rows(file, fields.pop("subjects", None), SUBJECT_COLUMNS, faults, "subjects"), faults
    )
    facts = _fact_rows(file, fields.pop("facts", None), faults, subjects)
    fields["settings"] = {key: plain(value) for key, value in fields.get("settings", ())}
    fields["unbound"] = frozenset(fields.get("unbound", ()))
    return Case(
        **fields,
        subjects=subjects,
        facts=tuple(facts_from(facts, faults, subjects)),
        file=file,
        line=node.line,
    )


def _title(node: Value) -> str:
    title = node.entries.get("title") if isinstance(node, Map) else None
    return title.value if isinstance(title, Text) else ""


def _rows(file: str, value: Value | None, known: Iterable[str], faults: Faults, what: str) -> list[Row]:
    """The mappings of a list as rows of a table, so that cases and tables are checked alike."""
    if value is None:
        return []
    if not isinstance(value, Seq):
        faults.stop(file, value.line, f"{what} 应为列表，每项以“- ”开头")
    rows = []
    for item in value:
        if not isinstance(item, Map):
            faults.stop(file, item.line, f"{what} 的每一项应为一组键值，如 {{subject: 一支部, type: branch}}")
        check_names(item.entries, file, item.line, known, faults)
        cells = {key: _cell(file, key, one, faults) for key, one in item.entries.items()}
        rows.append(Row(file, item.line, {key: text for key, text in cells.items() if text}, item.key_lines))
    return rows


def _cell(file: str, key: str, value: Value, faults: Faults) -> str:
    if isinstance(value, Text):
        return value.value.strip()
    words = [one.value for one in value if isinstance(one, Text)] if isinstance(value, Seq) else []
    if isinstance(value, Seq) and len(words) == len(value.items):
        return ";".join(words)
    return faults.stop(file, value.line, f"{key} 写成了一组键值；应为一个词、一个数或它们的列表")


def _fact_rows(file: str, value: Value | None, faults: Faults, subjects: Subjects) -> list[Row]:
    """Facts belong to the first subject and are numbered f1, f2 … unless the case says otherwise."""
    first = next(iter(subjects), None)
    usual = {"subject": first.id} if first else {}
    rows = _rows(file, value, FACT_COLUMNS, faults, "facts")
    return [
        Row(one.file, one.line, {"id": f"f{place}", **usual, **one.cells}, one.lines)
        for place, one in enumerate(rows, start=1)
    ]
