"""``zhidu explain``: what a clause asks, in plain words, with its source and its open questions."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from zhidu.domain.calendar import Duration, Unit
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.registry import KINDS
from zhidu.domain.rules.terms import Local
from zhidu.domain.rules.vocabulary import ATTRIBUTES, MEASURES, SUBJECT_TYPES, WORDS
from zhidu.project.cli.chinese import Subparsers, example
from zhidu.project.cli.exits import DONE
from zhidu.project.cli.labels import LABELS, VALUES
from zhidu.project.cli.lookup import clause_of
from zhidu.rulebooks.clauses import write_clause
from zhidu.rulebooks.library import find_book
from zhidu.rulebooks.load import load

_SHOWN_ELSEWHERE = {"id", "family", "title", "cite", "covers", "modality", "subject", "text", "kind"}
_SHOWN_ELSEWHERE |= {"needs", "effective", "basis", "note", "local"}


def add_parser(commands: Subparsers) -> None:
    """Add ``explain``."""
    parser = commands.add_parser(
        "explain",
        help="用白话说明一条条款",
        description="用白话说明一条条款：要求什么、约束谁、出自哪里、还有什么要由本组织明确。\n不写条款，就列出全书。",
        epilog=example("zhidu explain resolution.pass --book school-branch", "zhidu explain --book national"),
    )
    parser.add_argument("clause", nargs="?", metavar="条款", help="条款的编号；不写就列出全书条款")
    parser.add_argument("--book", required=True, metavar="制度", help="制度的编号、文件夹或文件")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Explain one clause, or list the book."""
    book = load(find_book(arguments.book))
    if arguments.clause:
        lines = explained(clause_of(book, arguments.clause), book)
    else:
        lines = (f"{one.id}  {one.title}（{one.cite}）" for one in book.clauses)
    print("\n".join(lines))
    return DONE


def explained(clause: Clause, book: Rulebook) -> Iterator[str]:
    """The clause in plain Chinese, one line a point."""
    yield clause.title
    yield f"出处：{clause.source}"
    if clause.text:
        yield f"原文：{clause.text}"
    yield f"性质：{clause.modality.chinese}（{KINDS[clause.kind].chinese}条款），约束{clause.subject.chinese}"
    written = {key: value for key, value in write_clause(clause).items() if key not in _SHOWN_ELSEWHERE}
    if written:
        yield "内容："
        yield from (f"  {line}" for line in _pairs(written, book))
    if measures := dict.fromkeys(one for one in clause.params.measures if one in MEASURES):
        yield "事实表里写：" + "、".join(f"{MEASURES[one].chinese} {one}" for one in measures)
    yield f"归类：{clause.family}（同类条款才会合并、比较）"
    if clause.local is Local.FIXED:
        yield "下级不得另定：更严、更宽都不行。"
    for need in clause.needs:
        default = _word(need.default, book) if need.default else ""
        yield _need(need.ask, _word(need.suggest, book), default, still=need in clause.open_needs)
    yield from _dates(clause)
    if clause.covers:
        yield f"对应清单：{'、'.join(clause.covers)}"
    if clause.basis:
        article = f" {clause.basis.article}" if clause.basis.article else ""
        yield f"上位依据：{clause.basis.document}{article}（{clause.basis.verified.chinese}）"
    if clause.note:
        yield f"说明：{clause.note}"


def _need(ask: str, suggest: str, default: str, *, still: bool) -> str:
    ask = ask.rstrip("?？")
    if default:
        return f"可由本组织另定：{ask}？（未定之前按 {default} 执行）"
    state = "回答之前只作记录，不判定" if still else "已回答"
    return f"须由本组织明确：{ask}？（建议 {suggest}；{state}）"


def _dates(clause: Clause) -> Iterator[str]:
    when = clause.effective
    if when.first != date.min or when.last != date.max:
        since = f"自 {when.first} 起" if when.first != date.min else ""
        until = f"至 {when.last} 止" if when.last != date.max else ""
        yield f"施行：{since}{until}" + (f"，接替 {when.replaces}" if when.replaces else "")


def _pairs(written: Mapping[str, Any], book: Rulebook) -> Iterator[str]:
    for key, value in written.items():
        yield f"{_label(key, book)}：{_words(value, book)}"


def _words(value: Any, book: Rulebook) -> str:  # noqa: ANN401 - whatever a clause file may hold
    if isinstance(value, Mapping):
        return "，".join(f"{_label(key, book)} {_words(one, book)}" for key, one in value.items())
    if isinstance(value, list):
        separator = "；" if any(isinstance(one, Mapping) for one in value) else "、"
        return separator.join(_words(one, book) for one in value)
    return _word(str(value), book)


def _label(key: str, book: Rulebook) -> str:
    """A key of the file, or the column that a condition tests, as people say it."""
    if key in ATTRIBUTES and key not in LABELS:
        return ATTRIBUTES[key].chinese
    return LABELS.get(key) or book.words.get(key) or WORDS.get(key, key)


def _word(token: str, book: Rulebook) -> str:
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
