"""The county as a running site: tables → acts → records → findings, and whether every story is found there too."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhidu.domain.rules.terms import Verdict
from zhidu.project.demo.county import County, Tell
from zhidu.project.demo.stories import Story
from zhidu.project.takeover.book import Book

VAR = "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What stands ready: where its data lie, the accounts, how the findings add up, and stories not found."""

    var: Path
    accounts: list[dict[str, str]]
    counts: dict[str, int]
    missed: list[Story]


def prepare(out: Path) -> Path:
    """An empty folder for the data of the site, and the settings that point there; before Django is loaded."""
    var = out / VAR
    shutil.rmtree(var, ignore_errors=True)
    var.mkdir(parents=True)
    os.environ["ZHIDU_VAR"] = str(var)
    os.environ["ZHIDU_DEMO"] = "1"
    os.environ.pop("ZHIDU_DATABASE", None)
    return var


def fill(folder: Path, var: Path, county: County, stories: Iterable[Story], tell: Tell) -> Site:
    """Load the tables in *folder* into the site whose data lie in *var*, and judge everybody. Raises BookError."""
    from django.core.management import call_command

    from zhidu.project.cli.site import ready

    ready(migrated=False)
    call_command("migrate", verbosity=0)
    tell("网站的数据库建好")

    from zhidu.apps.compliance.follow import rebuild
    from zhidu.apps.compliance.queries import totals
    from zhidu.apps.compliance.reader import caught_up
    from zhidu.project.demo.accounts import BRANCH, hand_out, open_accounts
    from zhidu.project.demo.neighbours import settle
    from zhidu.project.demo.old_roll import hand_in
    from zhidu.project.demo.proceedings import proceed
    from zhidu.project.demo.profiles import keep_files
    from zhidu.project.demo.votes import vote
    from zhidu.project.takeover.county import read, take_over

    book = take_over(read(folder), tell)
    accounts = open_accounts(county.staff, book)
    tell(f"演示帐号 {len(accounts)} 个")
    keep_files()
    tell("党员档案")
    settle(county.staff, book)
    proceed(county.staff, book)
    tell("下次会的答复、公开的事、群众的公开页、按程序办的事")
    accounts = hand_out(accounts, county.staff, vote(book, county.staff[BRANCH]))
    tell("表决：办完的、正在投的")
    hand_in()
    tell("一张待核对的旧名册")
    rebuild()
    caught_up()
    counts = totals()
    tell(f"判定 {sum(counts.values())} 条")
    return Site(var=var, accounts=accounts, counts=counts, missed=unheard(stories, book))


def unheard(stories: Iterable[Story], book: Book) -> list[Story]:
    """Stories that no finding of the site tells."""
    from zhidu.apps.compliance.queries import rows_about

    wanted = list(stories)
    rows: dict[tuple[str, str, str, str], list[Any]] = {}
    for row in rows_about({book.code(story.subject) for story in wanted}):
        rows.setdefault((row.subject, row.period, row.family, row.verdict), []).append(row)
    missed = []
    for story in wanted:
        event = story.period.removeprefix("event:")
        period = f"event:{book.code(event)}" if story.period.startswith("event:") else story.period
        told = rows.get((book.code(story.subject), period, story.family, story.verdict.value), ())
        if not any(story.book in {"", row.clause.partition(":")[0]} for row in told):
            missed.append(story)
    return missed


def report(made: Site, stories: int, port: int) -> Iterator[str]:
    """What people read before they open the browser."""
    told = "，".join(f"{Verdict(name).chinese} {number}" for name, number in _worst_first(made.counts))
    yield f"\n判定 {sum(made.counts.values())} 条：{told}。"
    missing = f"有 {len(made.missed)} 件没有找到，请报告给维护人员" if made.missed else "一件不漏"
    yield f"故意放进去的 {stories} 件事，网站找到 {stories - len(made.missed)} 件：{missing}。"
    yield from (f"  没有找到：{story.title}（{story.subject}）" for story in made.missed)
    yield f"\n演示帐号（口令都是 {made.accounts[0]['password']}，登录页上也列着）："
    yield from (f"  {one['username']:<10}{one['title']}：{one['note']}" for one in made.accounts)
    yield f"\n数据在 {made.var}；再运行一次 make demo 就重新装一遍。"
    yield f"下一步：打开 http://127.0.0.1:{port} ，用一个演示帐号登录。按 Ctrl-C 停下。"


def _worst_first(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: -Verdict(one[0]).severity)
