"""A test mail, sent at once and step by step, so that the answers of the server can be shown word for word."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from zhidu.foundation.clock import now
from zhidu.foundation.outbox.gateways import gateways, post
from zhidu.foundation.outbox.models import BY_MAIL
from zhidu.foundation.outbox.transports import said_of


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was tried, whether it went well, and what the server said."""

    what: str
    ok: bool
    said: str


def send_test(address: str, via: str = BY_MAIL) -> list[Step]:
    """Try it; the last step says how it ended. Nothing is written, and nothing is tried again."""
    if via != BY_MAIL:
        return [_by_gateway(address, via)]
    server = get_connection()
    steps: list[Step] = []
    try:
        server.open()
    except (OSError, smtplib.SMTPException) as error:
        return [Step(f"连接 {settings.EMAIL_HOST}:{settings.EMAIL_PORT}", ok=False, said=said_of(error))]
    try:
        signed = "已连上，已登录" if settings.EMAIL_HOST_USER else "已连上，没有登录"
        steps.append(Step(f"连接 {settings.EMAIL_HOST}:{settings.EMAIL_PORT}", ok=True, said=signed))
        _deliver(server.connection, address, steps)
    except (OSError, smtplib.SMTPException) as error:
        steps.append(Step("寄信", ok=False, said=said_of(error)))
    finally:
        server.close()
    return steps


def _by_gateway(handle: str, via: str) -> Step:
    gateway = gateways()[via]
    status, why = post(
        gateway, handle, "制度：测试消息", f"这是系统管理员 {now():%Y-%m-%d %H:%M} 发出的测试消息。"
    )
    ok = status is None and not why
    return Step(f"交给{gateway.title}的网关", ok, why or "网关收下了")


def _deliver(smtp: smtplib.SMTP, address: str, steps: list[Step]) -> None:
    mail = EmailMessage(
        "制度：测试邮件",
        f"这是系统管理员 {now():%Y-%m-%d %H:%M} 寄出的测试邮件。收到它，说明邮件服务器设得对。",
        to=[address],
    ).message()
    smtp.ehlo_or_helo_if_needed()
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    for what, ask in (
        (f"发件人 {sender}", lambda: smtp.mail(sender)),
        ("收件人", lambda: smtp.rcpt(address)),
        ("正文", lambda: smtp.data(mail.as_bytes(linesep="\r\n"))),
    ):
        code, answer = ask()
        ok = 200 <= code < 300
        steps.append(Step(what, ok, f"{code} {answer.decode('utf-8', 'replace')}"))
        if not ok:
            smtp.rset()
            return
