"""``zhidu account``: the first administrator, and a way back in for whoever has the machine."""

from __future__ import annotations

import argparse

from zhidu.project.cli.chinese import Parser, Subparsers, example
from zhidu.project.cli.exits import DONE
from zhidu.project.cli.site import operator, ready, refusal


def add_parser(commands: Subparsers) -> None:
    """Add ``account`` and its commands."""
    parser = commands.add_parser(
        "account",
        help="建立、列出帐号，重发口令",
        description="建立、列出帐号，重发口令。平时在网页上办；这里给第一位系统管理员，和谁都登录不了的时候用。",
    )
    actions = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=Parser)
    creating = actions.add_parser(
        "create",
        help="建立帐号，显示一次性口令",
        description="建立帐号，显示一次性口令；第一次登录时须改。",
        epilog=example("zhidu account create wangjg --name 王建国 --admin"),
    )
    creating.add_argument("username", metavar="登录名", help="字母、数字、汉字或 . - _ @")
    creating.add_argument("--name", metavar="姓名", help="不写就用登录名")
    creating.add_argument("--admin", action="store_true", help="授予系统管理员身份，管理整个网站")
    creating.set_defaults(run=create)
    listing = actions.add_parser("list", help="列出帐号", description="列出全部帐号和身份。")
    listing.set_defaults(run=show)
    resetting = actions.add_parser(
        "reset",
        help="重发口令，显示一次性口令",
        description="重发口令，显示一次性口令；停用的帐号仍旧停用。",
        epilog=example("zhidu account reset wangjg"),
    )
    resetting.add_argument("username", metavar="登录名", help="要重发口令的帐号")
    resetting.set_defaults(run=reset)


def create(arguments: argparse.Namespace) -> int:
    """Make an account, with the role of administrator where asked for."""
    ready(build=True)
    from django.db import transaction

    from zhidu.foundation.access.roles import ADMINISTRATOR
    from zhidu.foundation.access.rules import SYSTEM
    from zhidu.foundation.acts import Wrong
    from zhidu.foundation.identity.actions import create_account, grant_role

    try:
        with transaction.atomic():
            made = create_account(
                actor=SYSTEM,
                username=arguments.username,
                name=arguments.name or arguments.username,
                details=operator(),
            )
            if arguments.admin:
                grant_role(actor=SYSTEM, user=made.user.pk, role=ADMINISTRATOR, path="")
    except Wrong as wrong:
        raise refusal(arguments.username, str(wrong)) from wrong
    what = "系统管理员帐号" if arguments.admin else "帐号"
    print(f"已建立{what} {made.user.username}（{made.user.name}）。")
    _hand_over(made.password)
    if not arguments.admin:
        print("还没有身份；请系统管理员在“帐号”一页授予。")
    return DONE


def show(_: argparse.Namespace) -> int:
    """List all accounts with what they hold."""
    ready()
    from rich.table import Table

    from zhidu.foundation.access.rules import SYSTEM
    from zhidu.foundation.identity import places
    from zhidu.foundation.identity.queries import ended, visible_accounts
    from zhidu.project.cli.tables import screen

    accounts = list(visible_accounts(SYSTEM).prefetch_related("grants"))
    held = {one.pk: [grant for grant in one.grants.all() if not ended(grant)] for one in accounts}
    named = places.named({grant.path for grants in held.values() for grant in grants})
    table = Table()
    for heading in ("登录名", "姓名", "现在", "身份"):
        table.add_column(heading, overflow="fold")
    for one in accounts:
        now = "已停用" if not one.is_active else "待改口令" if one.must_change_password else "可以登录"
        roles = "、".join(f"{grant.role_name}（{named[grant.path].name}）" for grant in held[one.pk])
        table.add_row(one.username, one.name, now, roles or "—")
    if accounts:
        screen().print(table)
    print(
        f"共 {len(accounts)} 个帐号。"
        if accounts
        else "还没有帐号；请运行 zhidu account create 登录名 --admin。"
    )
    return DONE


def reset(arguments: argparse.Namespace) -> int:
    """A new one-time password for an account."""
    ready()
    from zhidu.foundation.access.rules import SYSTEM
    from zhidu.foundation.identity.actions import reset_password
    from zhidu.foundation.identity.queries import account_named

    account = account_named(arguments.username)
    if account is None:
        raise refusal(arguments.username, "没有这个登录名；请用 zhidu account list 查看")
    password = reset_password(actor=SYSTEM, user=account.pk, details=operator())
    print(f"已给 {account.username}（{account.name}）重发口令；原来的口令和登录都已作废。")
    _hand_over(password)
    if not account.is_active:
        print("这个帐号已停用；请系统管理员在“帐号”一页启用。")
    return DONE


def _hand_over(password: str) -> None:
    print(f"一次性口令：{password}")
    print("只显示这一次，请现在记下；第一次登录时须改。")
