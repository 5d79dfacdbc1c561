"""P4: looking for people and the pictures of the ranks among 500,000, in one process, kept in ``RESULTS.md``.

``python -m bench.registry 500000``. People, files and the index are written straight into an empty SQLite database:
what is measured are the questions, not the acts. Times are those of whole pages as the view answers them.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import sys
import time
from datetime import date, timedelta
from pathlib import Path

HOME = Path("build/bench/registry")
IN_A_BRANCH, IN_A_TOWN, ROUNDS, BATCH = 20, 20, 7, 5000
TODAY = date(2026, 11, 18)


def main() -> None:
    """Make the site, and open every page."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 500_000
    ready = HOME / f"{people}.ready"
    if not ready.exists():
        shutil.rmtree(HOME, ignore_errors=True)
    (HOME / "static").mkdir(parents=True, exist_ok=True)
    os.environ |= {"ZHIDU_VAR": str(HOME), "DJANGO_SETTINGS_MODULE": "bench.settings"}
    os.environ.pop("ZHIDU_DATABASE", None)
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from zhidu.foundation.clock import on_day  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    begun = time.perf_counter()
    if not ready.exists():
        _fill(people)
        ready.touch()
        print(f"写好 {people} 人：{time.perf_counter() - begun:.0f} 秒", flush=True)
    county, town, branch = 1, 2, 2 + people // IN_A_BRANCH // IN_A_TOWN
    with on_day(TODAY):
        _measure(county, town, branch)


def _fill(people: int) -> None:
    from django.db import connection, transaction  # noqa: PLC0415

    from bench.search import names  # noqa: PLC0415
    from zhidu.apps.members.models import Membership, Person  # noqa: PLC0415
    from zhidu.apps.orgs.models import Node  # noqa: PLC0415
    from zhidu.apps.registry.classes import EDUCATION, WORK  # noqa: PLC0415
    from zhidu.apps.registry.models import Profile  # noqa: PLC0415
    from zhidu.foundation.clock import now  # noqa: PLC0415
    from zhidu.foundation.search.models import Document  # noqa: PLC0415
    from zhidu.foundation.search.pinyin import spellings  # noqa: PLC0415
    from zhidu.foundation.search.text import Spelt, document  # noqa: PLC0415

    chance, moment = random.Random(1), now()
    branches = people // IN_A_BRANCH
    with transaction.atomic():

        def node(pk: int, parent: int | None, path: str, name: str, kind: str) -> Node:
            return Node(
                pk=pk, kind="organization", type=kind, name=name, parent_id=parent, path=f"{path}{pk:08d}"
            )

        top = node(1, None, "", "县委", "county_committee")
        towns = [
            node(2 + at, 1, top.path, f"第{at}镇党委", "township_committee")
            for at in range(branches // IN_A_TOWN)
        ]
        first = 2 + len(towns)
        homes = [
            node(
                first + at,
                towns[at // IN_A_TOWN].pk,
                towns[at // IN_A_TOWN].path,
                f"第{at}村党支部",
                "village_branch",
            )
            for at in range(branches)
        ]
        Node.objects.bulk_create([top, *towns, *homes], batch_size=BATCH)
        education, work = list(EDUCATION), list(WORK)
        called = names(people)
        for start in range(0, people, BATCH):
            rows = [
                Person(
                    pk=1 + at,
                    name=next(called),
                    organization_id=homes[at // IN_A_BRANCH].pk,
                    type="full_member",
                )
                for at in range(start, min(people, start + BATCH))
            ]
            Person.objects.bulk_create(rows)
            Membership.objects.bulk_create(
                Membership(
                    person=one,
                    type="full_member",
                    organization_id=one.organization_id,
                    first=date(2018, 1, 1),
                )
                for one in rows
            )
            Profile.objects.bulk_create(
                Profile(
                    person=one,
                    sex=chance.choice(("male", "female")),
                    born_on=TODAY - timedelta(days=chance.randrange(20 * 365, 80 * 365)),
                    education=chance.choice(education),
                    work_class=chance.choice(work),
                    joined_on=TODAY - timedelta(days=chance.randrange(1, 55 * 365)),
                    key="k1",
                    changed_at=moment,
                )
                for one in rows
            )
            Document.objects.bulk_create(
                Document(
                    kind="person",
                    object=one.pk,
                    text=document("p", [one.name, *map(Spelt, spellings(one.name))]),
                )
                for one in rows
            )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _measure(county: int, town: int, branch: int) -> None:
    from django.contrib.auth import get_user_model  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from zhidu.apps.orgs.models import Node  # noqa: PLC0415
    from zhidu.foundation.access.models import Grant  # noqa: PLC0415

    pages = {
        "县委": (county, "superior", (
            ("查找 · 全部", "/registry/"),
            ("查找 · 女、大专、30至40岁", "/registry/?sex=female&education=college&age_from=30&age_to=40"),
            ("查找 · 90岁以上（没有）", "/registry/?age_from=90"),
            ("查找 · 按年龄排", "/registry/?order=born_on"),
            ("查找 · 女、按党龄排", "/registry/?sex=female&order=joined_on"),
            ("查找 · 首字母 oyxf", "/registry/?q=oyxf"),
            ("查找 · 拼音 wangfang", "/registry/?q=wangfang"),
            ("队伍结构 · 全县", f"/registry/structure/{county}/"),
            ("队伍结构 · 一个镇", f"/registry/structure/{town}/"),
        )),
        "书记": (branch, "secretary", (
            ("查找 · 本支部", "/registry/"), ("队伍结构 · 本支部", f"/registry/structure/{branch}/"),
        )),
    }  # fmt: skip
    for number, (who, (place, role, addresses)) in enumerate(pages.items()):
        user, _ = get_user_model().objects.get_or_create(
            username=f"u{number}", defaults={"name": who, "must_change_password": False}
        )
        Grant.objects.get_or_create(user=user, role=role, path=Node.objects.get(pk=place).path)
        client = Client(SERVER_NAME="localhost")
        client.force_login(user)
        for title, address in addresses:
            times = []
            for _ in range(ROUNDS + 1):
                begun = time.perf_counter()
                answer = client.get(address)
                times.append((time.perf_counter() - begun) * 1000)
                if answer.status_code != 200:
                    raise SystemExit(f"{address}：{answer.status_code}")
            found = sorted(times[1:])
            said = f"p50 {statistics.median(found):.0f} 毫秒，最慢 {found[-1]:.0f} 毫秒，第一次 {times[0]:.0f} 毫秒"
            print(f"{title}（{who}）：{said}", flush=True)


if __name__ == "__main__":
    main()
