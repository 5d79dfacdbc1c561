"""The demonstration county, built once and served from a copy, so that nobody's clicks spoil it for the next."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.inventory import ROOT

COMMAND = (sys.executable, "-m", "zhidu.project.cli")
BUILD, START, STOP = 600, 120, 40
"""Seconds the county may take to be built, to answer and to end."""


def build(folder: Path) -> Path:
    """Build the county under *folder*; the folder of its data."""
    done = subprocess.run(
        [*COMMAND, "demo", "--no-serve", "--out", str(folder)],
        cwd=ROOT,
        env=environment(None),
        timeout=BUILD,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"样例县没有装成：\n{done.stdout}\n{done.stderr}")
    return folder / "site"


def environment(var: Path | None) -> dict[str, str]:
    """Nothing of the settings of the tests gets in."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ZHIDU_", "DJANGO_"))}
    return {**kept, **({"ZHIDU_VAR": str(var), "ZHIDU_DEMO": "1"} if var else {})}


def copy(var: Path, to: Path) -> Path:
    """The same data once more, to be changed."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(var, to)
    return to


def passwords(var: Path) -> Mapping[str, str]:
    """Account of the demonstration → its password, as the login page shows them."""
    rows = json.loads((var / "demo-accounts.json").read_text(encoding="utf-8"))
    return {one["username"]: one["password"] for one in rows}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(var: Path) -> Iterator[str]:
    """The address of the site with the data in *var*; it ends with the block, whatever happens in it."""
    port = _free_port()
    log = var.parent / f"{var.name}.log"
    with log.open("w+", encoding="utf-8") as out:
        site = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(port), "--workers", "1"],
            cwd=ROOT,
            env=environment(var),
            stdout=out,
            stderr=out,
        )
        try:
            _wait(site, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            site.terminate()
            try:
                site.wait(STOP)
            except subprocess.TimeoutExpired:
                site.kill()
                site.wait()


def _wait(site: subprocess.Popen[bytes], log: Path) -> None:
    """Until the site says it answers."""
    for _ in range(START * 10):
        said = log.read_text(encoding="utf-8")
        if "✓ 网站已启动" in said:
            return
        try:
            site.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise RuntimeError(f"网站没有启动：\n{log.read_text(encoding='utf-8')}")
