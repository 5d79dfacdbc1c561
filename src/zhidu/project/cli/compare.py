"""``zhidu rulebook compare``: what differs between two books, and which is stricter."""

from __future__ import annotations

import argparse
import json
from typing import Any

from rich.console import Console
from rich.table import Table

from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.registry import KINDS
from zhidu.project.cli.chinese import Subparsers, example
from zhidu.project.cli.exits import DONE
from zhidu.rulebooks.compare import Difference, compare_books
from zhidu.rulebooks.library import find_book
from zhidu.rulebooks.load import load


def add_parser(actions: Subparsers) -> None:
    """Add ``compare`` under ``zhidu rulebook``."""
    parser = actions.add_parser(
        "compare",
        help="比较两部制度：哪里不同，哪一部较严",
        description="比较两部制度：按条款所管的同一件事逐对比较，说明哪一部较严，哪些各管一面、须同时执行。",
        epilog=example("zhidu rulebook compare national school-branch"),
    )
    parser.add_argument("first", metavar="甲书", help="制度的编号，或文件夹、文件")
    parser.add_argument("second", metavar="乙书", help="制度的编号，或文件夹、文件")
    parser.add_argument("--all", action="store_true", help="也列出只有一部书才有的条款")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="输出格式")
    parser.set_defaults(run=run_compare)


def run_compare(arguments: argparse.Namespace) -> int:
    """Compare two books and print the pairs."""
    first, second = load(find_book(arguments.first)), load(find_book(arguments.second))
    found = compare_books(first, second)
    if arguments.format == "json":
        print(json.dumps([_json(one) for one in found], ensure_ascii=False, indent=2))
        return DONE
    pairs = [one for one in found if one.ours and one.theirs]
    shown = found if arguments.all else pairs
    table = Table(title=f"甲书《{first.title}》  乙书《{second.title}》", show_lines=True)
    for heading in ("所管的事", "甲书", "乙书", "比较"):
        table.add_column(heading, overflow="fold")
    for one in shown:
        table.add_row(_family(one), _short(one.ours), _short(one.theirs), one.chinese)
    Console().print(table)
    alone_first = sum(1 for one in found if one.theirs is None)
    alone_second = sum(1 for one in found if one.ours is None)
    print(f"共有的条款 {len(pairs)} 对；只有甲书有 {alone_first} 条，只有乙书有 {alone_second} 条。")
    if not arguments.all and (alone_first or alone_second):
        print("加 --all 列出只有一部书才有的条款。")
    return DONE


def _family(one: Difference) -> str:
    clause = one.ours or one.theirs
    return f"{one.family}\n{KINDS[clause.kind].chinese}" if clause else one.family


def _short(clause: Clause | None) -> str:
    return f"[{clause.modality.chinese}]{clause.title}\n{clause.cite}".replace("[", "\\[") if clause else "—"


def _json(one: Difference) -> dict[str, Any]:
    return {
        "family": one.family,
        "first": one.ours.id if one.ours else None,
        "second": one.theirs.id if one.theirs else None,
        "comparison": one.comparison.value if one.comparison else None,
        "word": one.chinese,
        "note": one.note,
    }
