"""``zhidu rebuild``: all stored findings of the site, or the index of the search, anew from the records alone."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from zhidu.project.cli.chinese import Subparsers, example
from zhidu.project.cli.exits import DONE
from zhidu.project.cli.site import ready


def add_parser(commands: Subparsers) -> None:
    """Add ``rebuild``."""
    parser = commands.add_parser(
        "rebuild",
        help="把网站上存着的判定全部重算一遍",
        description="按记录把全部党组织重新判定一遍，与存着的对照，不同的改过来。记录没有动过，就一条也不改。",
        epilog=example("zhidu rebuild", "zhidu rebuild --search"),
    )
    parser.add_argument("--search", action="store_true", help="改为核对搜索的索引，缺的补上，多的去掉")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Rebuild with a bar, then say what was different."""
    ready()
    return _search() if arguments.search else _findings()


def _search() -> int:
    from zhidu.foundation.search.index import rebuild

    with _bar("搜索") as tell:
        done = rebuild(tell)
    print(
        f"✓ 搜索的索引：补上 {done.added} 条，改动 {done.changed} 条，去掉 {done.gone} 条。"
        if done
        else "✓ 搜索的索引与记录完全相同。"
    )
    return DONE


@contextmanager
def _bar(title: str) -> Iterator[Callable[[int, int], None]]:
    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda number, total: bar.update(task, completed=number, total=total)


def _findings() -> int:
    from zhidu.apps.compliance.follow import rebuild

    with _bar("判定") as tell:
        done = rebuild(tell=tell)
    changed = done.added + done.changed + done.gone
    print(
        f"✓ 党组织 {done.organizations} 个重新判定："
        + (
            f"新增 {done.added} 条，改动 {done.changed} 条，去掉 {done.gone} 条。"
            if changed
            else "与存着的完全相同。"
        )
    )
    return DONE
