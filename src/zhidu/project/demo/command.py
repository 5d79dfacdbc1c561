"""``zhidu demo``: write an invented county as plain files, judge all of it, and show what came out."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from zhidu.project.cli.chinese import Subparsers, example
from zhidu.project.cli.exits import DONE, FAILED
from zhidu.project.cli.values import day, whole
from zhidu.rulebooks.source import BookError, Problem

FOLDER = Path("build") / "demo"
SEED = 20260101
EARLIEST = date(2026, 7, 1)
"""Before that day the national text of 2026 had not been in force long enough for the stories about it."""


def add_parser(commands: Subparsers) -> None:
    """Add ``demo``."""
    parser = commands.add_parser(
        "demo",
        help="生成一个虚构的县，逐条判定给您看",
        description="生成虚构的云岭县：约 40 个党组织、600 人、14 个月的记录，写成普通文件，再用各组织采用的制度"
        "全部判定一遍。里面故意放了几十个问题，看判定能不能一个不漏地找出来。",
        epilog=example("zhidu demo", "zhidu demo --out build/demo --as-of 2026-11-22"),
    )
    parser.add_argument("--out", type=Path, default=FOLDER, metavar="文件夹", help=f"写到哪里，默认 {FOLDER}")
    parser.add_argument("--as-of", type=day, metavar="日期", help="看到哪一天为止，默认今天")
    parser.add_argument("--seed", type=whole, default=SEED, metavar="整数", help="换一个数就换一个县")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Generate, write, judge, show; the status is 1 where a story was not found."""
    from zhidu.project.demo.demonstration import Progress, demonstrate, show

    # the only place where the demonstration asks what day it is; an office means its own day
    as_of = arguments.as_of or date.today()  # noqa: DTZ011
    if as_of < EARLIEST:
        message = f"写的是 {as_of}；演示所用的全国规定 2026 年才施行，应不早于 {EARLIEST}"
        raise BookError([Problem("--as-of", 0, "", message)])
    done = demonstrate(arguments.out, as_of, seed=arguments.seed, tell=Progress())
    show(done, arguments.out)
    return FAILED if done.missed else DONE
