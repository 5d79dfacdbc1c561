"""A real SMTP server in a process of its own, for measuring: it notes down who got something, and nothing else.

``python -m bench.post PORT FILE`` runs until it is told to end; each mail is one line of the file.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Any, TextIO

from aiosmtpd.controller import Controller

HOST = "127.0.0.1"


class Notes:
    """Takes everything."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: ANN401, ARG002, N802
        self._out.write(f"{envelope.rcpt_tos[0]}\n")
        return "250 OK"


def main() -> None:
    """Serve until SIGTERM."""
    with Path(sys.argv[2]).open("a", encoding="ascii", buffering=1) as out:
        controller = Controller(Notes(out), hostname=HOST, port=int(sys.argv[1]))
        controller.start()
        print("ready", flush=True)
        signal.sigwait({signal.SIGTERM, signal.SIGINT})
        controller.stop()


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    main()
