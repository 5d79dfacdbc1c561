"""``zhidu demo``: an invented county as a running site, or as plain files."""

from __future__ import annotations

import argparse
import fcntl
from datetime import date
from pathlib import Path
from typing import TextIO

from zhidu.project.cli.chinese import Subparsers, example
from zhidu.project.cli.exits import DONE, FAILED
from zhidu.project.cli.values import day, whole
from zhidu.rulebooks.source import BookError, Problem

FOLDER = Path("build") / "demo"
SEED = 20260101
HOST, PORT = "127.0.0.1", 8000
EARLIEST = date(2026, 7, 1)
"""Before that day the national text of 2026 had not been in force long enough for the stories about it."""


def add_parser(commands: Subparsers) -> None:
    """Add ``demo``."""
    parser = commands.add_parser(
        "demo",
        help="把虚构的一个县装进网站，打开来看",
        description="生成虚构的云岭县：约 40 个党组织、600 人、14 个月的记录，里面故意放了几十个问题。经过与人工录入\n"
        "同样的检查装进网站（用自带的 SQLite），全部判定一遍，看问题是不是一个不漏，然后打开网站。",
        epilog=example("zhidu demo", "zhidu demo --files --as-of 2026-11-22"),
    )
    parser.add_argument("--out", type=Path, default=FOLDER, metavar="文件夹", help=f"写到哪里，默认 {FOLDER}")
    parser.add_argument("--port", type=whole, default=PORT, metavar="端口", help=f"网站的端口，默认 {PORT}")
    parser.add_argument("--no-serve", action="store_true", help="装好、判定以后就停，不打开网站")
    parser.add_argument("--files", action="store_true", help="不用网站，只写成普通表格并打印判定")
    parser.add_argument("--as-of", type=day, metavar="日期", help="看到哪一天为止，默认今天；只用于 --files")
    parser.add_argument("--seed", type=whole, default=SEED, metavar="整数", help="换一个数就换一个县")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Generate, load, judge, show and serve; the status is 1 where a story was not found."""
    # the only place where the demonstration asks what day it is; an office means its own day
    as_of = arguments.as_of or date.today()  # noqa: DTZ011
    if as_of < EARLIEST:
        message = f"写的是 {as_of}；演示所用的全国规定 2026 年才施行，应不早于 {EARLIEST}"
        raise BookError([Problem("--as-of", 0, "", message)])
    if arguments.files:
        return _files(arguments, as_of)
    if arguments.as_of is not None:
        raise BookError([Problem("--as-of", 0, "", "网站只看今天；要看别的日子，请加 --files")])
    return _site(arguments, as_of)


def _files(arguments: argparse.Namespace, as_of: date) -> int:
    from zhidu.project.demo.demonstration import Progress, demonstrate, show

    done = demonstrate(arguments.out, as_of, seed=arguments.seed, tell=Progress())
    show(done, arguments.out)
    return FAILED if done.missed else DONE


def _site(arguments: argparse.Namespace, as_of: date) -> int:
    from zhidu.project.demo import site
    from zhidu.project.demo.county import build, save
    from zhidu.project.demo.demonstration import Progress
    from zhidu.project.demo.stories import tell_stories
    from zhidu.project.server import check_free, serve

    if not arguments.no_serve:
        check_free(HOST, arguments.port)
    lock = _alone(arguments.out)
    tell = Progress()
    # before anything of the site is loaded: the settings look at where its data lie
    var = site.prepare(arguments.out)
    folder = arguments.out / "county"
    county = build(folder, as_of, seed=arguments.seed, tell=tell)
    stories = tell_stories(county)
    save(county, folder)
    made = site.fill(folder, var, county, stories, tell)
    for line in site.report(made, len(stories), arguments.port):
        print(line, flush=True)
    if made.missed or arguments.no_serve:
        return FAILED if made.missed else DONE
    with lock:
        return serve(HOST, arguments.port, 1)


def _alone(out: Path) -> TextIO:
    """Hold the folder for as long as this runs: a demonstration that still runs must not lose its data."""
    out.mkdir(parents=True, exist_ok=True)
    lock = (out / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        said = "另一个演示正在用这个文件夹；请先在那个窗口按 Ctrl-C 停下，或者用 --out 换一个文件夹"
        raise BookError([Problem(str(out), 0, "", said)]) from error
    return lock
