"""``zhidu trace``: every row of the seed inventory, what runs it, and the totals."""

from __future__ import annotations

import argparse
import json
from itertools import groupby
from pathlib import Path

from rich.table import Table
from rich.text import Text

from zhidu.project.cli import tables
from zhidu.project.cli.chinese import Subparsers, example
from zhidu.project.cli.exits import DONE
from zhidu.project.cli.values import existing
from zhidu.project.trace import State, Trace, Traced, trace
from zhidu.rulebooks.library import library
from zhidu.rulebooks.source import BookError, Problem

_STYLES = {State.RUNNING: "green", State.MISSING: "bold red", State.NARRATIVE: "dim"}


def add_parser(commands: Subparsers) -> None:
    """Add ``trace``."""
    parser = commands.add_parser(
        "trace",
        help="清单每一条由什么实现、由什么测试证明",
        description="列出条目清单的每一条：由哪些条款、程序、表格实现，由哪些测试证明，合计多少。",
        epilog=example("zhidu trace", "zhidu trace --format json"),
    )
    parser.add_argument("--format", choices=("table", "json"), default="table", help="输出格式，默认 table")
    parser.add_argument(
        "--results", type=existing, metavar="文件", help="测试结果；不写用 make test 写下的那一份"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Trace and print."""
    results: Path | None = arguments.results
    try:
        traced = trace(library(), results)
    except RecursionError as error:
        raise BookError([Problem(str(results), 0, "", "看不懂的测试结果；请重新运行 make test")]) from error
    if arguments.format == "json":
        print(json.dumps(traced.as_json(), ensure_ascii=False, indent=1))
    else:
        _print(traced)
    return DONE


def _print(traced: Trace) -> None:
    screen = tables.screen()
    for part, rows in groupby(traced.rows, key=lambda one: one.row.id.partition(".")[0]):
        listed = list(rows)
        screen.print(_part(part, listed, tests_known=traced.tests_known))
    totals = traced.totals
    words = "，".join(f"{state.chinese} {totals[state.value]}" for state in State)
    screen.print(f"合计 {totals['rows']} 条：{words}。已有对应条款的 {totals['represented']} 条。")
    if not traced.tests_known:
        screen.print("还没有一次全部通过的测试结果，所以没有一条算“已运行”；请先运行 make test。")


def _part(part: str, rows: list[Traced], *, tests_known: bool) -> Table:
    counts = "，".join(
        f"{state.chinese} {count}" for state in State if (count := sum(one.state is state for one in rows))
    )
    table = Table(title=f"第 {part[1:]} 篇（{len(rows)} 条：{counts}）", title_justify="left", expand=True)
    table.add_column("编号", no_wrap=True)
    table.add_column("要办的事", ratio=3, overflow="fold")
    table.add_column("状态", no_wrap=True)
    table.add_column("由什么实现", ratio=3, overflow="fold")
    table.add_column("测试", justify="right", no_wrap=True)
    for one in rows:
        by = "、".join(name.partition(":")[2] for name in one.by)
        # without any test result the reason is the same on every line and is said once, at the end
        told = one.state in {State.NARRATIVE, State.MISSING} or (one.state is State.DEFINED and tests_known)
        table.add_row(
            Text(one.row.id),
            Text(one.row.duty),
            Text(one.state.chinese, style=_STYLES.get(one.state, "yellow")),
            Text("；".join(filter(None, (by, one.why if told else "")))),
            Text(str(len(one.tests)) if one.tests else ""),
        )
    return table
