"""People at work on a site that keeps going down: what each has posted, and what was acknowledged."""

from __future__ import annotations

import http.client
import http.cookiejar
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from tests.proof.audit import END

LINES = 2000
"""Of an attachment: large enough that writing it takes a moment."""


class Ledger:
    """What was acknowledged, by kind of act."""

    def __init__(self) -> None:
        self.over = threading.Event()
        self._lock = threading.Lock()
        self._tokens: dict[str, list[str]] = defaultdict(list)
        self.refused: list[str] = []

    def note(self, what: str, token: str) -> None:
        with self._lock:
            self._tokens[what].append(token)

    @property
    def total(self) -> int:
        with self._lock:
            return sum(map(len, self._tokens.values()))

    def tokens(self) -> Mapping[str, list[str]]:
        with self._lock:
            return {what: list(tokens) for what, tokens in self._tokens.items()}


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """The redirect itself is the acknowledgement."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Somebody(threading.Thread):
    """The browser of one account, doing one thing after another until it is over."""

    def __init__(self, port: int, ledger: Ledger, place: Mapping[str, Any], account: str, share: int) -> None:
        super().__init__(daemon=True, name=account)
        self.address = f"http://127.0.0.1:{port}"
        self.ledger, self.place, self.account = ledger, place, account
        # each its own findings: two reasons for one are refused
        self.findings = place["findings"][share :: len(place["accounts"])]
        self.jar = http.cookiejar.CookieJar()
        handlers = (
            urllib.request.HTTPCookieProcessor(self.jar),
            urllib.request.ProxyHandler({}),
            NoRedirect(),
        )
        self.opener = urllib.request.build_opener(*handlers)
        self.signed_in = False

    def run(self) -> None:
        number = 0
        while not self.ledger.over.is_set():
            number += 1
            try:
                self.one(f"{self.account}-{number}", number)
            except urllib.error.HTTPError as answer:
                # an answer in words is one thing; the site must not say that it is broken
                where = urllib.parse.urlsplit(answer.url).path
                self.ledger.refused.append(f"{answer.code} {re.sub(r'[0-9]+', 'N', where)}")
                time.sleep(0.2)
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)  # the server is down: nothing was acknowledged

    def one(self, token: str, number: int) -> None:
        if not self.signed_in:
            self.get("/login/")
            fields = {"username": self.account, "password": self.place["password"]}
            self.signed_in = bool(self.post("/login/", fields))
        made = self.record(token)
        if not made:
            return
        if number % 3 == 0:
            self.correct(made, token)
        elif number % 3 == 1:
            self.attach(made, token)
        else:
            self.ask(token, self.findings[number // 3 % len(self.findings)])

    # ------------------------------------------------------------ acts

    def record(self, token: str) -> str:
        address = f"/activities/record/?kind=members_meeting&node={self.place['branch']}"
        self.get(address)
        return self.done("record", token, address, {"on": "2026-11-02", "title": token, "keeping": "names"})

    def correct(self, made: str, token: str) -> None:
        page = self.get(f"{made}correct/")
        version = re.search(r'name="version" value="(\d+)"', page)
        assert version is not None
        fields = {
            "on": "2026-11-03",
            "title": token,
            "keeping": "names",
            "version": version[1],
            "reason": token,
        }
        self.done("correct", token, f"{made}correct/", fields)

    def attach(self, made: str, token: str) -> None:
        address = f"/files/of/activity-{made.strip('/').rpartition('/')[2]}/"
        self.get(address)
        self.done("attach", f"{token}.txt", address, {}, upload=f"{token}\n" * LINES + END)

    def ask(self, token: str, finding: int) -> None:
        """A reason, and then it is taken back, so that another can follow."""
        address = f"/reasons/new/{finding}/"
        listed = f"/reasons/{self.place['branch']}/"
        self.get(address)
        self.done("ask", token, address, {"reason": token})
        for line in self.get(listed).split("<li>")[1:]:
            mine = re.search(rf"({re.escape(self.account)}-\d+)", line)
            form = re.search(
                r'action="(/reasons/answer/\d+/)".*?name="version" value="(\d+)"', line, re.DOTALL
            )
            if mine is not None and form is not None:
                self.done("withdraw", mine[1], form[1], {"version": form[2], "withdraw": "1"})

    # ------------------------------------------------------------ the browser

    def done(self, what: str, token: str, path: str, fields: Mapping[str, str], *, upload: str = "") -> str:
        """Post a form; where it was taken, put that down."""
        target = self.post(path, fields, upload=upload, name=token)
        if target.startswith("/login/"):
            self.signed_in = False
            return ""
        if target:
            self.ledger.note(what, token)
        return target

    def get(self, path: str) -> str:
        with self.opener.open(f"{self.address}{path}", timeout=30) as answer:
            return str(answer.read().decode())

    def post(self, path: str, fields: Mapping[str, str], *, upload: str = "", name: str = "") -> str:
        """The address the answer leads to, '' where the form came back."""
        token = next((one.value or "" for one in self.jar if one.name == "csrftoken"), "")
        given = {**fields, "csrfmiddlewaretoken": token}
        request = urllib.request.Request(f"{self.address}{path}")  # noqa: S310 - this machine only
        if upload:
            request.data, kind = multipart(given, name, upload)
            request.add_header("Content-Type", kind)
        else:
            request.data = urllib.parse.urlencode(given).encode()
        try:
            with self.opener.open(request, timeout=30):
                return ""
        except urllib.error.HTTPError as answer:
            if answer.code == 302:
                return str(answer.headers["Location"])
            if answer.code == 422:
                return ""
            raise


def multipart(fields: Mapping[str, str], name: str, content: str) -> tuple[bytes, str]:
    """A form with one file, and its content type."""
    line = uuid.uuid4().hex
    parts = [
        f'--{line}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{text}\r\n'
        for key, text in fields.items()
    ]
    parts.append(
        f'--{line}\r\nContent-Disposition: form-data; name="upload"; filename="{name}"\r\n'
        f"Content-Type: text/plain\r\n\r\n{content}\r\n--{line}--\r\n"
    )
    return "".join(parts).encode(), f"multipart/form-data; boundary={line}"
