"""A meeting and its vote are killed in the middle, again and again: at the check-in, while people vote, while the box
is opened, while the meeting is closed. Every acknowledged act is there once, none twice, nothing half."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.inventory import ROOT
from tests.proof.ballot_box import FEW, SMALL, mark
from tests.proof.test_kills import QUIET, a_server

KILLS = {"sign": 16, "vote": 16}
"""How often whoever writes is killed; counting and closing are killed once in each small branch."""
SCRIPT = str(ROOT / "tests" / "proof" / "ballot_box.py")


class Site:
    """A site of its own, and the programs that work on it."""

    def __init__(self, folder: Path, database: str) -> None:
        kept = {name: value for name, value in os.environ.items() if name not in QUIET}
        own = {"ZHIDU_VAR": str(folder / "var"), "PYTHONPATH": str(ROOT)}
        self.environment = {**kept, **own, **({"ZHIDU_DATABASE": database} if database else {})}
        self.environment["PROOF_BALLOT"] = self.run("make")
        self.told = json.loads(self.environment["PROOF_BALLOT"])

    def run(self, *what: str) -> str:
        """The last line it prints."""
        done = subprocess.run(
            [sys.executable, SCRIPT, *what], env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return (done.stdout.splitlines() or [""])[-1]

    def start(self, *what: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, SCRIPT, *what],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def audit(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.run("audit"))
        assert found["journal"] == []
        return found


def killed(worker: subprocess.Popen[str], lines: int, wait: float) -> tuple[bool, list[str]]:
    """Kill it so many lines and a moment later; whether it was at work still, and what it had said by then."""
    assert worker.stdout is not None
    said = [line for _ in range(lines) if (line := worker.stdout.readline())]
    time.sleep(wait)
    alive = worker.poll() is None
    worker.kill()
    said += worker.stdout.read().splitlines()
    worker.stdout.close()
    worker.wait()
    return alive, [line.strip() for line in said]


def one_by_one(site: Site, what: str, chance: random.Random) -> tuple[int, list[int]]:
    """Kill whoever writes down one person after another; kills, and who was acknowledged."""
    kills, told = 0, list[int]()
    while kills < KILLS[what]:
        alive, said = killed(site.start(what), chance.randint(1, 3), chance.uniform(0, 0.05))
        assert alive, "人不够杀这么多次"
        kills += 1
        told += [int(line) for line in said]
    assert len(set(told)) == len(told)
    return kills, told


def all_or_nothing(
    site: Site, what: str, chance: random.Random, check: Callable[[dict[str, Any]], None]
) -> Iterator[bool]:
    """Kill an act that is done once in each small branch; whether each kill met it at work. Then do it to the end."""
    longest = 0.05
    for place in range(SMALL):
        worker = site.start(what, str(place))
        began = time.monotonic()
        alive, said = killed(worker, 1, chance.uniform(0, longest))
        met = alive and "done" not in said
        # so that about half of the moments lie within the act, however slow the machine is
        longest = longest * 1.3 if met else max(0.01, longest * 0.8)
        assert time.monotonic() - began < 120
        now = site.audit()["small"][place]
        check(now)
        site.run(what, str(place))
        yield met


def a_box(now: dict[str, Any]) -> None:
    """Still open with every slip sealed, or counted with every slip once."""
    if now["counted"]:
        assert (now["slots"], len(now["slips"]), now["boxes"], now["facts"]) == (0, FEW, 1, 1)
    else:
        assert (now["slots"], now["slips"], now["boxes"], now["facts"]) == (FEW, [], 0, 0)


def a_meeting(now: dict[str, Any]) -> None:
    """Still running, or closed with its record, once."""
    assert now["closed"] == now["held"]
    if now["closed"]:
        assert (now["present"], now["closings"], now["records"]) == (FEW, 1, 1)
    else:
        assert (now["present"], now["closings"], now["records"]) == (0, 0, 0)


@pytest.mark.proof
@pytest.mark.parametrize("database", ["SQLite", "PostgreSQL"])
def test_kills_at_a_meeting_lose_no_acknowledged_act_and_double_none(tmp_path: Path, database: str) -> None:
    site = Site(tmp_path, a_server() if database == "PostgreSQL" else "")
    chance = random.Random(20261126)
    large = site.told["large"]

    signs, signed = one_by_one(site, "sign", chance)
    kept = site.audit()
    assert set(signed) <= set(kept["signed"])
    # each name stands there once, and each is one entry of the journal
    assert kept["notes"] == len(kept["signed"]) == len(set(kept["signed"]))

    votes, voted = one_by_one(site, "vote", chance)
    kept = site.audit()
    assert set(voted) <= set(kept["voted"])
    assert kept["sealed"] == len(kept["voted"])
    site.run("vote")
    assert site.audit()["sealed"] == len(large["people"])

    counts = sum(all_or_nothing(site, "count", chance, a_box))
    closes = sum(all_or_nothing(site, "close", chance, a_meeting))
    after = site.audit()
    for here, now in zip(site.told["small"], after["small"], strict=True):
        a_box(now)
        a_meeting(now)
        assert now["counted"]
        assert now["closed"]
        assert now["yes"] == sum(mark(one) == "y" for one in here["people"])
        assert now["voted"] == FEW
    total = signs + votes + counts + closes
    print(
        f"\n{database}：杀 {total} 次（签到 {signs}、投票 {votes}、计票中 {counts}、结束会议中 {closes}）；"
        f"得到答复的签到 {len(signed)} 人、投票 {len(voted)} 张，"
        f"{SMALL} 场计票、{SMALL} 次会，一件不少、一件不重"
    )
    assert total >= 50
