"""``python -m bench``: one table of figures; ``--quick`` leaves out the largest sizes (under two minutes)."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bench import county
from bench.measure import interleaved, machine
from bench.worlds import AS_OF, BRANCH, FIRST, Scene, scene
from zhidu.domain.calendar import Period, Unit
from zhidu.domain.rules.evaluate import evaluate, evaluate_one
from zhidu.domain.rules.kinds.base import Task
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.rulebooks.library import book_ids, find_book
from zhidu.rulebooks.load import load

RESULTS = Path(__file__).with_name("RESULTS.md")
SMALL = 10_000
"""People of the county in which P3 is measured; one branch costs the same in a larger one."""
WINDOW = Period(Unit.TERM, "window", FIRST, AS_OF)
Row = tuple[str, str, str, str]


def whole(one: Scene) -> Callable[[], int]:
    """Everybody's findings of a year, from facts already read."""
    return lambda: sum(1 for _ in evaluate(one.duties, one.world(), FIRST, AS_OF))


def branch_only(one: Scene) -> Callable[[], int]:
    """The findings of the organisation itself, without those of its members."""
    world = one.world()
    subject = one.subjects.get(BRANCH)
    assert subject is not None
    own = [duty for duty in one.duties if duty.clause.subject is SubjectClass.ORGANIZATION]

    def work() -> int:
        return sum(
            1
            for duty in own
            for _ in evaluate_one(Task(duty=duty, subject=subject, world=world, window=WINDOW))
        )

    return work


def one_year(rounds: int) -> list[Row]:
    """P3 without a database."""
    base = scene()
    works = {"支部自身": branch_only(base), "支部和 35 名党员": whole(base)}
    taken = interleaved(works, rounds)
    rows = []
    for name, work in works.items():
        number, seconds = work(), taken[name]
        limit = "P3：≤ 10 毫秒（含数据库）" if name == "支部自身" else "—"
        rate = f"{number / seconds:,.0f} 条判定/秒"
        rows.append((f"一个组织一年 · {name}", f"{seconds * 1000:.1f} 毫秒，{number} 条判定", limit, rate))
    return rows


def growth(title: str, scenes: dict[str, Scene], sizes: dict[str, int], rounds: int) -> list[Row]:
    """Cost against size; linear growth keeps the last column at 1."""
    taken = interleaved({name: whole(one) for name, one in scenes.items()}, rounds)
    first = next(iter(taken.values()))
    return [
        (
            f"{title} · {name}",
            f"{seconds * 1000:.0f} 毫秒",
            f"为首行的 {seconds / first:.2f} 倍",
            f"每份 {seconds / first / sizes[name]:.2f}",
        )
        for name, seconds in taken.items()
    ]


def loading(rounds: int) -> list[Row]:
    """Reading the shipped books."""
    taken = interleaved({name: partial(load, find_book(name)) for name in book_ids()}, rounds)
    slowest = max(taken, key=lambda name: taken[name])
    total = sum(taken.values())
    return [
        ("载入全部制度", f"{total * 1000:.0f} 毫秒", f"最慢 {slowest}", f"{taken[slowest] * 1000:.0f} 毫秒")
    ]


def site(people: int, rounds: int, seconds: float) -> list[Row]:
    """P3 from the database and P4, each in a process of its own; the county is made the first time."""
    if not county.made(people):
        print(f"· 造一个 {people:,} 名党员的县，只造一次（在 {county.at(people)}）", flush=True)
        _run("bench.county", str(people))
    rows = [] if people > SMALL else _told("bench.site", str(people), str(rounds))
    return rows + _told("bench.pages", str(people), str(seconds), "1" if seconds < 2 else "2")


def _told(*words: str) -> list[Row]:
    return [tuple(row) for row in json.loads(_run(*words))]


def _run(*words: str) -> str:
    command = [sys.executable, "-m", *words]
    taken = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8")  # noqa: S603
    return taken.stdout.splitlines()[-1]


def main() -> None:
    """Run everything, print one table and, for a full run, keep it in RESULTS.md."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="性能测试（不计入测试用例）")
    parser.add_argument("--quick", action="store_true", help="只量小的规模，两分钟以内")
    quick = parser.parse_args().quick
    rounds = 3 if quick else 7
    facts = (1, 10) if quick else (1, 10, 100)
    people = (35, 350) if quick else (35, 350, 3500)
    rows = one_year(rounds)
    rows += growth(
        "事实增多", {f"{n} 倍": scene(facts=n) for n in facts}, {f"{n} 倍": n for n in facts}, rounds
    )
    rows += growth(
        "条款增多",
        {f"{n} 倍": scene(clauses=n) for n in (1, 3, 10)},
        {f"{n} 倍": n for n in (1, 3, 10)},
        rounds,
    )
    rows += growth(
        "党员增多",
        {f"{n} 名": scene(members=n) for n in people},
        {f"{n} 名": n // 35 for n in people},
        rounds,
    )
    rows += loading(rounds)
    rows += _told("bench.papers", "60" if quick else "1000", "1" if quick else "3")
    rows += _told("bench.sheets", "import", "2000" if quick else "100000")
    rows += _told("bench.sheets", "export", "20000" if quick else "500000")
    rows += _told("bench.ballots", "200" if quick else "2000", "10" if quick else "60")
    rows += _told("bench.reminders", "2000" if quick else "100000")
    for people in (10_000,) if quick else (10_000, 100_000, 500_000):
        rows += site(people, rounds, seconds=1.0 if quick else 2.0)
    lines = ["| 项目 | 中位数 | 对照 | 比值 |", "| --- | --- | --- | --- |"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    print("\n".join(lines))
    if not quick:
        stamp = f"## {datetime.now(UTC):%Y-%m-%d} · {machine()} · {rounds} 轮交替取中位数"
        earlier = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# 性能记录\n"
        RESULTS.write_text(earlier + f"\n{stamp}\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
        print(f"已记入 bench/{RESULTS.name}。")


if __name__ == "__main__":
    main()
