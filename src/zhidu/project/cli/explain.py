"""``zhidu explain``: what a clause asks, in plain words, with its source and its open questions."""

from __future__ import annotations

import argparse

from zhidu.project.cli.chinese import Subparsers, example
from zhidu.project.cli.exits import DONE
from zhidu.project.cli.lookup import clause_of
from zhidu.rulebooks.library import find_book
from zhidu.rulebooks.load import load
from zhidu.rulebooks.words import explained


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
