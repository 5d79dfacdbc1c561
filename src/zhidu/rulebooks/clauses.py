"""One clause of a rulebook file → :class:`Clause`, with the organisation's answers put in their places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from zhidu.domain.rules.clause import Clause, Need
from zhidu.domain.rules.terms import Local, Modality, Over, Partial
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.rulebooks.codecs import (
    DURATION,
    TEXT,
    TOKEN,
    Codec,
    Fault,
    Field,
    Plain,
    Wrong,
    choice,
    many,
    near,
    read_fields,
    write_fields,
)
from zhidu.rulebooks.kind_schema import KINDS, complaint
from zhidu.rulebooks.schema import APPLIES, BASIS, EFFECTIVE, EXCUSE, NEED, ON_BREACH
from zhidu.rulebooks.source import Map, Seq, Text, Value

_ROW = re.compile(r"S\d+\.\d+(\.\d+[a-z]?)?(#\d)?")
_ID = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")


def _matching(pattern: re.Pattern[str], expects: str) -> Codec[str]:
    def read(value: Value) -> str:
        text = TOKEN.read(value)
        if not pattern.fullmatch(text):
            raise Wrong(Fault(value.line, "", f"写的是“{text}”，应为{expects}"))
        return text

    return Codec(read, str, expects)


CLAUSE_ID = _matching(_ID, "小写英文短名，如 branch-committee.monthly")
ROW = _matching(_ROW, "清单编号，如 S5.1.11 或 S5.5.2#1")

COMMON = (
    Field("id", CLAUSE_ID, required=True),
    Field("family", TOKEN, required=True),
    Field("title", TEXT, required=True),
    Field("cite", TEXT, required=True),
    Field("covers", many(ROW)),
    Field("modality", choice(Modality), required=True),
    Field("subject", choice(SubjectClass), required=True),
    Field("text", TEXT),
    Field("applies", APPLIES),
    Field("local", choice(Local)),
    Field("excuse", EXCUSE),
    Field("warn", DURATION),
    Field("remind", DURATION),
    Field("makeup", DURATION),
    Field("partial_period", choice(Partial), "partial"),
    Field("needs", many(NEED)),
    Field("effective", EFFECTIVE),
    Field("on_breach", many(ON_BREACH)),
    Field("proposes", TOKEN),
    Field("basis", BASIS),
    Field("note", TEXT),
)
_COMMON_KEYS = {field.key for field in COMMON}


def read_clause(
    value: Value, *, book: str, book_title: str, answers: Mapping[str, Any] | None = None
) -> Clause:
    """Read one clause. *answers* maps a needed parameter's path to what the organisation answered.

    Raises Wrong with every fault found. Needs without an answer take their default, or stay open on their
    suggestion (so that the rest of the clause is still checked).
    """
    if not isinstance(value, Map):
        raise Wrong(Fault(value.line, "", "一条条款应为一组键值（id、title、kind …）"))
    kind_value = value.entries.get("kind")
    kind = kind_value.value if isinstance(kind_value, Text) else ""
    if kind not in KINDS:
        found = f"写的是“{kind}”" if kind else "缺少 kind"
        line = value.line_of("kind")
        raise Wrong(Fault(line, "kind", f"{found}{near(kind, KINDS)}；条款种类应为 {'、'.join(KINDS)}"))
    cls, members = KINDS[kind]
    common, special, stray = _split(value, {field.key for field in members})
    faults = [
        Fault(value.line_of(key), key, _unknown(key, kind, {field.key for field in members})) for key in stray
    ]
    fields: dict[str, Any] = {}
    try:
        fields = read_fields(common, COMMON, dict)
    except Wrong as error:
        faults += error.faults
    params: Any = None
    open_needs: tuple[Need, ...] = ()
    try:
        special, open_needs = _answered(special, fields.get("needs", ()), answers or {})
        params = read_fields(_desugared(special), members, cls, complaint)
    except Wrong as error:
        faults += error.faults
    if faults:
        raise Wrong(*faults)
    return Clause(
        book=book, book_title=book_title, params=params, open_needs=open_needs, line=value.line, **fields
    )


def _split(value: Map, special_keys: set[str]) -> tuple[Map, Map, list[str]]:
    common: dict[str, Value] = {}
    special: dict[str, Value] = {}
    stray = []
    for key, inner in value.entries.items():
        if key in _COMMON_KEYS:
            common[key] = inner
        elif key in special_keys or key == "exactly":
            special[key] = inner
        elif key != "kind":
            stray.append(key)
    return (
        Map(common, value.line, value.key_lines),
        Map(special, value.line, value.key_lines),
        stray,
    )


def _unknown(key: str, kind: str, special: set[str]) -> str:
    hint = near(key, special | _COMMON_KEYS)
    return f"{kind} 条款没有这个键{hint}；这种条款特有的键：{'、'.join(sorted(special))}"


def _desugared(special: Map) -> Map:
    """``exactly: 2`` is short for at least 2, at most 2, and more is a breach (frequency and quota only)."""
    if "exactly" not in special.entries or "measure" not in special.entries:
        return special
    exact = special.entries["exactly"]
    clash = [key for key in ("at_least", "at_most", "over") if key in special.entries]
    if clash:
        raise Wrong(Fault(exact.line, "exactly", f"写了 exactly 就不能再写 {'、'.join(clash)}"))
    entries = {key: one for key, one in special.entries.items() if key != "exactly"}
    entries |= {"at_least": exact, "at_most": exact, "over": Text(Over.BREACH.value, exact.line)}
    return Map(entries, special.line, special.key_lines)


def _answered(
    special: Map, needs: tuple[Need, ...], answers: Mapping[str, Any]
) -> tuple[Map, tuple[Need, ...]]:
    known = {need.param for need in needs}
    for param in answers:
        if param not in known:
            offer = "、".join(known) or "（没有）"
            raise Wrong(Fault(special.line, str(param), f"这一条没有要问的“{param}”；可以回答的：{offer}"))
    still_open = []
    for need in needs:
        answer = answers.get(need.param, need.default or None)
        if answer is None:
            still_open.append(need)
            answer = need.suggest
        elif need.choices and str(answer) not in need.choices:
            message = f"回答是“{answer}”，应为 {'、'.join(need.choices)} 之一"
            raise Wrong(Fault(special.line, need.param, message))
        special = _put(special, need.param.split("."), _as_value(answer, special.line), need.param)
    return special, tuple(still_open)


def _put(value: Value, path: list[str], answer: Value, shown: str) -> Any:
    """A copy of *value* with *answer* at *path*; list places are counted from 1."""
    if not path:
        return answer
    head, *rest = path
    if isinstance(value, Map):
        inner = value.entries.get(head, Map({}, value.line))
        return Map({**value.entries, head: _put(inner, rest, answer, shown)}, value.line, value.key_lines)
    if isinstance(value, Seq) and head.isdigit() and 0 < int(head) <= len(value.items):
        place = int(head) - 1
        items = list(value.items)
        items[place] = _put(items[place], rest, answer, shown)
        return Seq(tuple(items), value.line)
    if isinstance(value, Seq) and len(value.items) == 1:
        # a list of one may be written without its place, as a single value may be written without a list
        return Seq((_put(value.items[0], path, answer, shown),), value.line)
    raise Wrong(Fault(value.line, "needs", f"param“{shown}”指不到这一条里的任何参数"))


def _as_value(answer: Any, line: int) -> Value:
    """An answer (text, number, list or mapping) as a node, so that it is checked like the file itself."""
    if isinstance(answer, Mapping):
        return Map({str(key): _as_value(one, line) for key, one in answer.items()}, line)
    if isinstance(answer, (list, tuple)):
        return Seq(tuple(_as_value(one, line) for one in answer), line)
    return answer if isinstance(answer, (Text, Seq, Map)) else Text(str(answer), line)


def answered(clause: Clause, answers: Mapping[str, Any]) -> Clause:
    """The same clause under other answers: what one of them would mean. Raises Wrong for an answer it cannot read."""
    value = _as_value(write_clause(clause), clause.line)
    return read_clause(value, book=clause.book, book_title=clause.book_title, answers=answers)


def write_clause(clause: Clause) -> dict[str, Plain]:
    """The clause as plain data that reads back to the same clause."""
    _, members = KINDS[clause.kind]
    special = write_fields(clause.params, members)
    for need in clause.needs:
        _remove(special, need.param.split("."))
    return {**write_fields(clause, COMMON), "kind": clause.kind, **special}


def _remove(data: Any, path: list[str]) -> None:
    """Take out an answered parameter again: the file holds the question, not the answer."""
    head, *rest = path
    if isinstance(data, list):
        if head.isdigit() and 0 < int(head) <= len(data) and rest:
            _remove(data[int(head) - 1], rest)
        elif len(data) == 1:
            _remove(data[0], path)
    elif isinstance(data, dict) and head in data:
        if rest:
            _remove(data[head], rest)
        else:
            del data[head]


__all__ = ["CLAUSE_ID", "ROW", "answered", "read_clause", "write_clause"]
