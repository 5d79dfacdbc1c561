"""``zhidu run``: evaluate books over plain files; no database, nothing kept."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date, timedelta

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from zhidu.domain.calendar import Calendar, add_months
from zhidu.domain.rules.evaluate import duties_of, evaluate
from zhidu.domain.rules.findings import Finding
from zhidu.domain.rules.world import Duty, World
from zhidu.project.adopted import load_adopted
from zhidu.project.cli import tables
from zhidu.project.cli.chinese import Subparsers, example
from zhidu.project.cli.exits import DONE
from zhidu.project.cli.values import day, existing, measure, target
from zhidu.project.files import write_whole
from zhidu.project.findings import csv_text, json_text
from zhidu.rulebooks.adoptions import answered, read_own_answers
from zhidu.rulebooks.calendar_data import load_calendar
from zhidu.rulebooks.library import find_book
from zhidu.rulebooks.load import BookSource, load
from zhidu.rulebooks.source import BookError, Problem
from zhidu.rulebooks.tables import read_facts, read_subjects
from zhidu.rulebooks.worlds import make_world


def add_parser(commands: Subparsers) -> None:
    """Add ``run``."""
    parser = commands.add_parser(
        "run",
        help="用一部制度判定表格里的事实",
        description="用一部制度（或各组织所采用的制度）判定表格里的事实，说明每一个结论。不用数据库，不留记录。",
        epilog=example(
            "zhidu run school-branch --subjects 对象.csv --facts 事实.csv --as-of 2026-09-30",
            "zhidu run --adoptions 采用.csv --subjects 对象.csv --facts 事实.csv --as-of 2026-09-30 --format json",
        ),
    )
    parser.add_argument("book", nargs="?", metavar="制度", help="制度的编号、文件夹或文件")
    parser.add_argument(
        "--adoptions", type=existing, metavar="文件", help="哪个组织采用哪部制度（代替“制度”）"
    )
    parser.add_argument(
        "--subjects", type=existing, required=True, metavar="文件", help="对象表，CSV 或 JSON Lines"
    )
    parser.add_argument(
        "--facts", type=existing, required=True, metavar="文件", help="事实表，CSV 或 JSON Lines"
    )
    parser.add_argument(
        "--as-of", type=day, required=True, metavar="日期", help="看到哪一天为止（当天结束时）"
    )
    parser.add_argument(
        "--known-on", type=day, metavar="日期", help="只用到这一天已录入的事实；不写同 --as-of"
    )
    parser.add_argument("--from", type=day, dest="first", metavar="日期", help="从哪天看起；不写就是往前一年")
    parser.add_argument("--to", type=day, dest="last", metavar="日期", help="看到哪天的期间；不写同 --as-of")
    parser.add_argument("--settings", type=existing, metavar="文件", help="组织对制度所留空白的回答，YAML")
    parser.add_argument(
        "--calendar", type=existing, metavar="文件", help="学期、节假日，YAML；不写用随附的日历"
    )
    parser.add_argument(
        "--recording-from", type=day, metavar="日期", help="从这一天起才有记录；此前没有记录不算没做"
    )
    parser.add_argument(
        "--unbound", type=measure, nargs="+", default=[], metavar="计量", help="还没有数据来源的计量"
    )
    parser.add_argument(
        "--format", choices=("table", "json", "csv"), default="table", help="输出格式，默认 table"
    )
    parser.add_argument("--output", type=target, metavar="文件", help="写入文件，而不是显示")
    parser.add_argument("--all", action="store_true", help="表格列出全部判定，默认只列需要处理的")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Evaluate, then print or write; nothing is written unless everything could be read."""
    first, last = _window(arguments)
    _check_output(arguments)
    duties, world = _prepared(arguments)
    findings = list(_evaluated(duties, world, first, last))
    _hand_over(arguments, findings)
    return DONE


def _window(arguments: argparse.Namespace) -> tuple[date, date]:
    try:
        first = arguments.first or add_months(arguments.as_of, -12) + timedelta(days=1)
    except ValueError as error:
        raise _wrong("--as-of", str(error)) from error
    last = arguments.last or arguments.as_of
    if first > last:
        raise _wrong("--from", f"{first} 晚于 {last}；应不晚于 --to（不写就是 --as-of）")
    return first, last


def _check_output(arguments: argparse.Namespace) -> None:
    """The result must not take the place of the records it was made from."""
    given = ("subjects", "facts", "adoptions", "settings", "calendar")
    for name in given if arguments.output is not None and arguments.output.exists() else ():
        file = getattr(arguments, name)
        if file is not None and arguments.output.samefile(file):
            raise _wrong(
                "--output", f"与 --{name} 是同一个文件 {file}；结果不能盖住原来的资料，请换一个文件名"
            )


def _wrong(option: str, message: str) -> BookError:
    return BookError([Problem(option, 0, "", message)])


def _prepared(arguments: argparse.Namespace) -> tuple[list[Duty], World]:
    if bool(arguments.book) == bool(arguments.adoptions):
        raise _wrong("zhidu run", "应写一部制度，或写 --adoptions（各组织采用的制度）；两样写且只写一样")
    calendar = load_calendar(arguments.calendar)
    if arguments.adoptions:
        adopted = load_adopted(
            subjects=arguments.subjects,
            facts=arguments.facts,
            adoptions=arguments.adoptions,
            settings=arguments.settings,
            as_of=arguments.as_of,
            known_on=arguments.known_on,
            calendar=calendar,
            recording_from=arguments.recording_from,
            unbound=arguments.unbound,
        )
        return adopted.duties, adopted.world
    return _alone(arguments, calendar)


def _alone(arguments: argparse.Namespace, calendar: Calendar) -> tuple[list[Duty], World]:
    """One book over everybody in the file."""
    path = find_book(arguments.book)
    if arguments.settings:
        answers = read_own_answers(arguments.settings)
        book = answered(BookSource(path), answers, answers)
    else:
        book = load(path)
    subjects = read_subjects(arguments.subjects)
    facts = read_facts(arguments.facts, subjects)
    world = make_world(
        [book],
        subjects,
        facts,
        as_of=arguments.as_of,
        known_on=arguments.known_on,
        calendar=calendar,
        recording_from=arguments.recording_from,
        unbound=frozenset(arguments.unbound),
    )
    return duties_of(book, subjects, calendar), world


def _evaluated(duties: list[Duty], world: World, first: date, last: date) -> Iterator[Finding]:
    """Findings clause by clause, with a bar on the error stream where somebody is watching."""
    console = Console(file=sys.stderr)
    bar = Progress(
        TextColumn("逐条判定"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bar:
        for duty in bar.track(duties):
            yield from evaluate([duty], world, first, last)


def _hand_over(arguments: argparse.Namespace, findings: list[Finding]) -> None:
    if arguments.format == "table":
        parts = tables.findings_table(findings, everything=arguments.all)
        if arguments.output is None:
            screen = tables.screen()
            for part in parts:
                screen.print(part)
            return
        chunks: Iterator[str] = iter((tables.as_text(*parts),))
    else:
        chunks = json_text(findings) if arguments.format == "json" else csv_text(findings)
    if arguments.output is None:
        sys.stdout.writelines(chunks)
        return
    # spreadsheets take a file without this mark for the system's old encoding
    encoding = "utf-8-sig" if arguments.format == "csv" else "utf-8"
    write_whole(arguments.output, chunks, encoding=encoding)
    print(f"已写入 {arguments.output}：{tables.totals_line(findings, listed=len(findings))}", file=sys.stderr)
