"""The tabs that join the administrator's pages, wherever they live."""

from __future__ import annotations

from collections.abc import Iterable

from zhidu.apps.dashboards.access import ADMINISTER
from zhidu.foundation.access.roles import ADMINISTRATOR
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.ui import nav

KEY = "administration"


def whole_site(actor: Actor) -> bool:
    """Whether somebody looks after all of it: what has no place in the tree is theirs alone."""
    return ADMINISTER.can_create(actor, "")


def _anywhere(actor: Actor) -> bool:
    return ADMINISTER.somewhere(actor)


def _part(title: str, url_name: str, also: Iterable[str] = (), *, everywhere: bool = False) -> nav.Part:
    return nav.Part(title, url_name, whole_site if everywhere else _anywhere, frozenset(also))


FAMILY = nav.Family(
    key=KEY,
    title="管理",
    roles=frozenset({ADMINISTRATOR}),
    parts=(
        _part("概况", "administration:home"),
        _part("帐号", "identity:accounts", ("identity:new", "identity:account")),
        _part("身份", "administration:grants"),
        _part("制度", "administration:books", ("adoption:import",)),
        _part("后台任务", "jobs:list", ("jobs:job",)),
        _part("定时", "jobs:regular", everywhere=True),
        _part("日志", "administration:journal", ("administration:chains",), everywhere=True),
        _part("发信记录", "outbox:ledger", ("outbox:mail",)),
        _part("邮件服务器", "outbox:server", everywhere=True),
        _part("文书模板", "papers:templates", ("papers:template",), everywhere=True),
        _part("存储", "administration:storage", everywhere=True),
    ),
)


def register() -> None:
    """The tabs, and the line in the rail."""
    nav.register_family(FAMILY)
    nav.register(
        nav.Item(
            nav.RULES,
            95,
            KEY,
            "管理",
            "settings",
            "administration:home",
            verb=ADMINISTER,
            roles=frozenset({ADMINISTRATOR}),
            phone="管理",
        )
    )
