"""``zhidu rebuild``: all stored findings of the site anew, from the records alone."""

from __future__ import annotations

import argparse
import sys

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
        epilog=example("zhidu rebuild"),
    )
    parser.set_defaults(run=run)


def run(_: argparse.Namespace) -> int:
    """Rebuild with a bar, then say what was different."""
    ready()
    from zhidu.apps.compliance.follow import rebuild

    columns = (TextColumn("判定"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task("", total=None)
        done = rebuild(tell=lambda number, total: bar.update(task, completed=number, total=total))
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
