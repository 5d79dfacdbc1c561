"""计时：交替运行，取中位数；机器有噪声，所以看比值，不看单个数字。"""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path


def interleaved(works: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median CPU seconds of each work; A B C A B C … so that drift hits all of them alike."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()
    for _ in range(rounds):
        for name, work in works.items():
            gc.collect()
            began = time.process_time()
            work()
            taken[name].append(time.process_time() - began)
    return {name: statistics.median(times) for name, times in taken.items()}


def machine() -> str:
    """Cores and memory of this machine, as far as it tells."""
    cores = os.cpu_count() or 0
    try:
        line = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()[0]
        memory = f"{int(line.split()[1]) // 1_048_576 + 1} GiB"
    except (OSError, ValueError, IndexError):
        memory = "内存不详"
    return f"{cores} 核，{memory}"
