"""A test mail (测试邮件): whether the mail server takes what this site hands over."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.outbox.access import TEST
from zhidu.foundation.outbox.probe import Step, send_test


def try_mail(*, actor: Actor, address: str) -> list[Step]:
    """Send a test mail and put down that it was done; what the server said, step by step.

    Raises Wrong for an address that is none and where there is no mail server. The server is asked before the
    transaction begins: it may take its time, and nobody else has to wait for it.
    """
    TEST.require_at(actor, "")
    if not settings.EMAIL_HOST:
        raise Wrong("还没有设邮件服务器；请先设 ZHIDU_SMTP 再重新启动。")
    try:
        validate_email(address)
    except ValidationError:
        raise Wrong({"address": f"邮箱“{address}”写得不对；应像 wang@example.cn"}) from None
    steps = send_test(address)
    tested(actor=actor, address=address, ok=steps[-1].ok)
    return steps


@act("outbox.test", "寄测试邮件")
def tested(*, actor: Actor, address: str, ok: bool) -> None:
    """Put down that a test mail was tried, to whom, and how it ended."""
    TEST.require_at(actor, "")
    record(obj="mail-server", place=None, changes={"address": (None, address)}, details={"ok": ok})
