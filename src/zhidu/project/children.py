"""The processes ``zhidu serve`` starts: ``python -m zhidu.project.children web|worker …``.

Each holds the other end of a pipe from ``serve``. When that closes, however ``serve`` ended, the child ends too,
so nothing of a site is left running that nobody watches.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from types import FrameType

GRACE = 20
"""Seconds a request or a step of a job may take to come to its end when the site stops."""


def end_with_parent() -> None:
    """Ask this process to end once nobody holds the other end of its standard input any more."""

    def watch() -> None:
        while os.read(0, 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True, name="parent").start()


def web(host: str, port: str, workers: str) -> None:
    """Answer requests until told to end."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "zhidu.project.wsgi:application",
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=int(workers),
        # pages are made of Python, which one thread of a process runs at a time: more threads only make some of
        # them wait longer, fewer would let one long request hold up all others
        blocking_threads=4,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE,
    ).serve()


def worker() -> None:
    """Do jobs until told to end; a running one then puts itself back at its next step."""
    import logging

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhidu.project.settings")
    django.setup()
    from django.utils.crypto import get_random_string
    from django_tasks_db.management.commands.db_worker import Worker

    from zhidu.foundation.jobs.workers import STOPPING

    class Stoppable(Worker):
        def shutdown(self, signum: int, frame: FrameType | None) -> None:
            STOPPING.set()
            super().shutdown(signum, frame)

    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
    logging.getLogger("django_tasks").setLevel(logging.ERROR)
    one = Stoppable(
        queue_names=["default"],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    one.configure_signals()
    one.run()


if __name__ == "__main__":
    end_with_parent()
    if sys.argv[1] == "web":
        web(*sys.argv[2:])
    else:
        worker()
