"""A vote is killed in the middle, again and again: every acknowledged slip is there once, and the box opens once."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.inventory import ROOT
from tests.proof.test_kills import QUIET, a_server

KILLS = 25
"""While people vote; as many again while the box is opened."""
SCRIPT = str(ROOT / "tests" / "proof" / "ballot_box.py")


class Vote:
    """One vote on a site of its own."""

    def __init__(self, folder: Path, database: str) -> None:
        kept = {name: value for name, value in os.environ.items() if name not in QUIET}
        own = {"ZHIDU_VAR": str(folder / "var"), "PYTHONPATH": str(ROOT)}
        self.environment = {**kept, **own, **({"ZHIDU_DATABASE": database} if database else {})}
        self.environment["PROOF_BALLOT"] = self.run("make")
        self.people = json.loads(self.environment["PROOF_BALLOT"])["people"]

    def run(self, what: str) -> str:
        """The last line it prints."""
        done = subprocess.run(
            [sys.executable, SCRIPT, what], env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return (done.stdout.splitlines() or [""])[-1]

    def start(self, what: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, SCRIPT, what],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )


@pytest.mark.proof
@pytest.mark.parametrize("database", ["SQLite", "PostgreSQL"])
def test_kills_lose_no_acknowledged_vote_and_double_none(tmp_path: Path, database: str) -> None:
    vote = Vote(tmp_path, a_server() if database == "PostgreSQL" else "")
    chance, acknowledged, kills = random.Random(20261126), list[int](), 0
    for _ in range(KILLS):
        worker = vote.start("vote")
        assert worker.stdout is not None
        # a few votes later, at a moment nobody can foresee
        for _ in range(chance.randint(1, 4)):
            if line := worker.stdout.readline():
                acknowledged.append(int(line))
        time.sleep(chance.uniform(0, 0.05))
        kills += worker.poll() is None
        worker.kill()
        acknowledged += [int(line) for line in worker.stdout.read().split()]
        worker.wait()
    assert len(set(acknowledged)) == len(acknowledged)
    before = json.loads(vote.run("audit"))
    assert set(acknowledged) <= set(before["marks"])
    assert before["used"] == len(before["marks"])
    for _ in range(KILLS):
        worker = vote.start("close")
        assert worker.stdout is not None
        # not before it begins: a program that is still being loaded proves nothing
        worker.stdout.readline()
        time.sleep(chance.uniform(0, 0.3))
        worker.kill()
        worker.wait()
        now = json.loads(vote.run("audit"))
        # all or nothing: still open with every slip sealed, or closed with every slip counted
        if now["state"] == "open":
            assert (now["slots"], now["slips"]) == (len(vote.people), [])
        else:
            assert (now["slots"], len(now["slips"])) == (0, len(before["marks"]))
            break
    vote.run("close")
    after = json.loads(vote.run("audit"))
    assert (after["state"], after["closings"], after["slots"]) == ("closed", 1, 0)
    assert after["marks"] == before["marks"]
    assert after["yes"] == sum(person % 3 != 0 for person in before["marks"])
    assert after["slips"] == sorted(after["slips"])
    told, kept = len(acknowledged), len(before["marks"])
    print(f"\n{database}：投票时杀 {kills} 次，得到答复的 {told} 票，库里 {kept} 票，一张不多、一张不少")
