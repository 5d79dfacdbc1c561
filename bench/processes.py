"""CPU that a server and its workers have used: unlike the clock on the wall it does not mind who else is at work."""

from __future__ import annotations

import os
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
PARENT, USER, SYSTEM = 1, 11, 12
"""Places in ``/proc/<pid>/stat`` after the name in brackets."""


def cpu_seconds(pid: int) -> float:
    """Seconds of CPU of a process and everything that descends from it and still runs."""
    spent: dict[int, float] = {}
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            words = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile
        number = int(entry.name)
        parents[number] = int(words[PARENT])
        spent[number] = (int(words[USER]) + int(words[SYSTEM])) / _TICK
    return sum(seconds for one, seconds in spent.items() if _descends(one, pid, parents))


def _descends(one: int, pid: int, parents: dict[int, int]) -> bool:
    while one > 1:
        if one == pid:
            return True
        one = parents.get(one, 0)
    return False
