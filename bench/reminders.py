"""P8: a hundred thousand reminders to a local SMTP server, against a bare smtplib loop with one connection.

``python -m bench.reminders 100000`` prints the rows as JSON. What the site adds: the text from the database, an
attempt committed before the server hears of it and its outcome after, and a name in the header that stays the same
if it has to be sent twice. The server is a process of its own and notes down who got something: nobody is missed.
"""

from __future__ import annotations

import json
import os
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from bench.post import HOST

Row = tuple[str, str, str, str]
GOAL = 1.5
TURNS, BARE = 20, 1000
"""So often the bare loop takes its turn, and so many mails each time: whatever else runs meanwhile slows both alike."""
SLICE = 2.0
"""Seconds of a pass here."""
SUBJECT = "提醒：11月支委会还没有开"
BODY = "东岭村党支部 11月的支委会还没有记录，最迟 11月30日。\n\n请登录网站查看：/findings/3/"


@contextmanager
def served(folder: Path) -> Iterator[tuple[int, Path]]:
    """Port of the server, and the file with a line for each mail."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    notes = folder / "notes"
    notes.touch()
    command = [sys.executable, "-m", "bench.post", str(port), str(notes)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE)  # noqa: S603 - this very module's neighbour
    try:
        assert server.stdout is not None
        server.stdout.readline()
        yield port, notes
    finally:
        server.terminate()
        server.wait(20)


def taken(work: Callable[[], object]) -> tuple[float, float]:
    """Wall and CPU seconds of this process; the server's are not counted."""
    began, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - cpu


def bare(turn: int, number: int, port: int) -> None:
    """What could not be less: one connection, one mail after another."""
    with smtplib.SMTP(HOST, port) as smtp:
        for place in range(number):
            mail = EmailMessage()
            mail["Subject"], mail["From"] = SUBJECT, "zhidu@localhost"
            mail["To"] = f"b{turn}-{place}@example.cn"
            mail.set_content(BODY)
            smtp.send_message(mail)


def queued(number: int) -> None:
    """One act that has something to tell everybody."""
    from zhidu.foundation.access.rules import SYSTEM, Actor  # noqa: PLC0415 - Django is ready only now
    from zhidu.foundation.acts import act, record  # noqa: PLC0415
    from zhidu.foundation.outbox.actions import Letter, queue_many  # noqa: PLC0415

    @act("bench.tell", "告诉很多人")
    def tell(*, actor: Actor) -> None:  # noqa: ARG001 - what an act is given
        queue_many(
            Letter(
                receiver=None,
                address=f"a{place}@example.cn",
                subject=SUBJECT,
                body=BODY,
                key=f"bench-{place}",
            )
            for place in range(number)
        )
        record(obj="bench", place=None)

    tell(actor=SYSTEM)


def waiting() -> int:
    """How many are still to be sent."""
    from zhidu.foundation.outbox.models import WAITING, Delivery  # noqa: PLC0415 - Django is ready only now

    return Delivery.objects.filter(outcome__in=WAITING).count()


def rows(number: int, port: int, notes: Path) -> Iterator[Row]:
    """The figures: passes as the clock would call them, only shorter, in turns with the bare loop."""
    from zhidu.foundation.outbox import worker  # noqa: PLC0415

    queueing = taken(lambda: queued(number))
    few, plain, ours, turns = min(BARE, number // TURNS), [0.0, 0.0], [0.0, 0.0], 0
    worker.LONGEST = SLICE
    while waiting():
        until = waiting() - number // TURNS

        def some(until: int = until) -> None:
            while waiting() > max(until, 0):
                worker.deliver_due()

        for place, each in enumerate(taken(some)):
            ours[place] += each
        for place, each in enumerate(taken(lambda turn=turns: bare(turn, few, port))):
            plain[place] += each
        turns += 1
    plain = [each / (few * turns) * number for each in plain]
    got = notes.read_text(encoding="ascii").split()
    reached = {one for one in got if one.startswith("a")}
    twice = sum(one.startswith("a") for one in got) - len(reached)
    yield (
        f"P8 · {number:,} 条提醒 · 写进待寄",
        f"{queueing[0]:.1f} 秒，{queueing[1]:.1f} 秒 CPU",
        "一个行为",
        f"{number / queueing[0]:,.0f} 条/秒",
    )
    yield (
        f"P8 · {number:,} 条提醒 · 寄出",
        f"{ours[0]:.1f} 秒，{ours[1]:.1f} 秒 CPU；少 {number - len(reached)} 封，重 {twice} 封",
        f"直接用 smtplib（轮流寄 {few * turns:,} 封，按封折算）{plain[0]:.1f} 秒，{plain[1]:.1f} 秒 CPU；≤ {GOAL} 倍",
        f"{ours[0] / plain[0]:.2f} 倍；CPU {ours[1] / plain[1]:.2f} 倍",
    )


def main() -> None:
    """A site of its own, with nothing in it."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as (port, notes):
        os.environ["ZHIDU_VAR"] = folder
        os.environ["ZHIDU_SMTP"] = f"smtp://{HOST}:{port}"
        os.environ["DJANGO_SETTINGS_MODULE"] = "zhidu.project.settings"
        import django  # noqa: PLC0415
        from django.core.management import call_command  # noqa: PLC0415

        django.setup()
        call_command("migrate", verbosity=0)
        found: list[Any] = list(rows(int(sys.argv[1]), port, notes))
        print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
