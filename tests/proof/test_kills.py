"""The server is killed in the middle of writes, again and again: every acknowledged act is there once, none twice,
nothing half.

Everything is real: the web server as ``zhidu serve`` starts it, a database of each kind, people who sign in and
post forms.
"""

from __future__ import annotations

import atexit
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.inventory import ROOT
from tests.postgresql import started
from tests.proof.people import Ledger, Somebody

KILLS = 50
LONGEST = 420.0
"""Seconds after which the proof gives up rather than go on for ever."""
UP = 60.0
QUIET = (
    "ZHIDU_DATABASE",
    "ZHIDU_SMTP",
    "ZHIDU_DEBUG",
    "ZHIDU_HOSTS",
    "ZHIDU_PROXY",
    "DJANGO_SETTINGS_MODULE",
)


class Office:
    """A site in a folder of its own, and the server that is killed."""

    def __init__(self, folder: Path, database: str) -> None:
        kept = {name: value for name, value in os.environ.items() if name not in QUIET}
        own = {"ZHIDU_VAR": str(folder / "var"), "ZHIDU_DEMO": "1", "PYTHONPATH": str(ROOT)}
        self.environment = {**kept, **own, **({"ZHIDU_DATABASE": database} if database else {})}
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.said = folder / "server.log"
        self.server: subprocess.Popen[bytes] | None = None
        self.places = json.loads(self.run("office.py"))
        self.environment["PROOF_MEMBERS"] = str(self.places[0]["members"])

    def run(self, script: str) -> str:
        """The last line that a script of this folder prints."""
        command = [sys.executable, str(ROOT / "tests" / "proof" / script)]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout.splitlines()[-1]

    def start(self) -> None:
        with self.said.open("ab") as said:
            self.server = subprocess.Popen(
                [sys.executable, "-m", "zhidu.project.children", "web", "127.0.0.1", str(self.port), "2"],
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )

    def up(self) -> None:
        until = time.monotonic() + UP
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.02)
            else:
                return
        raise AssertionError(f"网页没有启动：{self.said.read_text(encoding='utf-8')[-2000:]}")

    def kill(self) -> None:
        """The server and its two workers at once, in the middle of whatever they do."""
        if self.server is not None:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()
            assert self.server.stdin is not None
            self.server.stdin.close()
            self.server = None


def a_server() -> str:
    """The address of a PostgreSQL of its own. It works as another user, whom the folders of pytest are closed to."""
    folder = tempfile.mkdtemp(prefix="zhidu-proof-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return started(folder)


def wait_for_more(ledger: Ledger, before: int, seconds: float) -> None:
    until = time.monotonic() + seconds
    while ledger.total == before and time.monotonic() < until:
        time.sleep(0.005)


@pytest.mark.proof
@pytest.mark.parametrize("database", ["SQLite", "PostgreSQL"])
def test_fifty_kills_lose_no_acknowledged_act_double_none_and_leave_nothing_half(
    tmp_path: Path, database: str
) -> None:
    office = Office(tmp_path, a_server() if database == "PostgreSQL" else "")
    chance, ledger = random.Random(20261126), Ledger()
    people = [
        Somebody(office.port, ledger, place, account, share)
        for place in office.places
        for share, account in enumerate(place["accounts"])
    ]
    began, kills, at_work = time.monotonic(), 0, 0
    try:
        office.start()
        office.up()
        for one in people:
            one.start()
        while kills < KILLS and time.monotonic() - began < LONGEST:
            before = ledger.total
            # kill while people are writing: after the first act since the start, at a moment nobody can foresee
            wait_for_more(ledger, before, 30)
            time.sleep(chance.uniform(0, 0.5))
            at_work += ledger.total > before
            office.kill()
            kills += 1
            office.start()
        office.up()
        wait_for_more(ledger, ledger.total, 30)
    finally:
        ledger.over.set()
        for one in people:
            if one.ident is not None:
                one.join(timeout=40)
        office.kill()
    found = json.loads(office.run("audit.py"))
    acknowledged, written = ledger.tokens(), found["written"]
    told = "，".join(
        f"{what} {len(tokens)} → {sum(written[what].values())}" for what, tokens in acknowledged.items()
    )
    print(
        f"\n{database}：{time.monotonic() - began:.0f} 秒，杀 {kills} 次；得到答复的 → 库里的：{told}；"
        f"无主文件 {found['strays']['number']} 个；没有办成的 {dict(Counter(ledger.refused))}"
    )
    assert kills >= KILLS
    assert at_work >= KILLS * 9 // 10
    assert set(acknowledged) == set(written)
    for what, tokens in acknowledged.items():
        assert [one for one in tokens if written[what].get(one) != 1] == [], what
        assert {one: number for one, number in written[what].items() if number != 1} == {}, what
    assert found["faults"] == []
    assert found["rebuilt"] == [0, 0, 0]
    assert (found["strays"]["half"], found["strays"]["left"]) == ([], 0)
    assert [one for one in ledger.refused if one.startswith("5")] == []
