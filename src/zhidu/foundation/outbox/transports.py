"""Ways out of the site: the mail server, and gateways to telephones. What came of one attempt, in few words."""

from __future__ import annotations

import re
import smtplib
from dataclasses import dataclass
from email.mime.text import MIMEText
from email.utils import format_datetime
from enum import StrEnum
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from zhidu.foundation.clock import ZONE
from zhidu.foundation.keys import keyring
from zhidu.foundation.outbox.gateways import Gateway, gateways, post
from zhidu.foundation.outbox.models import BY_MAIL, Message, Reach

PERMANENT = 500
"""SMTP answers from here on say no for good; below, for now."""
METHOD = re.compile(r"^METHOD:([A-Z]+)\s*$", re.MULTILINE)


class Answer(StrEnum):
    """What came of handing one message over."""

    TAKEN = "taken"
    NOT_NOW = "not_now"
    NEVER = "never"
    AWAY = "away"
    """Nobody is there at all: that is not the message's fault."""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer, and why where it is no."""

    answer: Answer
    why: str = ""


TAKEN = Said(Answer.TAKEN)


class Transport(Protocol):
    """One way out."""

    via: str

    def open(self) -> str:
        """Make sure somebody is there; why nobody is, or ''."""

    def send(self, message: Message) -> Said:
        """Hand one message over. Never raises for what the other side does."""

    def close(self) -> None:
        """Let go of the connection."""


def transports() -> list[Transport]:
    """Every way out that is set up here."""
    found: list[Transport] = [Mail()] if settings.EMAIL_HOST else []
    return [*found, *(ToGateway(one) for one in gateways().values())]


class Mail:
    """The mail server: one connection for as many mails as there are."""

    via = BY_MAIL

    def __init__(self) -> None:
        self._server = get_connection()

    def open(self) -> str:
        try:
            self._server.open()
        except (OSError, smtplib.SMTPException) as error:
            return f"连不上邮件服务器：{said_of(error)}"
        return ""

    def send(self, message: Message) -> Said:
        if why := self.open():
            return Said(Answer.AWAY, why)
        try:
            self._server.send_messages([mail_of(message)])
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            self._forget_errors()
            return Said(_lasting(code), _answer(code, said))
        except smtplib.SMTPDataError as error:
            self._forget_errors()
            return Said(_lasting(error.smtp_code), _answer(error.smtp_code, error.smtp_error))
        except (OSError, smtplib.SMTPException) as error:
            # the connection may be in any state: begin a new one for the next mail
            self.close()
            return Said(Answer.NOT_NOW, said_of(error))
        return TAKEN

    def close(self) -> None:
        self._server.close()

    def _forget_errors(self) -> None:
        """After a refusal the next mail begins afresh on the same connection."""
        connection = getattr(self._server, "connection", None)
        if connection is None:
            return
        try:
            connection.rset()
        except (OSError, smtplib.SMTPException):
            self.close()


class ToGateway:
    """A gateway: one request a message, to the number its receiver has set."""

    def __init__(self, gateway: Gateway) -> None:
        self.via, self._gateway = gateway.name, gateway

    def open(self) -> str:
        return ""

    def send(self, message: Message) -> Said:
        row = Reach.objects.filter(user=message.receiver_id, via=self.via).first()
        if row is None:
            return Said(Answer.NEVER, "收件人不再在这里收")
        status, why = post(self._gateway, keyring().open(row.handle), message.subject, text_of(message))
        if status is None:
            return Said(Answer.AWAY, why) if why else TAKEN
        # 408 and 429 ask for patience, and from 500 on the fault is on the other side
        passing = status in {408, 429} or status >= 500
        return Said(Answer.NOT_NOW if passing else Answer.NEVER, why)

    def close(self) -> None:
        """Nothing is kept open."""


def text_of(message: Message) -> str:
    """What is told: the body, and where to look."""
    return message.body if not message.link else f"{message.body}\n\n请登录网站查看：{message.link}"


def mail_of(message: Message) -> EmailMessage:
    """The mail as it goes out, the same at every attempt."""
    domain = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].strip(" >") or "localhost"
    mail = EmailMessage(
        message.subject,
        text_of(message),
        to=[message.address],
        headers={
            # the same at every attempt, and nothing of the content can be told from it
            "Message-ID": f"<{keyring().digest(f'mail {message.pk} {message.key}')[:32]}@{domain}>",
            "Date": format_datetime(message.created_at.astimezone(ZONE)),
            "Auto-Submitted": "auto-generated",
        },
    )
    if message.calendar:
        mail.attach(invitation(message.calendar))
    return mail


def invitation(calendar: str) -> MIMEText:
    """The part of a mail that calendars read; its method (REQUEST, CANCEL) stands in the part's own header too."""
    found = METHOD.search(calendar)
    part = MIMEText(calendar, "calendar", "utf-8")
    part.set_param("method", found.group(1) if found else "PUBLISH")
    part.add_header("Content-Disposition", "attachment", filename="meeting.ics")
    return part


def _lasting(code: int) -> Answer:
    return Answer.NEVER if code >= PERMANENT else Answer.NOT_NOW


def _answer(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"邮件服务器说：{code} {text}"


def said_of(error: Exception) -> str:
    """What went wrong, in words; what the server said, word for word."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error.smtp_code, error.smtp_error)
    if isinstance(error, TimeoutError):
        return "等了太久没有回音"
    if isinstance(error, ConnectionRefusedError):
        return "它没有在运行，或者端口不对"
    return str(error) or type(error).__name__
