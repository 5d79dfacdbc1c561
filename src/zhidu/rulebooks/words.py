"""A clause in plain Chinese: its parts as label and value, and any word of a book as people say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from zhidu.domain.calendar import Duration, Unit
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause, Need
from zhidu.domain.rules.kinds.registry import KINDS
from zhidu.domain.rules.terms import Local
from zhidu.domain.rules.vocabulary import ATTRIBUTES, MEASURES, SUBJECT_TYPES, WORDS
from zhidu.rulebooks.clauses import COMMON, write_clause
from zhidu.rulebooks.labels import LABELS, VALUES

_SHOWN_ELSEWHERE = {"id", "family", "title", "cite", "covers", "modality", "subject", "text", "kind"}
_SHOWN_ELSEWHERE |= {"needs", "effective", "basis", "note", "local"}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of what a clause asks: 不少于 — 1."""

    label: str
    value: str


def explained(clause: Clause, book: Rulebook) -> Iterator[str]:
    """The clause in plain Chinese, one line a point."""
    yield clause.title
    yield f"出处：{clause.source}"
    if clause.text:
        yield f"原文：{clause.text}"
    yield f"性质：{clause.modality.chinese}（{KINDS[clause.kind].chinese}条款），约束{clause.subject.chinese}"
    written = _written(clause)
    if written:
        yield "内容："
        yield from (f"  {part.label}：{part.value}" for part in _parts(written, book) if part.value)
    if measures := dict.fromkeys(one for one in clause.params.measures if one in MEASURES):
        yield "事实表里写：" + "、".join(f"{MEASURES[one].chinese} {one}" for one in measures)
    yield f"归类：{clause.family}（同类条款才会合并、比较）"
    if clause.local is Local.FIXED:
        yield "下级不得另定：更严、更宽都不行。"
    for need in clause.needs:
        yield question(need, book, still=need in clause.open_needs)
    yield from as_days(clause)
    if clause.covers:
        yield f"对应清单：{'、'.join(clause.covers)}"
    if clause.basis:
        article = f" {clause.basis.article}" if clause.basis.article else ""
        yield f"上位依据：{clause.basis.document}{article}（{clause.basis.verified.chinese}）"
    if clause.note:
        yield f"说明：{clause.note}"


def parts(clause: Clause, book: Rulebook) -> list[Part]:
    """What the clause asks, answers filled in, as label and value; a number nobody fixed yet is left out.

    What is peculiar to the kind comes first; whom it binds and how it is made up follows.
    """
    asked = _written(replace(clause, needs=clause.open_needs))
    unit = _UNITS_OF.get(clause.kind, "") or VALUES.get(str(asked.get("unit", "")), "")
    common = {key: asked[key] for key in asked if key in _COMMON}
    flat = {**{key: asked[key] for key in asked if key not in _COMMON}, **_flat(common)}
    flat.pop("unit", None)
    found = []
    for key, value in flat.items():
        said = words(value, book)
        if unit and key in _NUMBERS and said:
            said = f"{said} {unit}"
        if said:
            found.append(Part(label(key, book), said))
    return found


_COMMON = {field.key for field in COMMON}
_NUMBERS = {"at_least", "at_most", "exactly", "tolerance"}
_UNITS_OF = {"frequency": "次"}


def _flat(common: Mapping[str, Any]) -> dict[str, Any]:
    """The conditions under ``applies`` as parts of their own: 哪些组织 — 党支部."""
    found: dict[str, Any] = {}
    for key, value in common.items():
        if key == "applies" and isinstance(value, Mapping):
            found |= value
        else:
            found[key] = value
    return found


def question(need: Need, book: Rulebook, *, still: bool) -> str:
    """An open question as a sentence: what is asked, what is suggested, how it stands."""
    ask = need.ask.rstrip("?？")
    if need.default:
        return f"可由本组织另定：{ask}？（未定之前按 {word(need.default, book)} 执行）"
    state = "回答之前只作记录，不判定" if still else "已回答"
    return f"须由本组织明确：{ask}？（建议 {word(need.suggest, book)}；{state}）"


def as_days(clause: Clause) -> Iterator[str]:
    """From when to when the clause is in force, where that is said."""
    when = clause.effective
    if when.first != date.min or when.last != date.max:
        since = f"自 {when.first} 起" if when.first != date.min else ""
        until = f"至 {when.last} 止" if when.last != date.max else ""
        yield f"施行：{since}{until}" + (f"，接替 {when.replaces}" if when.replaces else "")


def _written(clause: Clause) -> Mapping[str, Any]:
    return {key: value for key, value in write_clause(clause).items() if key not in _SHOWN_ELSEWHERE}


def _parts(written: Mapping[str, Any], book: Rulebook) -> Iterator[Part]:
    for key, value in written.items():
        yield Part(label(key, book), words(value, book))


def words(value: Any, book: Rulebook) -> str:
    """Whatever a clause file may hold, as people say it."""
    if isinstance(value, Mapping):
        return "，".join(f"{label(key, book)} {words(one, book)}" for key, one in value.items())
    if isinstance(value, list):
        separator = "；" if any(isinstance(one, Mapping) for one in value) else "、"
        return separator.join(words(one, book) for one in value)
    return word(str(value), book)


def label(key: str, book: Rulebook) -> str:
    """A key of the file, or the column that a condition tests, as people say it."""
    if key in ATTRIBUTES and key not in LABELS:
        return ATTRIBUTES[key].chinese
    return LABELS.get(key) or book.words.get(key) or WORDS.get(key, key)


def word(token: str, book: Rulebook) -> str:
    """A token as people say it, whichever vocabulary it comes from; ``30d`` is 30 天."""
    if token[:1].isdigit() and not token.isdigit():
        try:
            return Duration.parse(token).chinese()
        except ValueError:
            return token
    if token in MEASURES:
        return MEASURES[token].chinese
    if token in SUBJECT_TYPES:
        return SUBJECT_TYPES[token].chinese
    if token in ATTRIBUTES:
        return ATTRIBUTES[token].chinese
    for procedure in book.procedures.values():
        step = procedure.step(token)
        if token == procedure.id or step is not None:
            return step.title if step else procedure.title
    if token in book.forms:
        return book.forms[token].title
    units = {unit.value: unit.chinese for unit in Unit}
    return book.words.get(token) or VALUES.get(token) or units.get(token) or WORDS.get(token, token)
