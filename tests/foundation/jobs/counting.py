"""Jobs that count: the same in the tests and in the worker processes they start (``worker_process.py``)."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from zhidu.foundation.acts import Wrong
from zhidu.foundation.jobs.progress import Progress
from zhidu.foundation.jobs.registry import Result, job


@job("test.count", title="数数")
def count(progress: Progress, to: int, file: str, pause: float = 0.0, every: int = 1) -> Result:
    """Write the numbers below *to* into a file, one a line, going on from where the last checkpoint was."""
    progress.of(to)
    first = progress.saved or 0
    for number in range(first, to):
        with Path(file).open("a", encoding="utf-8") as stream:
            stream.write(f"{number}\n")
        time.sleep(pause)
        progress.advance(1, f"第 {number} 个")
        if (number + 1) % every == 0:
            progress.checkpoint(number + 1)
    return Result(f"数到 {to}。")


@job("test.file", title="出一张表")
def file(progress: Progress, name: str) -> Result:
    return Result("表好了。", progress.keep(name, "姓名\n王强\n".encode()))


@job("test.fail", title="会出错的")
def fail(progress: Progress, how: str) -> Any:
    progress.of(3)
    progress.advance(1)
    if how == "wrong":
        raise Wrong("党费台账还没有结账；请先结账。")
    raise ZeroDivisionError("内部细节 secret")
