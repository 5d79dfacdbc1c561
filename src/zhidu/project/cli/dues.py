"""``zhidu dues``: what somebody pays a month, from the kind of payer and the base alone."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from zhidu.domain.dues import CannotQuote, Quote, Rounding, quote
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.params import AmountRule
from zhidu.domain.rules.vocabulary import WORDS
from zhidu.project.cli.chinese import Parser, Subparsers, example
from zhidu.project.cli.exits import DONE, REFUSED
from zhidu.project.cli.values import day
from zhidu.rulebooks.codecs import near
from zhidu.rulebooks.library import NATIONAL, find_book
from zhidu.rulebooks.load import load
from zhidu.rulebooks.source import BookError, Problem


def add_parser(commands: Subparsers) -> None:
    """Add ``dues`` and its commands."""
    parser = commands.add_parser("dues", help="算党费", description="算党费。")
    actions = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=Parser)
    quoting = actions.add_parser(
        "quote",
        help="一个月该交多少，怎样算出来的",
        description="按交纳人的类别和基数算一个月的党费，写明属哪一档、怎样取整、依据哪一条。"
        "\n没有商定的（如农民 0.2 至 1 元）写出上下限；不可能的数，退出码是 2。",
        epilog=example("zhidu dues quote --payer salaried --base 3000.01"),
    )
    quoting.add_argument(
        "--payer", required=True, metavar="类别", help="交纳人的类别，如 salaried 或 学生党员"
    )
    quoting.add_argument("--base", type=yuan, metavar="元", help="每月的基数，最多两位小数")
    quoting.add_argument("--agreed", type=yuan, metavar="元", help="在上下限之内商定的数")
    quoting.add_argument("--on", type=day, metavar="日期", help="哪一天的标准；不写就是今天")
    quoting.add_argument(
        "--book", default=NATIONAL, metavar="制度", help="标准表在哪部制度里；不写就是全国性规定"
    )
    quoting.add_argument(
        "--rounding",
        choices=[one.value for one in Rounding],
        help="怎样取整：到分、到角、见分进角、到元；不写就按制度里的",
    )
    quoting.add_argument("--format", choices=("text", "json"), default="text", help="输出格式，默认 text")
    quoting.set_defaults(run=run)


def yuan(text: str) -> Decimal:
    """An amount of money as it is written, exactly; whether it can be one is for the domain to say."""
    try:
        return Decimal(text)
    except InvalidOperation:
        raise argparse.ArgumentTypeError(f"写的是“{text[:40]}”，应为元数，如 3000.01") from None


def run(arguments: argparse.Namespace) -> int:
    """Quote, and say how."""
    book = load(find_book(arguments.book))
    on = arguments.on or date.today()  # noqa: DTZ011 - the day at the place of the payer, not a moment
    rules = _in_force(book, on)
    payer = _payer(book, rules, arguments.payer)
    clause, rule = next(one for one in rules if payer in _payers(one[1]))
    if arguments.rounding:
        rule = replace(rule, rounding=arguments.rounding)
    try:
        found = quote(
            rule, payer, arguments.base, agreed=arguments.agreed, word=lambda token: _word(book, token)
        )
    except CannotQuote as wrong:
        print(f"{wrong}。依据：{clause.source}（{clause.key}）", file=sys.stderr)
        return REFUSED
    if arguments.format == "json":
        print(json.dumps(_record(found, clause, payer), ensure_ascii=False, indent=2))
    else:
        head = f"{found.amount}" if found.amount is not None else f"{found.low}—{found.high}"
        print(f"{head}\n{found.sentence}\n依据：{clause.source}“{clause.title}”（{clause.key}）")
    return DONE


def _in_force(book: Rulebook, on: date) -> list[tuple[Clause, AmountRule]]:
    """The rate tables of a book on a day. Raises BookError where there is none."""
    found = [
        (one, one.params)
        for one in book.clauses
        if isinstance(one.params, AmountRule) and one.effective.first <= on <= one.effective.last
    ]
    if not found:
        raise BookError(
            [Problem(book.id, 0, "", f"这部制度 {on} 没有党费标准表；应为有 kind: amount 条款的制度")]
        )
    return found


def _payers(rule: AmountRule) -> set[str]:
    return {one.payer for one in rule.brackets}


def _payer(book: Rulebook, rules: list[tuple[Clause, AmountRule]], asked: str) -> str:
    """The token of a kind of payer, from itself or its Chinese. Raises BookError."""
    known = {payer: _word(book, payer) for _, rule in rules for payer in _payers(rule)}
    found = next((token for token, word in known.items() if asked in {token, word}), None)
    if found is None:
        offered = "、".join(f"{token}（{word}）" for token, word in sorted(known.items()))
        message = f"写的是“{asked[:40]}”，没有这一类交纳人{near(asked, known)}；有：{offered}"
        raise BookError([Problem("--payer", 0, "", message)])
    return found


def _word(book: Rulebook, token: str) -> str:
    return book.words.get(token) or WORDS.get(token, token)


def _record(found: Quote, clause: Clause, payer: str) -> dict[str, Any]:
    return {
        "amount": None if found.amount is None else str(found.amount),
        "low": str(found.low),
        "high": str(found.high),
        "capped": found.capped,
        "payer": payer,
        "explanation": found.sentence,
        "clause": clause.key,
        "source": clause.source,
    }
