"""Which process does something, and whether it is still there."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path

STOPPING = threading.Event()
"""Set when this process has been told to end: jobs put themselves back and go on after the next start."""


def here() -> str:
    """This process: machine, number, and when it began, since numbers are given again."""
    return f"{socket.gethostname()}:{os.getpid()}:{_began(os.getpid())}"[:120]


def gone(worker: str) -> bool:
    """Whether a process of this machine is surely not running any more; False where nobody can tell."""
    parts = worker.rsplit(":", 2)
    if len(parts) != 3 or parts[0] != socket.gethostname() or not parts[1].isdigit():
        return False
    pid, began = int(parts[1]), parts[2]
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return bool(began) and _began(pid) != began


def _began(pid: int) -> str:
    """When a process began, in ticks since the machine did ('' where the system does not say)."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    # the name of the program stands in brackets and may hold anything
    fields = text.rpartition(")")[2].split()
    return "" if fields[0] == "Z" else fields[19]
