"""``zhidu take-over``: plain tables of an office become records of the site."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from zhidu.project.cli.chinese import Subparsers, example
from zhidu.project.cli.exits import DONE
from zhidu.project.cli.site import ready, refusal


def add_parser(commands: Subparsers) -> None:
    """Add ``take-over``."""
    parser = commands.add_parser(
        "take-over",
        help="把旧台账的数据表转入网站",
        description="读对象表、事实表、采用表、回答（列与 zhidu run 相同），经过与人工录入同样的检查，写进网站。\n"
        "网站上还没有任何组织时才能用；有一处错，就一条也不写。",
        epilog=example("zhidu take-over 旧台账"),
    )
    parser.add_argument("folder", type=Path, metavar="文件夹", help="放着 subjects.csv 等文件的文件夹")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read, check, write everything or nothing."""
    ready()
    from django.db import transaction

    from zhidu.apps.compliance.follow import rebuild
    from zhidu.apps.compliance.reader import caught_up
    from zhidu.apps.orgs.queries import organization_ids
    from zhidu.foundation.acts import Wrong
    from zhidu.project.takeover.county import read, take_over

    if organization_ids():
        raise refusal("网站", "已经有党组织；旧台账只能转入空的网站")
    began = time.monotonic()
    tables = read(arguments.folder)
    try:
        with transaction.atomic():
            take_over(tables, lambda line: print(f"{time.monotonic() - began:5.1f} 秒  {line}", flush=True))
    except (Wrong, LookupError) as error:
        raise refusal(str(arguments.folder), f"没有转入任何记录：{error}") from error
    done = rebuild()
    caught_up()
    print(f"✓ 已转入，判定了 {done.organizations} 个党组织，{done.added} 条。下一步：zhidu serve")
    return DONE
