"""Sending what is due over SMTP: one pass, called every minute.

Each attempt is committed as 正在寄 before the server hears of it, and its outcome after. If the program dies in
between, nobody can know whether the mail went out; the attempt is then put down as such and the mail sent once
more, with the same Message-ID so that mail programs show it once. So a mail arrives at least once, as a rule
exactly once, and none is lost without a row that says so.
"""

from __future__ import annotations

import logging
import re
import smtplib
from dataclasses import dataclass
from datetime import timedelta
from email.mime.text import MIMEText
from email.utils import format_datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from zhidu.foundation.clock import ZONE, now
from zhidu.foundation.keys import keyring
from zhidu.foundation.outbox.models import Delivery, Message, Outcome

LOG = logging.getLogger("zhidu.outbox")
AT_ONCE = 500
"""At most so many mails a pass; the rest a minute later."""
PAUSES = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 360, 720, 1440))
"""How long to wait after the first, second … failed attempt; after the last the mail is given up."""
OUTAGE = timedelta(minutes=2)
"""How long to wait when the server cannot be reached at all. That is not the mail's fault and costs no attempt."""
DEAD = timedelta(minutes=10)
"""Sending one mail never takes so long: whoever began it is gone."""
METHOD = re.compile(r"^METHOD:([A-Z]+)\s*$", re.MULTILINE)
PERMANENT = 500
"""SMTP answers from here on say no for good; below, for now."""


@dataclass(slots=True)
class Pass:
    """What one pass did."""

    sent: int = 0
    failed: int = 0
    refused: int = 0
    outage: str = ""


def deliver_due() -> Pass:
    """Send every mail that is due; safe to run in several processes at once."""
    done = Pass()
    if not settings.EMAIL_HOST:
        return done
    _bury_the_dead()
    due = Delivery.objects.filter(outcome=Outcome.DUE, due_at__lte=now()).order_by("due_at", "id")
    waiting = list(due.values_list("pk", flat=True)[:AT_ONCE])
    if not waiting:
        return done
    server = get_connection()
    try:
        for pk in waiting:
            if why := _unreachable(server):
                done.outage = why
                _put_off(why)
                break
            one = _claimed(pk)
            if one is not None:
                _send(server, one, done)
    finally:
        server.close()
    return done


def _unreachable(server: BaseEmailBackend) -> str:
    """Make sure there is a connection; why there is none, or ''."""
    try:
        server.open()
    except (OSError, smtplib.SMTPException) as error:
        return f"连不上邮件服务器：{said_of(error)}"
    return ""


def _put_off(why: str) -> None:
    LOG.warning("%s", why)
    Delivery.objects.filter(outcome=Outcome.DUE, due_at__lte=now()).update(
        due_at=now() + OUTAGE, reason=why[:300]
    )


def _claimed(pk: int) -> Delivery | None:
    """Take an attempt, unless another process was quicker."""
    mine = Delivery.objects.filter(pk=pk, outcome=Outcome.DUE).update(outcome=Outcome.SENDING, at=now())
    return Delivery.objects.select_related("message").get(pk=pk) if mine else None


def _send(server: BaseEmailBackend, one: Delivery, done: Pass) -> None:
    try:
        server.send_messages([_mail(one.message)])
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        _failed(one, done, _answer(code, said), for_good=code >= PERMANENT)
        _forget_errors(server)
    except smtplib.SMTPDataError as error:
        _failed(one, done, _answer(error.smtp_code, error.smtp_error), for_good=error.smtp_code >= PERMANENT)
        _forget_errors(server)
    except (OSError, smtplib.SMTPException) as error:
        # the connection may be in any state: begin a new one for the next mail
        _failed(one, done, said_of(error), for_good=False)
        server.close()
    else:
        _finished(one, Outcome.SENT, "")
        done.sent += 1


def _forget_errors(server: BaseEmailBackend) -> None:
    """After a refusal the next mail begins afresh on the same connection."""
    connection = getattr(server, "connection", None)
    if connection is None:
        return
    try:
        connection.rset()
    except (OSError, smtplib.SMTPException):
        server.close()


def _mail(message: Message) -> EmailMessage:
    domain = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].strip(" >") or "localhost"
    told = message.body if not message.link else f"{message.body}\n\n请登录网站查看：{message.link}"
    mail = EmailMessage(
        message.subject,
        told,
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


def _failed(one: Delivery, done: Pass, why: str, *, for_good: bool) -> None:
    spent = one.attempt > len(PAUSES)
    if for_good:
        _finished(one, Outcome.REFUSED, why)
        done.refused += 1
    elif spent:
        _finished(one, Outcome.GIVEN_UP, why)
        done.failed += 1
    else:
        with transaction.atomic():
            _finished(one, Outcome.FAILED, why)
            _next(one)
        done.failed += 1
    LOG.warning("第 %s 次寄 message-%s 没有成：%s", one.attempt, one.message_id, why)


def _finished(one: Delivery, outcome: Outcome, why: str) -> None:
    Delivery.objects.filter(pk=one.pk, outcome=Outcome.SENDING).update(
        outcome=outcome, reason=why[:300], at=now()
    )


def _next(one: Delivery) -> None:
    after = PAUSES[min(one.attempt, len(PAUSES)) - 1]
    planned = Delivery(message_id=one.message_id, attempt=one.attempt + 1, due_at=now() + after)
    Delivery.objects.bulk_create([planned], ignore_conflicts=True)


def _bury_the_dead() -> None:
    """Attempts whose sender is gone: not known whether they arrived, so once more."""
    for one in Delivery.objects.filter(outcome=Outcome.SENDING, at__lt=now() - DEAD):
        with transaction.atomic():
            why = "寄的时候程序中断了；为防没有寄到，再寄一次"
            if Delivery.objects.filter(pk=one.pk, outcome=Outcome.SENDING).update(
                outcome=Outcome.UNKNOWN, reason=why
            ):
                _next(one)


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
