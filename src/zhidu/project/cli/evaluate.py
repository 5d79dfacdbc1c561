"""``zhidu evaluate``: the findings of one organisation of the site, worked out now; nothing is stored."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from zhidu.project.cli.chinese import Subparsers, example
from zhidu.project.cli.exits import DONE
from zhidu.project.cli.site import ready, refusal
from zhidu.project.cli.values import day, target
from zhidu.project.files import write_whole

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node
    from zhidu.domain.rules.findings import Finding


def add_parser(commands: Subparsers) -> None:
    """Add ``evaluate``."""
    parser = commands.add_parser(
        "evaluate",
        help="判定网站上的一个党组织",
        description="按网站上的记录和采用的制度，把一个党组织现在判定一遍并说明。不存结果。",
        epilog=example(
            "zhidu evaluate 青石村党支部", "zhidu evaluate org-12 --as-of 2026-09-30 --format json"
        ),
    )
    parser.add_argument("organization", metavar="党组织", help="名称，或编号如 org-12")
    parser.add_argument("--as-of", type=day, metavar="日期", help="看到哪一天为止，默认今天")
    parser.add_argument(
        "--known-on", type=day, metavar="日期", help="只用到这一天已录入的记录；不写同 --as-of"
    )
    parser.add_argument(
        "--format", choices=("table", "json", "csv"), default="table", help="输出格式，默认 table"
    )
    parser.add_argument("--output", type=target, metavar="文件", help="写入文件，而不是显示")
    parser.add_argument("--all", action="store_true", help="表格列出全部判定，默认只列需要处理的")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Evaluate and print or write."""
    ready()
    from zhidu.apps.compliance.evaluation import findings

    node = organization(arguments.organization)
    found = findings(node.pk, as_of=as_of(arguments), known_on=arguments.known_on)
    _hand_over(arguments, found)
    return DONE


def as_of(arguments: argparse.Namespace) -> date:
    """The day asked for, or today."""
    from zhidu.foundation.clock import today

    return arguments.as_of or today()


def organization(wanted: str) -> Node:
    """The organisation of that name or code. Raises BookError where there is none, or more than one."""
    from zhidu.apps.orgs.queries import named

    found = named(wanted)
    if not found:
        raise refusal("党组织", f"没有“{wanted}”；应为网站上党组织的全名，或编号如 org-12")
    if len(found) > 1:
        codes = "、".join(f"{one.code}（{one.parent.name if one.parent else '没有上级'}）" for one in found)
        raise refusal("党组织", f"有 {len(found)} 个叫“{wanted}”：{codes}；请写编号")
    return found[0]


def _hand_over(arguments: argparse.Namespace, found: list[Finding]) -> None:
    from zhidu.project.cli import tables
    from zhidu.project.findings import csv_text, json_text

    if arguments.format == "table":
        named = [replace(one, subject=name) for one, name in zip(found, _names(found), strict=True)]
        parts = tables.findings_table(named, everything=arguments.all)
        if arguments.output:
            write_whole(arguments.output, [tables.as_text(*parts)])
        else:
            for part in parts:
                tables.screen().print(part)
        return
    text = json_text(found) if arguments.format == "json" else csv_text(found)
    if arguments.output:
        write_whole(arguments.output, text)
    else:
        for piece in text:
            print(piece, end="")


def _names(found: list[Finding]) -> list[str]:
    from zhidu.apps.compliance.names import of_subjects

    known = of_subjects({one.subject for one in found})
    return [known.get(one.subject, one.subject) for one in found]
