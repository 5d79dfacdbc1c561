"""A worker that is really killed: its job goes on from the last checkpoint, and nothing is done twice before it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.foundation.services import account, acting_as, environment
from zhidu.foundation.jobs.actions import cancel, start
from zhidu.foundation.jobs.models import Job
from zhidu.foundation.jobs.running import revive
from zhidu.foundation.jobs.workers import gone, here

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
PATIENCE = 60


@pytest.fixture
def worker():
    running: list[subprocess.Popen[bytes]] = []

    def begin() -> subprocess.Popen[bytes]:
        running.append(
            subprocess.Popen(
                [sys.executable, "-m", "tests.foundation.jobs.worker_process"], env=environment()
            )
        )
        return running[-1]

    yield begin
    for one in running:
        if one.poll() is None:
            one.kill()
        one.wait()


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "等了太久"
        time.sleep(0.05)


def now_of(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def counting(tmp_path: Path, to: int, **more: object) -> tuple[Job, Path]:
    file = tmp_path / "数"
    admin = acting_as(account("root", admin_of=""))
    job = start(
        actor=admin,
        name="test.count",
        arguments={"to": to, "file": str(file), "pause": 0.05, "every": 10, **more},
    )
    return job, file


def test_a_killed_worker_is_noticed_and_its_job_goes_on_from_the_checkpoint(worker, tmp_path) -> None:
    job, file = counting(tmp_path, 60)
    first = worker()
    until(lambda: (now_of(job).checkpoint or 0) >= 20)
    assert revive() == 0, "还在做的不碰"
    first.send_signal(signal.SIGKILL)
    first.wait()
    left = now_of(job)
    assert left.state == "running"
    assert gone(left.worker)
    assert revive() == 1
    worker()
    until(lambda: now_of(job).state == "done")
    found = now_of(job)
    assert (found.done, found.run) == (60, 2)
    numbers = [int(line) for line in file.read_text(encoding="utf-8").split()]
    assert sorted(set(numbers)) == list(range(60))
    twice = {one for one in numbers if numbers.count(one) > 1}
    assert all(one >= left.checkpoint for one in twice), "检查点以前的不重做"
    assert len(twice) <= 10


def test_a_worker_told_to_end_puts_its_job_back_and_leaves_in_time(worker, tmp_path) -> None:
    job, _ = counting(tmp_path, 400)
    first = worker()
    until(lambda: (now_of(job).checkpoint or 0) >= 10)
    first.send_signal(signal.SIGTERM)
    assert first.wait(15) == 0
    found = now_of(job)
    assert (found.state, found.worker) == ("queued", "")
    assert found.checkpoint >= 10


def test_a_running_job_is_stopped_from_elsewhere(worker, tmp_path) -> None:
    job, _ = counting(tmp_path, 2000)
    worker()
    until(lambda: now_of(job).done > 0)
    cancel(actor=acting_as(account("second", admin_of="")), job=job.pk)
    until(lambda: now_of(job).state == "cancelled")
    assert now_of(job).done < 2000


def test_a_process_number_given_again_is_not_mistaken_for_the_old_process() -> None:
    assert not gone(here())
    machine, pid, began = here().rsplit(":", 2)
    assert gone(f"{machine}:{pid}:{int(began) - 1}")
    assert not gone(f"elsewhere:{pid}:1"), "别的机器上的，这里看不出来"
    assert not gone("")
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    assert gone(f"{machine}:{child.pid}:1")
    assert os.getpid() == int(pid)
