"""P4: pages of a large county on the server of ``zhidu serve``, against bare pages on the same server.

The server is the web process that ``zhidu serve`` starts (granian, two workers); the site is not changed, only two
bare pages stand beside it (:mod:`bench.urls`).
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import county
from bench.clients import HOST, Taken, load

PORT = 8130
Row = tuple[str, str, str, str]
GOAL = 3.0


@dataclass(frozen=True, slots=True)
class Page:
    """A page as somebody opens it."""

    title: str
    who: str
    address: str


def rows(people: int, seconds: float, rounds: int) -> list[Row]:
    """Every page in turn, *rounds* times over, so that what else the machine does hits all of them alike."""
    if not county.made(people):
        print(f"· 造一个 {people:,} 名党员的县（只造一次）", flush=True)
        subprocess.run([sys.executable, "-m", "bench.county", str(people)], check=True)  # noqa: S603
    county.use(people)
    _as_of_today()
    pages, cookies = list(_pages(people)), _cookies()
    taken: dict[str, list[float]] = {page.title: [] for page in pages}
    with _server(people) as port:
        for page in pages:
            load(port, page.address, cookies[page.who], 0.2)
        for _ in range(rounds):
            for page in pages:
                taken[page.title] += load(port, page.address, cookies[page.who], seconds).times
    return list(_table(people, {title: Taken(tuple(times)) for title, times in taken.items()}))


def _table(people: int, taken: dict[str, Taken]) -> Iterator[Row]:
    bare = next(iter(taken.values())).p95
    for title, one in taken.items():
        ratio = one.p95 / bare
        over = "" if ratio <= GOAL else f"，超过 {GOAL:.0f} 倍"
        yield (
            f"P4 · {people:,} 人 · {title}",
            f"p50 {one.p50:.0f} 毫秒，p95 {one.p95:.0f} 毫秒",
            f"p95 ≤ 裸页的 {GOAL:.0f} 倍",
            f"{ratio:.1f} 倍{over}",
        )


def _as_of_today() -> None:
    """The county was judged on the day it was made; as after every night, the findings count as today's."""
    from zhidu.apps.compliance.models import Evaluation  # noqa: PLC0415 - Django is ready only now
    from zhidu.foundation.clock import today  # noqa: PLC0415

    Evaluation.objects.exclude(as_of=today()).update(as_of=today())


def _pages(people: int) -> Iterator[Page]:
    from zhidu.apps.activities.models import Activity  # noqa: PLC0415
    from zhidu.apps.compliance.models import StoredFinding  # noqa: PLC0415
    from zhidu.apps.members.models import Person  # noqa: PLC0415

    here = json.loads((county.at(people) / "ready.json").read_text(encoding="utf-8"))
    branch, township, root = here["branch"], here["township"], here["root"]
    finding = StoredFinding.objects.filter(organization=branch, verdict="breached").order_by("pk")[0].pk
    record = Activity.objects.filter(organization=branch, kind="members_meeting").order_by("pk")[0].pk
    person = Person.objects.filter(organization=branch).order_by("pk").last()
    searched = "%E7%8E%8B%E4%BC%9F"  # 王伟
    yield Page("裸页（一次查询）", "", "/bench/bare/")
    yield Page("裸页（登录后）", "shuji", "/bench/signed-in/")
    yield Page("今日 · 书记", "shuji", "/")
    yield Page("今日 · 党员", "dangyuan", "/")
    yield Page("今日 · 镇党委", "zhen", "/")
    yield Page("今日 · 县委", "xian", "/")
    yield Page("判定 · 一个支部", "shuji", f"/findings/{branch}/")
    yield Page("判定 · 为什么", "shuji", f"/findings/why/{finding}/")
    yield Page("党员册 · 支部", "shuji", "/people/")
    yield Page("党员册 · 全县", "xian", "/people/")
    yield Page("党员册 · 全县搜两个字", "xian", f"/people/?q={searched}")
    yield Page("一名党员", "shuji", f"/people/{person.pk if person else 0}/")
    yield Page("组织树 · 县委", "xian", "/organizations/")
    yield Page("组织 · 县委", "xian", f"/organizations/{root}/")
    yield Page("组织 · 镇党委", "zhen", f"/organizations/{township}/")
    yield Page("组织 · 支部", "shuji", f"/organizations/{branch}/")
    yield Page("活动 · 支部", "shuji", "/activities/")
    yield Page("活动 · 全县", "xian", "/activities/")
    yield Page("一次会议", "shuji", f"/activities/{record}/")
    yield Page("会议用在哪些判定", "shuji", f"/findings/about-activity/{record}/")
    yield Page("条款", "shuji", f"/rules/books/national/dues.monthly/?organization={branch}")
    yield Page("条款的一年", "shuji", f"/findings/of-clause/{branch}/national:dues.monthly/")
    yield Page("制度库", "shuji", "/rules/")


def _cookies() -> dict[str, str]:
    """Who → cookie of somebody signed in."""
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from zhidu.foundation.identity.models import User  # noqa: PLC0415

    found = {"": ""}
    for user in User.objects.filter(username__in=["shuji", "dangyuan", "zhen", "xian"]):
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        found[user.username] = f"{name}={client.cookies[name].value}"
    return found


@contextmanager
def _server(people: int) -> Iterator[int]:
    """The web process of ``zhidu serve`` for that county; it ends with the measuring, however that ends."""
    var = str(county.at(people))
    environment = {
        **os.environ,
        "ZHIDU_VAR": var,
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "PYTHONPATH": str(Path.cwd()),
    }
    manage = [sys.executable, "-m", "zhidu.project.manage", "collectstatic", "--no-input", "-v0"]
    subprocess.run(manage, check=True, env=environment)  # noqa: S603 - our own program with fixed words
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "zhidu.project.children", "web", HOST, str(PORT), "2"],
        env=environment,
        stdin=subprocess.PIPE,
    )
    try:
        _wait(process)
        yield PORT
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError("网页没有启动成功")
        try:
            with socket.create_connection((HOST, PORT), timeout=1):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("网页六十秒没有启动")


if __name__ == "__main__":
    for row in rows(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])):
        print("| " + " | ".join(row) + " |")
