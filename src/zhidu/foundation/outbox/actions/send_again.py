"""Sending a mail once more, after an administrator has seen to what kept it back."""

from __future__ import annotations

from django.conf import settings

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now
from zhidu.foundation.identity.queries import account
from zhidu.foundation.outbox.access import SEND_AGAIN
from zhidu.foundation.outbox.gateways import gateways
from zhidu.foundation.outbox.models import BY_MAIL, WAITING, Channel, Delivery, Message, Reach


@act("outbox.send_again", "重发邮件")
def send_again(*, actor: Actor, message: int, via: str = BY_MAIL) -> Delivery:
    """Plan another attempt at once, to the address or the number the account has today.

    The old attempts stay in the ledger. Raises Wrong where the mail is waiting anyway or has no address.
    """
    row = (
        Message.objects.select_for_update(of=("self",)).select_related("receiver").filter(pk=message).first()
    )
    if row is None:
        raise Wrong("没有这封信；请从发信记录里重新选。")
    SEND_AGAIN.require(actor, row)
    last = row.deliveries.filter(via=via).order_by("-attempt").first()
    if last is not None and last.outcome in WAITING:
        raise Wrong("这封信正等着寄，不用重发。")
    changed = None
    if via == BY_MAIL:
        changed = _by_mail(row)
    else:
        _reachable(row, via)
    made = Delivery.objects.create(
        message=row, via=via, attempt=last.attempt + 1 if last else 1, due_at=now()
    )
    record(
        obj=row.code,
        place=None,
        changes=changed,
        details={"attempt": made.attempt, "via": via},
    )
    return made


def _by_mail(row: Message) -> dict[str, tuple[str, str]] | None:
    if not settings.EMAIL_HOST:
        raise Wrong("还没有设邮件服务器，寄不出去；请先设 ZHIDU_SMTP 再重新启动。")
    address = account(row.receiver_id).email if row.receiver_id is not None else row.address
    if not address:
        raise Wrong("收件人没有邮箱；请先在帐号里填上，再重发。")
    old = row.address
    row.address, row.channel = address, Channel.MAIL
    row.save(update_fields=["address", "channel"])
    return {"address": (old, address)} if old != address else None


def _reachable(row: Message, via: str) -> None:
    if via not in gateways():
        raise Wrong("现在没有设这种途径；请先设 ZHIDU_CHANNELS 再重新启动。")
    if not Reach.objects.filter(user=row.receiver_id, via=via).exists():
        raise Wrong("收件人没有在这里留号码，发不出去。")
