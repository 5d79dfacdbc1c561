"""``zhidu rulebook``: check books before they are used."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from zhidu.project.cli import compare
from zhidu.project.cli.chinese import Parser, Subparsers, example
from zhidu.project.cli.exits import DONE, FAILED, REFUSED
from zhidu.rulebooks.calendar_data import load_calendar
from zhidu.rulebooks.check import Checked, check
from zhidu.rulebooks.library import book_ids, find_book


def add_parser(commands: Subparsers) -> None:
    """Add ``rulebook`` and its commands."""
    parser = commands.add_parser("rulebook", help="检查、比较制度", description="检查、比较制度。")
    actions = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=Parser)
    checking = actions.add_parser(
        "check",
        help="载入制度，运行其中的案例，报告文件和行号",
        description="载入制度，运行其中的案例，报告文件和行号。\n退出码：0 无误，1 有案例不符，2 文件有错。",
        epilog=example("zhidu rulebook check", "zhidu rulebook check school-branch 我们的制度/"),
    )
    checking.add_argument(
        "paths", nargs="*", metavar="制度", help="制度的编号，或文件夹、文件；不写就检查随附的全部制度"
    )
    checking.set_defaults(run=run_check)
    compare.add_parser(actions)


def run_check(arguments: argparse.Namespace) -> int:
    """Check the named books, or all of them."""
    paths = [find_book(one) for one in arguments.paths or book_ids()]
    results = check_all(paths)
    for result in results:
        for problem in result.problems:
            print(f"{problem}（提醒）" if problem.warning else problem)
    print("\n".join(_summary(result) for result in results))
    if any(result.errors for result in results):
        return REFUSED
    return FAILED if any(result.failures for result in results) else DONE


def check_all(paths: Sequence[Path]) -> list[Checked]:
    """Check books one after another, with a bar on the error stream where somebody is watching."""
    calendar = load_calendar()
    console = Console(file=sys.stderr)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    results = []
    with bar:
        for path in paths:
            task = bar.add_task(path.name, total=None)

            def moved(done: int, total: int, task_id: object = task) -> None:
                bar.update(task_id, completed=done, total=total)  # type: ignore[arg-type]

            results.append(check(path, calendar, moved))
            bar.remove_task(task)
    return results


def _summary(result: Checked) -> str:
    if result.book is None:
        return f"✗ {result.path.name}：没有载入，{len(result.errors)} 处错误"
    title = f"《{result.book.title}》{len(result.book.clauses)} 条"
    if result.errors:
        return f"✗ {title}：案例文件有 {len(result.errors)} 处错误"
    passed = result.cases - len({(one.file, one.line) for one in result.failures})
    mark = "✓" if passed == result.cases else "✗"
    notes = f"，提醒 {len(result.warnings)} 处" if result.warnings else ""
    return f"{mark} {title}：案例 {result.cases} 个，相符 {passed} 个{notes}"
