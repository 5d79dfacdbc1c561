"""The worker that makes year ledgers is killed, again and again: each file of each ledger is kept once, and whole."""

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
from tests.proof.ledger_office import BRANCHES
from tests.proof.test_kills import QUIET, a_server

KILLS = 25
"""Each on whatever ledger is in the making; one that took its worker down eight times would be given up."""
PATIENCE = 240.0
"""Seconds for what is left, once nobody kills any more."""
SCRIPT = str(ROOT / "tests" / "proof" / "ledger_office.py")


@pytest.mark.proof
@pytest.mark.parametrize("database", ["SQLite", "PostgreSQL"])
def test_kills_leave_no_ledger_half_and_keep_no_file_twice(tmp_path: Path, database: str) -> None:
    kept = {name: value for name, value in os.environ.items() if name not in QUIET}
    address = {"ZHIDU_DATABASE": a_server()} if database == "PostgreSQL" else {}
    environment = {**kept, "ZHIDU_VAR": str(tmp_path / "var"), "PYTHONPATH": str(ROOT), **address}

    def run(what: str) -> str:
        done = subprocess.run(
            [sys.executable, SCRIPT, what], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return (done.stdout.splitlines() or [""])[-1]

    def worker() -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, SCRIPT, "work"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    run("make")
    chance, kills = random.Random(20261126), 0
    for _ in range(KILLS):
        one = worker()
        assert one.stdout is not None
        one.stdout.readline()
        time.sleep(chance.uniform(0.5, 6))
        kills += one.poll() is None
        one.kill()
        one.communicate()
    before = json.loads(run("audit"))
    last = worker()
    until = time.monotonic() + PATIENCE
    while (found := json.loads(run("audit")))["files"] < BRANCHES and time.monotonic() < until:
        time.sleep(1)
    last.kill()
    last.communicate()
    assert found["states"] == {"done": BRANCHES}, found["reasons"]
    assert (found["files"], found["attachments"], found["readable"]) == (BRANCHES, *[3 * BRANCHES] * 2)
    assert found["faults"] == []
    print(
        f"\n{database}：杀 {kills} 次，杀完时 {before['attachments']} 个文件，最后 {found['attachments']} 个，一个不多"
    )
