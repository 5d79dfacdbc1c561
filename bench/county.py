"""Counties of 10,000 people as a site: branches of 20 under townships of 20, a year of records, by the acts.

``python -m bench.county 10000`` makes ``build/bench/10000`` and leaves it there; a later run uses it again.
Branches follow one of :data:`PATTERNS` patterns, so that the findings of one branch of a pattern are, codes apart,
those of all the others; see :mod:`bench.copies`. A larger site is many such counties; see :mod:`bench.multiply`.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

HOME = Path("build/bench")
IN_A_BRANCH, IN_A_TOWNSHIP, IN_A_COUNTY, GROUPS, PATTERNS = 20, 20, 10_000, 2, 20
POSTS = ("secretary", "organisation", "publicity")
SURNAMES, GIVEN = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林", "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超平刚桂文辉玲"
MONTHS = 13
MEETINGS = (
    ("members_meeting", 3),
    ("committee_meeting", 1),
    ("party_day", 1),
    ("party_lecture", 3),
    ("group_meeting", 1),
    ("organisational_life_meeting", 12),
    ("democratic_appraisal", 12),
)
"""Measure → every how many months it is held."""


@dataclass(frozen=True, slots=True)
class Branch:
    """What was written of one branch: ids, in the same order in every branch."""

    node: int
    groups: list[int]
    people: list[int]
    posts: list[int]
    pattern: int


def at(people: int) -> Path:
    """Where the county of that size is kept."""
    return HOME / str(people)


def use(people: int) -> Path:
    """Point Django at the county of that size, which may not have been made yet; only once in a process."""
    var = at(people)
    var.mkdir(parents=True, exist_ok=True)
    os.environ["ZHIDU_VAR"] = str(var)
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhidu.project.settings"
    os.environ["ZHIDU_DEMO"] = "1"
    os.environ.pop("ZHIDU_DATABASE", None)
    import django  # noqa: PLC0415 - only now it is known which county is meant

    django.setup()
    return var


def made(people: int) -> bool:
    """Whether the county stands there complete."""
    return (at(people) / "ready.json").exists()


def make(people: int) -> None:
    """Write everything down; a large site begins with a copy of one county, which is made first if need be."""
    whole = people <= IN_A_COUNTY
    if not whole and not made(IN_A_COUNTY):
        subprocess.run([sys.executable, "-m", "bench.county", str(IN_A_COUNTY)], check=True)  # noqa: S603
    shutil.rmtree(at(people), ignore_errors=True)
    if not whole:
        shutil.copytree(at(IN_A_COUNTY), at(people), ignore=shutil.ignore_patterns("ready.json"))
    use(people)
    from django.core.management import call_command  # noqa: PLC0415 - Django is ready only now
    from django.db import connection  # noqa: PLC0415

    from bench.multiply import multiply  # noqa: PLC0415

    began = time.monotonic()

    def tell(words: str) -> None:
        print(f"  {time.monotonic() - began:7.1f} 秒 · {words}", flush=True)

    call_command("migrate", interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")  # a county for measuring may be made again
    if whole:
        _write(people, tell)
    else:
        multiply(people // IN_A_COUNTY, tell)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    if not whole:
        shutil.copy(at(IN_A_COUNTY) / "ready.json", at(people) / "ready.json")
    tell(f"{people:,} 人，数据库 {(at(people) / 'zhidu.sqlite3').stat().st_size / 1e9:.1f} GB")


def _write(people: int, tell: Callable[[str], None]) -> None:
    from bench import copies  # noqa: PLC0415 - Django is ready only now

    root, townships, branches = _tree(people)
    tell(f"组织 {1 + len(townships) + len(branches)} 个，党员 {len(branches) * IN_A_BRANCH} 名")
    tell(f"记录 {_records(branches)} 条")
    _accounts(root, townships[0], branches[0])
    tell(f"判定 {copies.judge(root.pk, [one.pk for one in townships], branches)} 条")
    (at(people) / "ready.json").write_text(
        json.dumps({"root": root.pk, "township": townships[0].pk, "branch": branches[0].node}),
        encoding="utf-8",
    )


def _tree(people: int) -> tuple[Any, list[Any], list[Branch]]:
    from django.db import transaction  # noqa: PLC0415

    from zhidu.apps.adoption.actions import adopt, import_book  # noqa: PLC0415
    from zhidu.apps.adoption.drafts import draft  # noqa: PLC0415
    from zhidu.apps.adoption.texts import read_folder  # noqa: PLC0415
    from zhidu.apps.orgs.actions import found  # noqa: PLC0415
    from zhidu.foundation.access.rules import SYSTEM  # noqa: PLC0415
    from zhidu.rulebooks.library import find_book  # noqa: PLC0415
    from zhidu.rulebooks.load import load  # noqa: PLC0415

    since = date(2018, 1, 1)
    root = found(actor=SYSTEM, parent=None, type="county_committee", name="云岭县委", on=None)
    for name in ("national", "branch-comprehensive"):
        book = import_book(actor=SYSTEM, draft=draft(read_folder(find_book(name))))
        answers = _suggested(load(find_book(name)))
        adopt(actor=SYSTEM, organization=root.pk, book=book.pk, first=_first_month(), answers=answers)
    number = people // IN_A_BRANCH
    chance = random.Random(20260101)
    townships, branches = [], []
    for place in range(0, number, IN_A_TOWNSHIP):
        with transaction.atomic():
            above = found(
                actor=SYSTEM,
                parent=root.pk,
                type="township_committee",
                name=f"第{len(townships) + 1}镇党委",
                on=since,
            )
            townships.append(above)
            branches += _branches(above, range(place, min(place + IN_A_TOWNSHIP, number)), since, chance)
    return root, townships, branches


def _suggested(book: Any) -> dict[str, dict[str, str]]:  # noqa: ANN401 - a rulebook
    """The answers that the book itself suggests to what it leaves open."""
    given = {
        clause.id: {need.param: need.suggest for need in clause.needs if need.suggest and not need.default}
        for clause in book.clauses
    }
    return {clause: answers for clause, answers in given.items() if answers}


def _first_month() -> date:
    from zhidu.foundation.clock import today  # noqa: PLC0415

    return date(today().year - 1, today().month, 1)


def _branches(above: Any, places: range, since: date, chance: random.Random) -> list[Branch]:  # noqa: ANN401
    from zhidu.apps.members.actions import Admission, Appointment, Stretch, admit_many, appoint_many  # noqa: PLC0415
    from zhidu.apps.orgs.actions import found  # noqa: PLC0415
    from zhidu.foundation.access.rules import SYSTEM  # noqa: PLC0415

    nodes, groups = [], {}
    for place in places:
        node = found(
            actor=SYSTEM, parent=above.pk, type="village_branch", name=f"第{place + 1}村党支部", on=since
        )
        nodes.append(node)
        groups[node.pk] = [
            found(actor=SYSTEM, parent=node.pk, type="group", name=f"第{number + 1}党小组", on=since).pk
            for number in range(GROUPS)
        ]
    rows = [
        Admission(
            name=chance.choice(SURNAMES) + chance.choice(GIVEN) + chance.choice(("", *GIVEN)),
            stretches=[
                Stretch(
                    type="full_member",
                    organization=node.pk,
                    group=groups[node.pk][number % GROUPS],
                    first=since,
                    attributes={"able_to_contact": "true"},
                )
            ],
        )
        for node in nodes
        for number in range(IN_A_BRANCH)
    ]
    ids = admit_many(actor=SYSTEM, rows=rows)
    mine = [ids[at : at + IN_A_BRANCH] for at in range(0, len(ids), IN_A_BRANCH)]
    posts = appoint_many(
        actor=SYSTEM,
        rows=[
            Appointment(person=people[number], organization=node.pk, post=post, first=since)
            for node, people in zip(nodes, mine, strict=True)
            for number, post in enumerate(POSTS)
        ],
    )
    return [
        Branch(
            node=node.pk,
            groups=groups[node.pk],
            people=people,
            posts=posts[at * len(POSTS) : (at + 1) * len(POSTS)],
            pattern=place % PATTERNS,
        )
        for at, (place, node, people) in enumerate(zip(places, nodes, mine, strict=True))
    ]


def _records(branches: list[Branch]) -> int:
    from zhidu.apps.activities.actions import enter_many  # noqa: PLC0415
    from zhidu.foundation.access.rules import SYSTEM  # noqa: PLC0415
    from zhidu.foundation.clock import today  # noqa: PLC0415

    day, total = today(), 0
    for at in range(0, len(branches), IN_A_TOWNSHIP):
        rows = [row for one in branches[at : at + IN_A_TOWNSHIP] for row in _year(one, day)]
        enter_many(actor=SYSTEM, rows=rows)
        total += len(rows)
    return total


def _year(branch: Branch, day: date) -> Iterator[Any]:
    """A year of records, about one in twenty left out; the same for all branches of a pattern."""
    chance = random.Random(branch.pattern)
    for month in range(MONTHS):
        begins = _month(_first_month(), month)
        for measure, every in MEETINGS:
            on = begins + timedelta(days=chance.randrange(25))
            if month % every or chance.random() > 0.95 or on > day:
                continue
            for node in branch.groups if measure == "group_meeting" else [branch.node]:
                yield from _meeting(measure, node, on, f"{node}-{measure}-{month}")
        collected = begins + timedelta(days=26)
        if collected <= day:
            yield _entry("dues_collected", branch.node, collected)
        for person in branch.people:
            on = begins + timedelta(days=chance.randrange(25))
            if chance.random() <= 0.98 and on <= day:
                yield _entry("dues_paid", branch.node, on, person=person, columns={"payer": "self"})
    yield from _once_a_year(branch, day)


def _meeting(measure: str, node: int, on: date, key: str) -> Iterator[Any]:
    """A meeting with its list of who came."""
    columns = {
        "chair": "secretary",
        "topics": "work_plan",
        "recorded": "true",
        "entitled": "20",
        "present": "19",
    }
    yield _entry(
        measure, node, on, title="学习讨论和近期工作", venue="村党群服务中心", columns=columns, key=key
    )
    register = {"form": "attendance-register", "fields": "present;absent"}
    yield _entry("record", node, on, columns=register, about_key=key)


def _once_a_year(branch: Branch, day: date) -> Iterator[Any]:
    """What is done once with every member: a talk, the hours of study, the targets."""
    for on in (date(day.year - 1, 12, 20), date(day.year, 1, 15)):
        for person in branch.people:
            yield _entry("talk_received", branch.node, on, person=person, columns={"by": "secretary"})
            hours = Decimal(60)
            yield _entry("class_hours", branch.node, on, person=person, quantity=hours)


def _entry(kind: str, node: int, on: date, **more: Any) -> Any:  # noqa: ANN401 - whatever the kind asks for
    from zhidu.apps.activities.entries import Entry  # noqa: PLC0415

    return Entry(kind=kind, node=node, on=on, entered_on=on, **more)


def _month(first: date, months: int) -> date:
    index = first.year * 12 + first.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def _accounts(root: Any, township: Any, branch: Branch) -> None:  # noqa: ANN401
    """One account for each kind of person whose pages are measured, and one for everybody above them."""
    from zhidu.foundation.access.roles import SUPERIOR  # noqa: PLC0415
    from zhidu.foundation.access.rules import SYSTEM  # noqa: PLC0415
    from zhidu.foundation.identity.actions import create_account, grant_role, link_person  # noqa: PLC0415

    for username, person in (("shuji", branch.people[0]), ("dangyuan", branch.people[-1])):
        made = create_account(actor=SYSTEM, username=username, name=username, password=username * 3)
        link_person(actor=SYSTEM, user=made.user.pk, person=person)
    for username, path in (("zhen", township.path), ("xian", root.path), ("quan", "")):
        made = create_account(actor=SYSTEM, username=username, name=username, password=username * 3)
        grant_role(actor=SYSTEM, user=made.user.pk, role=SUPERIOR, path=path)


if __name__ == "__main__":
    make(int(sys.argv[1]))
