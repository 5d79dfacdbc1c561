"""A test mail (测试邮件): whether the mail server takes what this site hands over."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.outbox.access import TEST
from zhidu.foundation.outbox.actions.choose_channel import HANDLE
from zhidu.foundation.outbox.gateways import gateways
from zhidu.foundation.outbox.models import BY_MAIL
from zhidu.foundation.outbox.probe import Step, send_test


def try_way(*, actor: Actor, address: str, via: str = BY_MAIL) -> list[Step]:
    """Send a test message and put down that it was done; what the other side said, step by step.

    Raises Wrong for an address that is none and where that way is not set up. The other side is asked before the
    transaction begins: it may take its time, and nobody else has to wait for it.
    """
    TEST.require_at(actor, "")
    if via == BY_MAIL:
        if not settings.EMAIL_HOST:
            raise Wrong("还没有设邮件服务器；请先设 ZHIDU_SMTP 再重新启动。")
        try:
            validate_email(address)
        except ValidationError:
            raise Wrong({"address": f"邮箱“{address}”写得不对；应像 wang@example.cn"}) from None
    elif via not in gateways():
        raise Wrong({"via": "现在没有这种途径；请先设 ZHIDU_CHANNELS 再重新启动。"})
    elif not HANDLE.fullmatch(address):
        raise Wrong({"address": "号码应是 3 至 64 个字母、数字或 . _ @ + -，如 13800138000"})
    steps = send_test(address, via)
    tested(actor=actor, address=address, ok=steps[-1].ok, via=via)
    return steps


@act("outbox.test", "寄测试邮件")
def tested(*, actor: Actor, address: str, ok: bool, via: str) -> None:
    """Put down that a test message was tried, to whom, and how it ended."""
    TEST.require_at(actor, "")
    obj = "mail-server" if via == BY_MAIL else f"gateway-{via}"
    record(obj=obj, place=None, changes={"address": (None, address)}, details={"ok": ok, "via": via})
