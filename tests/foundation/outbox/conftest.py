"""A real mail server on this machine, whose moods tests decide."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.site import outside_acts
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.acts import act, record
from zhidu.foundation.outbox.actions import queue
from zhidu.foundation.outbox.models import Delivery, Message


class Post:
    """What the server does with what it gets: it keeps it, unless it has been told otherwise."""

    def __init__(self) -> None:
        self.kept: list[EmailMessage] = []
        self.sessions: set[int] = set()
        self.refuse: dict[str, str] = {}
        self.answer = "250 OK"
        self.on_data: Callable[[], None] = lambda: None

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        self.sessions.add(id(session))
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            self.kept.append(message_from_bytes(envelope.content, policy=policy.default))
        self.on_data()
        return self.answer


class Server:
    """A mail server that can be stopped and started again at the same port."""

    def __init__(self) -> None:
        self.post = Post()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self._running: Controller | None = None

    def start(self) -> None:
        self._running = Controller(self.post, hostname="127.0.0.1", port=self.port)
        self._running.start()

    def stop(self) -> None:
        if self._running is not None:
            self._running.stop()
        self._running = None


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    made = Server()
    made.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", made.port
    settings.EMAIL_TIMEOUT = 5
    settings.DEFAULT_FROM_EMAIL = "zhidu@example.cn"
    yield made
    made.stop()


@act("test.outbox.tell", "测试：告诉某人")
def tell(*, actor: Any, message: dict[str, Any]) -> Message:
    made = queue(**message)
    record(obj=made.code, place=None)
    return made


@pytest.fixture
def told() -> Callable[..., Message]:
    """Queue a message as an act of an upper app would."""

    def run(receiver: Any = None, key: str = "k", **more: Any) -> Message:
        return tell(
            actor=SYSTEM,
            message={
                "receiver": receiver.pk if receiver else None,
                "key": key,
                "subject": "开会通知",
                "body": "11月18日 19:00 开支委会。",
                **more,
            },
        )

    return run


def ledger_of(message: Message) -> list[tuple[int, str]]:
    return list(message.deliveries.order_by("attempt").values_list("attempt", "outcome"))


def let_pass(**times: Any) -> None:
    """As if *times* had gone by: everything that waits has waited that much longer."""
    from datetime import timedelta  # noqa: PLC0415

    gone = timedelta(**times)
    with outside_acts():
        for one in Delivery.objects.filter(outcome__in=("due", "sending")):
            one.due_at -= gone
            one.at = one.at and one.at - gone
            one.save()


@pytest.fixture(name="ledger_of")
def _ledger_of() -> Callable[[Message], list[tuple[int, str]]]:
    return ledger_of


@pytest.fixture(name="let_pass")
def _let_pass() -> Callable[..., None]:
    return let_pass
