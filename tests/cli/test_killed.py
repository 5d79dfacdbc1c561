"""拔电源也不留半个文件：在 zhidu run 写结果的任意时刻杀掉它，结果文件要么是旧的，要么完整。"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

KILLS = 60


@pytest.fixture
def large(school: Path) -> Path:
    """Enough meetings that writing the findings takes a while."""
    lines = [f"会{n},一支部,members_meeting,20{10 + n // 300:02d}-0{1 + n % 9}-1{n % 9}" for n in range(4000)]
    (school / "事实.csv").write_text("id,subject,measure,on\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return school


def _seconds(command: list[str], folder: Path, environment: dict[str, str]) -> float:
    began = time.monotonic()
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return time.monotonic() - began


@pytest.mark.proof
def test_a_killed_run_never_leaves_half_a_file(large: Path) -> None:
    command = [
        *(sys.executable, "-m", "zhidu.project.cli", "run", "school-branch"),
        *("--subjects", "对象.csv", "--facts", "事实.csv", "--as-of", "2026-10-05", "--from", "2010-01-01"),
        *("--format", "json", "--output", "结果.json"),
    ]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    whole = min(_seconds(command, large, environment) for _ in range(3))
    result = large / "结果.json"
    complete = json.loads(result.read_text(encoding="utf-8"))
    assert len(complete) > 1000
    chance, killed = random.Random(20260101), 0
    for attempt in range(KILLS):
        if attempt % 2:
            result.write_text("旧的结果", encoding="utf-8")
        else:
            result.unlink(missing_ok=True)
        run = subprocess.Popen(command, cwd=large, env=environment, stderr=subprocess.DEVNULL)
        # most of the writing happens towards the end of the run
        time.sleep(whole * chance.uniform(0.4, 1.0))
        run.send_signal(signal.SIGKILL)
        killed += run.wait() == -signal.SIGKILL
        if result.exists():
            text = result.read_text(encoding="utf-8")
            assert text == "旧的结果" or json.loads(text) == complete
        else:
            assert attempt % 2 == 0
    assert killed > KILLS // 3
