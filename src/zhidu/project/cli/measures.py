"""``zhidu measures``: the words a facts file may use, found by Chinese or by code."""

from __future__ import annotations

import argparse

from rich.console import Console
from rich.table import Table

from zhidu.domain.rules.vocabulary import MEASURES, SUBJECT_TYPES, SubjectClass
from zhidu.project.cli.chinese import Subparsers, example
from zhidu.project.cli.exits import DONE, FAILED


def add_parser(commands: Subparsers) -> None:
    """Add ``measures``."""
    parser = commands.add_parser(
        "measures",
        help="查事实表、对象表里可以写的词",
        description="列出事实表 measure 一列可以写的计量；写几个字就只列有关的。\n--types 列出对象表 type 一列的类型。",
        epilog=example("zhidu measures 党课", "zhidu measures --types"),
    )
    parser.add_argument("word", nargs="?", default="", metavar="词", help="中文或代码的一部分")
    parser.add_argument("--types", action="store_true", help="列对象类型，不列计量")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the matching words; exit status 1 where there is none."""
    word = arguments.word
    table = Table()
    if arguments.types:
        rows = [(one.name, one.chinese, one.kind.chinese) for one in SUBJECT_TYPES.values()]
        headings = ("写作", "类型", "属于")
    else:
        rows = [
            (one.name, one.chinese, "、".join(SubjectClass(kind).chinese for kind in one.of.split()))
            for one in MEASURES.values()
        ]
        headings = ("写作", "计量", "记在谁名下")
    found = [row for row in rows if any(word in cell for cell in row)]
    if not found:
        print(f"没有含“{word}”的词；不写词就列出全部。")
        return FAILED
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in found:
        table.add_row(*row)
    Console().print(table)
    print(f"共 {len(found)} 个。")
    return DONE
