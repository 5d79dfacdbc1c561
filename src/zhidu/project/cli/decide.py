"""``zhidu decide``: the outcome of one vote, from its numbers alone."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from zhidu.domain.decisions import Count, Decision, Outcome
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.decision import decide_with, requirement
from zhidu.domain.rules.kinds.params import DecisionRule
from zhidu.domain.rules.terms import Modality
from zhidu.domain.rules.vocabulary import WORDS
from zhidu.project.cli.chinese import Subparsers, example
from zhidu.project.cli.exits import DONE, REFUSED
from zhidu.project.cli.lookup import clause_of
from zhidu.project.cli.values import day, whole
from zhidu.rulebooks.codecs import near
from zhidu.rulebooks.library import NATIONAL, find_book
from zhidu.rulebooks.load import load
from zhidu.rulebooks.source import BookError, Problem

_NUMBERS = (
    ("entitled", True, "应到会有表决权的人数"),
    ("present", True, "实到会人数"),
    ("yes", True, "赞成票"),
    ("no", False, "反对票"),
    ("abstain", False, "弃权票"),
    ("written", False, "会前书面意见份数，已含在赞成、反对、弃权之内"),
    ("void", False, "无效票"),
    ("excluded", False, "原未计入应到会、却到会了的人数"),
    ("everyone", False, "全体人数；不写同应到会"),
)


def add_parser(commands: Subparsers) -> None:
    """Add ``decide``."""
    parser = commands.add_parser(
        "decide",
        help="按票数判定一次表决",
        description="按票数判定一次表决：通过（passed）、未通过（failed）、暂缓（deferred）、到会不足（no_quorum）、"
        "\n票数有误（impossible，退出码 2）。除非写 --alone，全国性规定中管同一种会议、同一类事项的条款一并适用。",
        epilog=example(
            "zhidu decide --book school-branch --clause resolution.pass "
            "--entitled 10 --present 6 --yes 4 --no 1 --abstain 1"
        ),
    )
    parser.add_argument("--book", required=True, metavar="制度", help="制度的编号、文件夹或文件")
    parser.add_argument("--clause", required=True, metavar="条款", help="表决条款的编号")
    parser.add_argument("--alone", action="store_true", help="只按这一条，不管全国性规定")
    parser.add_argument(
        "--matter", action="append", default=[], metavar="事项", help="表决的事项，如 admission"
    )
    parser.add_argument("--on", type=day, metavar="日期", help="表决日期，决定适用哪个版本；不写就是今天")
    for name, required, text in _NUMBERS:
        default = None if required or name == "everyone" else 0
        parser.add_argument(
            f"--{name}", type=whole, required=required, default=default, metavar="数", help=text
        )
    parser.add_argument("--emergency", action="store_true", help="紧急情况")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="输出格式，默认 text")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Decide, and say why."""
    path = find_book(arguments.book)
    book = load(path)
    clause = _votable(book, arguments.clause)
    on = arguments.on or date.today()  # noqa: DTZ011 - the day at the place of the vote, not a moment
    _check_in_force(book, clause, on)
    _check_matters(book, arguments.matter)
    matters = frozenset(arguments.matter) or _params(clause).matter
    also = [] if arguments.alone else list(_national(book, clause, matters, on, path=path))
    applied = [clause, *also]
    count = Count(
        entitled=arguments.entitled,
        present=arguments.present,
        yes=arguments.yes,
        no=arguments.no,
        abstain=arguments.abstain,
        written=arguments.written,
        void=arguments.void,
        excluded_present=arguments.excluded,
        everyone=arguments.everyone,
        emergency=arguments.emergency,
    )
    decision = decide_with(count, applied)
    if arguments.format == "json":
        print(json.dumps(_record(decision, count, applied), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(decision, applied)))
    if decision.outcome is Outcome.IMPOSSIBLE:
        print("\n".join(decision.reasons), file=sys.stderr)
        return REFUSED
    return DONE


def _params(clause: Clause) -> DecisionRule:
    params = clause.params
    assert isinstance(params, DecisionRule)  # noqa: S101 - only decision clauses come here
    return params


