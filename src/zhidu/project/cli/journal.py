"""``zhidu journal``: whether the journal is whole, and what it says about one object."""

from __future__ import annotations

import argparse
import json

from zhidu.project.cli.chinese import Parser, Subparsers, example
from zhidu.project.cli.exits import DONE, FAILED
from zhidu.project.cli.site import ready


def add_parser(commands: Subparsers) -> None:
    """Add ``journal`` and its commands."""
    parser = commands.add_parser("journal", help="核对、查看日志", description="核对、查看日志。")
    actions = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=Parser)
    verifying = actions.add_parser(
        "verify",
        help="核对日志有没有被改动、删去、插入",
        description="从头核对每条链，并与封存文件比较。\n退出码：0 完整，1 有问题。",
        epilog=example("zhidu journal verify"),
    )
    verifying.set_defaults(run=verify)
    showing = actions.add_parser(
        "show",
        help="查看一个对象的日志",
        description="查看一个对象的日志，新的在前。编号如 org-12、person-5、activity-9、account-1。",
        epilog=example("zhidu journal show org-12"),
    )
    showing.add_argument("code", metavar="编号", help="对象的编号，如 org-12")
    showing.set_defaults(run=show)


def verify(_: argparse.Namespace) -> int:
    """Walk all chains; the status is 1 where something is wrong."""
    ready()
    from zhidu.foundation.journal.queries import size, verify

    faults = 0
    for fault in verify():
        print(fault)
        faults += 1
    entries, chains, sealed = size()
    counted = f"日志 {entries} 条，链 {chains} 条，其中封存过的 {sealed} 条"
    if faults:
        print(f"✗ {counted}；发现 {faults} 处问题。请保留数据库和 journal-seals.txt 原样，用备份对照。")
        return FAILED
    print(f"✓ {counted}；完整，没有改动。")
    return DONE


def show(arguments: argparse.Namespace) -> int:
    """Print what the journal says about one object."""
    ready()
    from rich.table import Table

    from zhidu.foundation.acts import load_all
    from zhidu.foundation.clock import ZONE
    from zhidu.foundation.identity.queries import names
    from zhidu.foundation.journal.queries import about, changes_of
    from zhidu.project.cli.tables import screen

    entries = list(about(arguments.code))
    if not entries:
        print(f"日志里没有 {arguments.code}；编号应如 org-12、person-5、activity-9、account-1。")
        return FAILED
    load_all()
    who = names(entry.actor for entry in entries if entry.actor is not None)
    table = Table()
    for heading in ("录入", "发生", "行为", "谁", "内容"):
        table.add_column(heading, overflow="fold")
    for entry in entries:
        changes = changes_of(entry) or {}
        told = [f"{name}：{_short(old)} → {_short(new)}" for name, (old, new) in changes.items()]
        told += [f"{name}：{_short(value)}" for name, value in entry.details.items() if name != "changes"]
        table.add_row(
            f"{entry.entered_at.astimezone(ZONE):%Y-%m-%d %H:%M}",
            str(entry.happened_on),
            title(entry.act),
            who.get(entry.actor, "系统"),
            "\n".join(told),
        )
    screen().print(table)
    print(f"共 {len(entries)} 条。")
    return DONE


def title(name: str) -> str:
    """An act as people say it."""
    from zhidu.foundation.acts import acts

    found = acts().get(name)
    return found.title if found else name


def _short(value: object) -> str:
    if value is None or value == "":
        return "（空）"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:40]}…"
