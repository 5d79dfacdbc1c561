"""``zhidu export``: the records of the site as the plain tables that ``zhidu run`` reads."""

from __future__ import annotations

import argparse
from pathlib import Path

from zhidu.project.cli.chinese import Subparsers, example
from zhidu.project.cli.evaluate import organization
from zhidu.project.cli.exits import DONE
from zhidu.project.cli.site import ready, refusal
from zhidu.project.cli.values import day


def add_parser(commands: Subparsers) -> None:
    """Add ``export``."""
    parser = commands.add_parser(
        "export",
        help="把网站上的记录导出成数据表",
        description="导出对象表、事实表、采用表、回答和制度全文，可用 zhidu run --adoptions 再判定一遍。\n"
        "里面有姓名：请按本单位的规定保管。",
        epilog=example("zhidu export 导出", "zhidu export 导出 --organization 青石村党支部"),
    )
    parser.add_argument("folder", type=Path, metavar="文件夹", help="写到哪里；应是空的或还没有")
    parser.add_argument("--organization", metavar="党组织", help="只要一个党组织和与它有关的；不写就是全部")
    parser.add_argument("--known-on", type=day, metavar="日期", help="只要到这一天已录入的；默认今天")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the tables and say what to do with them."""
    folder: Path = arguments.folder
    if folder.exists() and any(folder.iterdir()):
        raise refusal(str(folder), "里面已有文件；请写一个空的或还没有的文件夹，免得混在一起")
    ready()
    from zhidu.apps.compliance.export import NotOneBook, tables, write
    from zhidu.foundation.clock import today

    around = organization(arguments.organization).pk if arguments.organization else None
    known_on = arguments.known_on or today()
    try:
        found = tables(known_on=known_on, around=around)
    except NotOneBook as error:
        raise refusal("采用表", str(error)) from error
    write(found, folder)
    print(f"✓ 已导出 {len(found.files)} 个文件到 {folder}。")
    settings = f" --settings {folder / 'settings.yaml'}" if "settings.yaml" in found.files else ""
    print(
        f"下一步：zhidu run --adoptions {folder / 'adoptions.csv'} --subjects {folder / 'subjects.csv'} "
        f"--facts {folder / 'facts.csv'}{settings} --as-of {known_on}"
    )
    return DONE