def _votable(book: Rulebook, clause_id: str) -> Clause:
    """The clause, which must ask something of the numbers of a vote. Raises BookError."""
    clause = clause_of(book, clause_id)
    if requirement(clause) is not None:
        return clause
    fit = "、".join(one.id for one in book.clauses if requirement(one) is not None) or "（没有）"
    why = "不涉及票数" if clause.kind == "decision" else "不是表决条款"
    raise BookError([Problem(book.id, 0, clause.id, f"{why}；本书可以判定票数的条款：{fit}")])


def _check_in_force(book: Rulebook, clause: Clause, on: date) -> None:
    """A vote is judged by the text of its day. Raises BookError."""
    first, last = clause.effective.first, clause.effective.last
    if first <= on <= last:
        return
    since = f"自 {first} 起" if first != date.min else ""
    until = f"至 {last} 止" if last != date.max else ""
    other = next((one for one in book.clauses if one.effective.replaces == clause.id), None)
    offer = f"；接替它的是 {other.id}" if other is not None and on > last else ""
    message = f"这一条{since}{until}施行，{on} 不适用{offer}；表决日期用 --on 写明"
    raise BookError([Problem(book.id, 0, clause.id, message)])


def _check_matters(book: Rulebook, matters: Iterable[str]) -> None:
    """A matter nobody knows would quietly leave out the rules made for it. Raises BookError."""
    known = {matter for one in book.clauses if requirement(one) is not None for matter in _params(one).matter}
    known |= {*WORDS, *book.words}
    for matter in matters:
        if matter not in known:
            message = (
                f"写的是“{matter[:40]}”，不认识的事项{near(matter, known)}；应为用词表里的词，如 admission"
            )
            raise BookError([Problem("--matter", 0, "", message)])


def _national(
    book: Rulebook, clause: Clause, matters: frozenset[str], on: date, *, path: Path
) -> Iterator[Clause]:
    """National clauses on the same forum and matter, in force on the day."""
    shipped = find_book(NATIONAL)
    # by its place and not by its id: a book that merely calls itself national is not above the national rules
    national = book if path.resolve() == shipped.resolve() else load(shipped)
    forum = _params(clause).forum
    for one in national.clauses:
        if requirement(one) is None or one.modality is Modality.MAY or one.key == clause.key:
            continue
        params = _params(one)
        same_forum = not forum or not params.forum or bool(forum & params.forum)
        # a rule for admissions says nothing about a vote on a work plan; a general rule speaks of both
        same_matter = not params.matter or bool(matters & params.matter)
        if same_forum and same_matter and one.effective.first <= on <= one.effective.last:
            yield one


def _lines(decision: Decision, applied: Iterable[Clause]) -> Iterator[str]:
    yield decision.outcome.value
    yield f"表决结果：{decision.outcome.chinese}。"
    yield decision.tally
    if decision.outcome is not Outcome.IMPOSSIBLE:
        yield from dict.fromkeys((*decision.reasons, *(step.sentence for step in decision.steps)))
    yield from (f"提醒：{warning}" for warning in decision.warnings)
    yield "依据："
    for one in applied:
        yield f"  {one.source}“{one.title}”（{one.key}）"
        yield from (
            f"    本组织尚未明确：{need.ask}？暂按建议“{need.suggest}”计算。" for need in one.open_needs
        )


def _record(decision: Decision, count: Count, applied: Iterable[Clause]) -> dict[str, Any]:
    return {
        "outcome": decision.outcome.value,
        "word": decision.outcome.chinese,
        "numbers": {
            "entitled": count.entitled,
            "present": count.present,
            "yes": count.yes,
            "no": count.no,
            "abstain": count.abstain,
            "written": count.written,
            "void": count.void,
            "excluded": count.excluded_present,
            "everyone": count.everyone,
            "emergency": count.emergency,
        },
        "explanation": decision.sentence,
        "reasons": list(decision.reasons),
        "warnings": list(decision.warnings),
        "steps": [
            {
                "source": step.source,
                "what": step.what,
                "count": step.count,
                "base": step.base.value if step.base else None,
                "denominator": step.denominator,
                "needed": step.needed,
                "kept": step.kept,
                "sentence": step.sentence,
            }
            for step in decision.steps
        ],
        "clauses": [
            {
                "book": one.book,
                "clause": one.id,
                "title": one.title,
                "source": one.source,
                "matter": sorted(WORDS.get(word, word) for word in _params(one).matter),
            }
            for one in applied
        ],
    }
