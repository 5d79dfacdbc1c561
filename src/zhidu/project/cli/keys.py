"""``zhidu keys``: the keys of personal data, a new one, and giving up the old ones."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from zhidu.project.cli.chinese import Parser, Subparsers, example
from zhidu.project.cli.exits import DONE, FAILED
from zhidu.project.cli.site import ready


def add_parser(commands: Subparsers) -> None:
    """Add ``keys`` and its commands."""
    parser = commands.add_parser(
        "keys", help="个人信息的密钥", description="个人信息的密钥：查看、更换、去掉旧的。"
    )
    actions = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=Parser)
    showing = actions.add_parser(
        "show",
        help="有几把，旧的还封着多少",
        description="只说名称和数目，不显示密钥。",
        epilog=example("zhidu keys show"),
    )
    showing.set_defaults(run=show)
    rotating = actions.add_parser(
        "rotate",
        help="换一把，把旧的封的重新加密",
        description="造一把新的，把全部档案、历史、照片用它重新加密。网站可以照常用；中途断了，再运行一次就接着做。\n"
        "旧的留在密钥文件里，直到运行 zhidu keys drop。",
        epilog=example("zhidu keys rotate", "zhidu keys rotate --resume"),
    )
    rotating.add_argument("--resume", action="store_true", help="不造新的，只把上次没有做完的做完")
    rotating.set_defaults(run=rotate)
    dropping = actions.add_parser(
        "drop",
        help="去掉旧的",
        description="没有东西再用旧的，才去掉；以前的备份要用旧的才打得开，先把密钥文件另存一份。",
        epilog=example("zhidu keys drop"),
    )
    dropping.set_defaults(run=drop)


def show(_: argparse.Namespace) -> int:
    """Names and numbers."""
    ready()
    from zhidu.apps.registry.actions.reseal import left
    from zhidu.foundation.keys import personal

    ring = personal()
    print(f"个人信息的密钥 {len(ring.keys)} 把：{'、'.join(ring.keys)}；现在用 {ring.current}。")
    print(f"旧的还封着 {left(ring)} 行。")
    return DONE


def rotate(arguments: argparse.Namespace) -> int:
    """A new key, and everything sealed with it, some rows at a time."""
    ready()
    from django.conf import settings
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from zhidu.apps.registry.actions.reseal import left, reseal
    from zhidu.foundation.access.rules import SYSTEM
    from zhidu.foundation.keys import add_key, personal

    waiting = left()
    if waiting and not arguments.resume:
        print(f"✗ 上一次还有 {waiting} 行没有重新加密；请先运行 zhidu keys rotate --resume。")
        return FAILED
    if not arguments.resume:
        add_key(Path(settings.ZHIDU_KEY_FILE))
    total, done = left(), 0
    columns = (TextColumn("重新加密"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task("", total=total)
        # what was written meanwhile by a page that had read the old keys is found by going on until there is none
        while number := reseal(actor=SYSTEM):
            done += number
            bar.update(task, completed=done)
    print(f"✓ 重新加密 {done} 行，现在用 {personal().current}。")
    print("下一步：备份密钥文件；以前的备份不再需要时，运行 zhidu keys drop。")
    return DONE


def drop(_: argparse.Namespace) -> int:
    """Old keys go, where nothing names them."""
    ready()
    from django.conf import settings

    from zhidu.apps.registry.actions.reseal import left
    from zhidu.foundation.keys import drop_keys, personal

    waiting, before = left(), len(personal().keys)
    if waiting:
        print(f"✗ 还有 {waiting} 行用旧的封着；请先运行 zhidu keys rotate --resume。")
        return FAILED
    ring = drop_keys(Path(settings.ZHIDU_KEY_FILE))
    print(f"✓ 去掉 {before - len(ring.keys)} 把，只留 {ring.current}。")
    return DONE
