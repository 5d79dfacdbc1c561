"""P4: pages of a large county on the server of ``zhidu serve``, against bare pages on the same server.

The server is the web process that ``zhidu serve`` starts (granian, two workers); the site is not changed, only two
bare pages stand beside it (:mod:`bench.urls`). ``python -m bench.pages 10000 2 3`` prints the rows as JSON.
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
from dataclasses import dataclass, field
from pathlib import Path

from bench import county
from bench.clients import HOST, Taken, load
from bench.processes import cpu_seconds

PORT = 8130
Row = tuple[str, str, str, str]
GOAL = 3.0


@dataclass(frozen=True, slots=True)
class Page:
    """A page as somebody opens it."""

    title: str
    who: str
    address: str


@dataclass(slots=True)
class Measured:
    """What a page took: times of the answers as the client saw them, and CPU of the server."""

    times: list[float] = field(default_factory=list)
    cpu: float = 0.0

    @property
    def taken(self) -> Taken:
        return Taken(tuple(self.times))

    @property
    def each(self) -> float:
        """Milliseconds of CPU an answer."""
        return self.cpu / len(self.times) * 1000


def rows(people: int, seconds: float, rounds: int) -> list[Row]:
    """Every page in turn, the bare page between each two, so that what else the machine does hits both alike."""
    county.use(people)
    _as_of_today()
    (bare, *pages), cookies = _pages(people), _cookies()
    found = {page.title: Measured() for page in pages}
    reference = Measured()
    with _server(people) as (port, pid):

        def ask(page: Page, into: Measured, lasting: float) -> None:
            before = cpu_seconds(pid)
            into.times += load(port, page.address, cookies[page.who], lasting).times
            into.cpu += cpu_seconds(pid) - before

        for page in (bare, *pages):
            ask(page, Measured(), 0.3)
        for _ in range(rounds):
            for page in pages:
                ask(bare, reference, seconds / 4)
                ask(page, found[page.title], seconds)
    return list(_table(people, bare.title, reference, found))


def _table(people: int, title: str, bare: Measured, found: dict[str, Measured]) -> Iterator[Row]:
    for name, one in ((title, bare), *found.items()):
        ratio = one.taken.p95 / bare.taken.p95
        over = "" if ratio <= GOAL else f"，超过 {GOAL:.0f} 倍"
        yield (
            f"P4 · {people:,} 人 · {name}",
            f"p50 {one.taken.p50:.0f} 毫秒，p95 {one.taken.p95:.0f} 毫秒，每次 {one.each:.1f} 毫秒 CPU",
            f"p95 ≤ 裸页的 {GOAL:.0f} 倍",
            f"{ratio:.1f} 倍{over}；CPU {one.each / bare.each:.1f} 倍",
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
    finding = StoredFinding.objects.filter(organization=branch, verdict="breached").order_by("pk")[0]
    record = Activity.objects.filter(organization=branch, kind="members_meeting").order_by("pk")[0].pk
    person = Person.objects.filter(organization=branch).order_by("pk").last()
    searched = "%E7%8E%8B%E4%BC%9F"  # 王伟
    yield Page("裸页（一次查询）", "", "/bench/bare/")
    yield Page("裸页（登录后）", "shuji", "/bench/signed-in/")
    yield Page("今日 · 书记", "shuji", "/")
    yield Page("今日 · 党员", "dangyuan", "/")
    yield Page("我的一年", "dangyuan", "/my/year/")
    yield Page("日历 · 支部", "shuji", "/calendar/")
    yield Page("监督 · 镇党委", "zhen", "/supervision/")
    yield Page("监督 · 县委（10,000 人）", "xian", "/supervision/")
    yield Page("监督 · 全部", "quan", "/supervision/")
    yield Page("搜两个字 · 支部", "shuji", f"/search/?q={searched}")
    yield Page("搜两个字 · 全部", "quan", f"/search/?q={searched}")
    yield Page("群众首页", "", "/public/")
    yield Page("判定 · 一个支部", "shuji", f"/findings/{branch}/")
    yield Page("判定 · 为什么", "shuji", finding.get_absolute_url())
    yield Page("党员册 · 支部", "shuji", "/people/")
    yield Page("党员册 · 全部", "quan", "/people/")
    yield Page("党员册 · 全部，搜两个字", "quan", f"/people/?q={searched}")
    yield Page("一名党员", "shuji", f"/people/{person.pk if person else 0}/")
    yield Page("组织树 · 全部", "quan", "/organizations/")
    yield Page("组织 · 县委", "xian", f"/organizations/{root}/")
    yield Page("组织 · 镇党委", "zhen", f"/organizations/{township}/")
    yield Page("组织 · 支部", "shuji", f"/organizations/{branch}/")
    yield Page("活动 · 支部", "shuji", "/activities/")
    yield Page("活动 · 全部", "quan", "/activities/")
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
    for user in User.objects.filter(username__in=["shuji", "dangyuan", "zhen", "xian", "quan"]):
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        found[user.username] = f"{name}={client.cookies[name].value}"
    return found


@contextmanager
def _server(people: int) -> Iterator[tuple[int, int]]:
    """The web process of ``zhidu serve`` for that county; it ends with the measuring, however that ends.

    Its port and its process.
    """
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
        yield PORT, process.pid
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
    found = rows(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))
    print(json.dumps(found, ensure_ascii=False))
