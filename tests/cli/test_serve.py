"""``zhidu serve``: one command starts a whole site and stops all of it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

PATIENCE = 90
QUIET = ("ZHIDU_DATABASE", "ZHIDU_SMTP", "ZHIDU_DEMO", "ZHIDU_DEBUG", "ZHIDU_HOSTS", "DJANGO_SETTINGS_MODULE")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Running:
    """A ``zhidu serve`` in a folder of its own."""

    def __init__(self, folder: Path, port: int) -> None:
        self.port, self._said = port, folder / "said"
        environment = {name: value for name, value in os.environ.items() if name not in QUIET}
        with self._said.open("wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "zhidu.project.cli", "serve", "--port", str(port), "--workers", "1"],
                env={**environment, "ZHIDU_VAR": str(folder / "var")},
                stdout=said,
                stderr=subprocess.STDOUT,
            )

    @property
    def said(self) -> str:
        return self._said.read_text(encoding="utf-8")

    def wait_for(self, words: str) -> None:
        end = time.monotonic() + PATIENCE
        while words not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < end, self.said
            time.sleep(0.1)

    def children(self) -> dict[int, str]:
        """Processes it has started, and those they have started: number → words of the command."""
        table = processes()
        found = {self.process.pid}
        while more := {pid for pid, (above, _) in table.items() if above in found} - found:
            found |= more
        return {pid: table[pid][1] for pid in found - {self.process.pid}}

    def answers(self) -> int:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/login/", timeout=20) as answer:
                return int(answer.status)
        except HTTPError as error:
            return error.code


def processes() -> dict[int, tuple[int, str]]:
    """Every process of this machine that has not ended: number → the one above it, and its command."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, above = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if state != "Z":
            found[int(folder.name)] = (int(above), words)
    return found


def alive(pids: Iterable[int]) -> list[int]:
    return sorted(set(pids) & set(processes()))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Running]:
    running = Running(tmp_path, free_port())
    yield running
    if running.process.poll() is None:
        running.process.kill()
    running.process.wait()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_one_command_starts_a_site_from_nothing_and_stops_all_of_it(site: Running, how: int) -> None:
    site.wait_for("下一步")
    assert f"✓ 网站已启动：http://127.0.0.1:{site.port}/" in site.said
    assert "还没有帐号。下一步：另开一个窗口运行 zhidu account create" in site.said
    assert site.answers() == 200
    children = site.children()
    assert len(children) >= 2, children
    site.process.send_signal(how)
    assert site.process.wait(40) == 0
    assert alive(children) == []
    assert "✓ 已停下" in site.said
    assert "Traceback" not in site.said


def test_when_the_command_itself_is_killed_nothing_is_left_running(site: Running) -> None:
    site.wait_for("下一步")
    children = site.children()
    site.process.kill()
    site.process.wait()
    end = time.monotonic() + PATIENCE
    while alive(children):
        assert time.monotonic() < end
        time.sleep(0.2)


def test_a_worker_that_dies_is_started_again(site: Running) -> None:
    site.wait_for("下一步")
    (worker,) = [pid for pid, words in site.children().items() if "children worker" in words]
    os.kill(worker, signal.SIGKILL)
    site.wait_for("后台停了，已重新启动")
    assert site.answers() == 200


def test_a_port_in_use_is_said_and_another_one_offered(tmp_path: Path, monkeypatch, zhidu) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = zhidu("serve", "--port", port)
    assert said.status == 2
    assert f"{port} 端口已经有程序在用" in said.err
    assert f"--port {port + 1}" in said.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--port", "0"], "1 至 65535"),
        (["--port", "八千"], "1 至 65535"),
        (["--workers", "0"], "1 至 64"),
        (["--host", "没有.这个.地址"], "没有“没有.这个.地址”这个地址"),
    ],
)
def test_what_cannot_be_is_refused_in_words(zhidu, words: list[str], told: str) -> None:
    said = zhidu("serve", *words)
    assert said.status == 2
    assert told in said.err
