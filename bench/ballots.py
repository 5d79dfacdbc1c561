"""P5: two thousand voters vote within one minute, each with a page of their own on the server of ``zhidu serve``.

``python -m bench.ballots 2000 60`` prints the rows as JSON. Voters come evenly spread over the minute; each opens the
paper, hands it in, and one in twenty hands it in twice at once. Afterwards the box is opened: as many slips as voters,
and as many yes as were given. Run with ZHIDU_DATABASE set it is measured on that database.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.clients import HOST, Taken
from bench.processes import cpu_seconds

Row = tuple[str, str, str, str]
PORT = 8131
GOAL = 500.0
"""Milliseconds at the 95th percentile of handing in a paper."""
TWICE = 20
"""One voter in so many presses twice."""
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
ALREADY = ("您已经投过了", "您的票已投入票箱")
"""What the second of two papers of one voter is answered."""
HANDS = 64


@dataclass(frozen=True, slots=True)
class Poll:
    """The vote that is going on: its number, the codes of its keys, and who → cookie of the session."""

    ballot: int
    codes: dict[int, str]
    cookies: dict[int, str]


@dataclass(slots=True)
class Kept:
    """What the voters were answered."""

    pages: list[float] = field(default_factory=list)
    votes: list[float] = field(default_factory=list)
    acknowledged: list[int] = field(default_factory=list)
    refused: int = 0
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def rows(number: int, seconds: float) -> Iterator[Row]:
    """The figures."""
    poll, kept = poll_of(number), Kept()
    with server() as pid:
        for cookie in list(poll.cookies.values())[:8]:
            ask("GET", poll, cookie)  # both workers have read their templates
        before, began = cpu_seconds(pid), time.perf_counter()
        with ThreadPoolExecutor(HANDS) as pool:
            for place, (person, cookie) in enumerate(poll.cookies.items()):
                wait = began + place * seconds / number - time.perf_counter()
                if wait > 0:
                    time.sleep(wait)
                pool.submit(votes, poll, kept, person, cookie, twice=place % TWICE == 0)
        lasted, spent = time.perf_counter() - began, cpu_seconds(pid) - before
    if kept.wrong:
        raise RuntimeError(f"没有投成 {len(kept.wrong)} 次，如：{kept.wrong[0]}")
    slips = counted(poll)
    expected = sum(mark(person) == "y" for person in poll.cookies)
    if (len(slips), slips.count("y")) != (number, expected) or sorted(kept.acknowledged) != sorted(
        poll.cookies
    ):
        raise RuntimeError(
            f"应有 {number} 张、赞成 {expected}，开出 {len(slips)} 张、赞成 {slips.count('y')}"
        )
    yield row_of(number, lasted, spent, kept)


def row_of(number: int, lasted: float, spent: float, kept: Kept) -> Row:
    """The line of the table."""
    page, vote = Taken(tuple(kept.pages)), Taken(tuple(kept.votes))
    database = "PostgreSQL" if "postgres" in os.environ.get("ZHIDU_DATABASE", "") else "SQLite"
    slow = f"交票 p50 {vote.p50:.0f} 毫秒，p95 {vote.p95:.0f} 毫秒；打开选票 p95 {page.p95:.0f} 毫秒"
    return (
        f"P5 · {number:,} 人在 {lasted:.0f} 秒里投票，{database}",
        f"{slow}；每人 {spent / number * 1000:.0f} 毫秒 CPU",
        f"不少、不重，p95 < {GOAL:.0f} 毫秒",
        f"{vote.p95 / GOAL:.2f} 倍；一张不少、一张不重，交两次的 {kept.refused} 次都没有算",
    )


def poll_of(number: int) -> Poll:
    """A branch with so many members, all with accounts and signed in, and its secret vote that is open."""
    from zhidu.apps.ballots.actions import open_ballot, prepare, take_key  # noqa: PLC0415
    from zhidu.apps.ballots.drafting import Draft  # noqa: PLC0415
    from zhidu.apps.ballots.states import Method, Role  # noqa: PLC0415
    from zhidu.apps.members.actions import Admission, Stretch, admit_many  # noqa: PLC0415
    from zhidu.apps.orgs.actions import found  # noqa: PLC0415
    from zhidu.foundation.access.rules import SYSTEM, Actor  # noqa: PLC0415
    from zhidu.foundation.clock import today  # noqa: PLC0415

    since = today().replace(year=today().year - 5, day=1)
    node = found(actor=SYSTEM, parent=None, type="branch", name="两千人支部", on=since, attributes={})
    stretch = Stretch(type="full_member", organization=node.pk, group=None, first=since)
    people = admit_many(
        actor=SYSTEM, rows=[Admission(name=f"党员{place}", stretches=[stretch]) for place in range(number)]
    )
    draft = Draft(
        organization=node.pk,
        forum="members_meeting",
        matter="other",
        method=Method.SECRET,
        title="是否同意？",
        tellers={Role.SCRUTINEER: people[0], Role.COUNTER: people[1]},
    )
    made = prepare(actor=SYSTEM, draft=draft)
    codes = {
        one.pk: take_key(actor=Actor(person=one.person_id), ballot=made.pk) for one in made.tellers.all()
    }
    open_ballot(actor=SYSTEM, ballot=made.pk, version=made.version)
    return Poll(made.pk, codes, signed_in(people))


def signed_in(people: list[int]) -> dict[int, str]:
    """Person → cookie. Written straight into the tables: two thousand passwords are none of what is measured."""
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from zhidu.foundation.identity.models import User  # noqa: PLC0415

    User.objects.bulk_create(
        [User(username=f"p{pk}", name=f"党员{pk}", person=pk, must_change_password=False) for pk in people]
    )
    found = {}
    for user in User.objects.filter(person__in=people).order_by("pk"):
        client = Client()
        client.force_login(user)
        found[user.person] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {person: f"{settings.SESSION_COOKIE_NAME}={value}" for person, value in found.items()}


def mark(person: int) -> str:
    """What somebody votes."""
    return "y" if person % 3 else "n"


def votes(poll: Poll, kept: Kept, person: int, cookie: str, *, twice: bool) -> None:
    """Open the paper, and hand it in."""
    began = time.perf_counter()
    answer, body, given = ask("GET", poll, cookie)
    opened = (time.perf_counter() - began) * 1000
    token = TOKEN.search(body)
    if answer != 200 or token is None:
        with kept.lock:
            kept.wrong.append(f"打开选票 {answer}")
        return
    fields = urlencode({"csrfmiddlewaretoken": token[1].decode(), "choice": mark(person)})
    cookies = f"{cookie}; {given}"
    others = []
    if twice:
        rival = threading.Thread(target=hand_in, args=(poll, kept, person, cookies, fields))
        rival.start()
        others.append(rival)
    hand_in(poll, kept, person, cookies, fields)
    for one in others:
        one.join()
    with kept.lock:
        kept.pages.append(opened)


def hand_in(poll: Poll, kept: Kept, person: int, cookies: str, fields: str) -> None:
    """Post the paper, and keep what the site said to it."""
    began = time.perf_counter()
    answer, body, _ = ask("POST", poll, cookies, fields)
    took = (time.perf_counter() - began) * 1000
    with kept.lock:
        kept.votes.append(took)
        if answer == 302:
            kept.acknowledged.append(person)
        elif answer == 200 and any(one.encode() in body for one in ALREADY):
            kept.refused += 1
        else:
            kept.wrong.append(f"交票 {answer}")


def ask(method: str, poll: Poll, cookie: str, fields: str = "") -> tuple[int, bytes, str]:
    """Status, body, and the cookie that came with it."""
    line = http.client.HTTPConnection(HOST, PORT, timeout=60)
    head = {"Cookie": cookie}
    if fields:
        head |= {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://{HOST}:{PORT}",
        }
    try:
        line.request(method, f"/ballots/{poll.ballot}/vote/", fields or None, head)
        answer = line.getresponse()
        body = answer.read()
        return answer.status, body, (answer.getheader("Set-Cookie") or "").partition(";")[0]
    finally:
        line.close()


def counted(poll: Poll) -> list[str]:
    """What the slips say, once both keys have opened the box."""
    from zhidu.apps.ballots import box  # noqa: PLC0415
    from zhidu.apps.ballots.actions import open_box  # noqa: PLC0415
    from zhidu.apps.ballots.models import Ballot, Slip  # noqa: PLC0415
    from zhidu.foundation.access.rules import SYSTEM  # noqa: PLC0415

    found: Any = Ballot.objects.get(pk=poll.ballot)
    open_box(actor=SYSTEM, ballot=found.pk, version=found.version, codes=poll.codes)
    return [box.read(one).marks for one in Slip.objects.values_list("said", flat=True)]


@contextmanager
def server() -> Iterator[int]:
    """The web process of ``zhidu serve``; its number. It ends with the measuring, however that ends."""
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    process = subprocess.Popen(  # noqa: S603 - our own program with fixed words
        [sys.executable, "-m", "zhidu.project.children", "web", HOST, str(PORT), "2"],
        env=environment,
        stdin=subprocess.PIPE,
    )
    try:
        until = time.monotonic() + 60
        while True:
            try:
                with socket.create_connection((HOST, PORT), timeout=1):
                    break
            except OSError:
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError("网页没有启动成功") from None
                time.sleep(0.2)
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def main() -> None:
    """A site of its own, with nothing in it but the vote."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ZHIDU_VAR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "zhidu.project.settings"
        import django  # noqa: PLC0415
        from django.core.management import call_command  # noqa: PLC0415

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        number, seconds = int(sys.argv[1]), float(sys.argv[2])
        print(json.dumps(list(rows(number, seconds)), ensure_ascii=False))


if __name__ == "__main__":
    main()
