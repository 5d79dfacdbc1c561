"""Putting a message into the outbox, as part of the act that has something to tell."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from zhidu.foundation.acts import acting
from zhidu.foundation.clock import now
from zhidu.foundation.identity.queries import account
from zhidu.foundation.outbox.models import Channel, Delivery, Message

LONGEST_SUBJECT = 200


def queue(
    *,
    receiver: int | None,
    subject: str,
    body: str,
    key: str,
    address: str = "",
    link: str = "",
    mail: bool = True,
    calendar: str = "",
) -> Message:
    """Tell *receiver* (an account) something, in the site and, where there is an address, by mail.

    To be called inside an act: the message stands or falls with what it tells of. *key* says what is told; a
    second message with the same key is not made, and the first is returned. *address* reaches somebody without
    an account; for an account it is the one kept there. *calendar* is an iCalendar object that goes with the
    mail. Without a mail server everything stays in the site. Raises ValueError where nobody could receive it,
    and where the address is none.
    """
    if acting() is None:
        raise RuntimeError("消息只能在行为（act）之内写：与它所说的事同时成立，或同时不成立")
    if receiver is None and not address:
        raise ValueError("消息没有收件人；应写帐号或邮箱")
    if not address and mail and receiver is not None:
        address = account(receiver).email
    if address:
        try:
            validate_email(address)
        except ValidationError as error:
            raise ValueError(f"邮箱“{address}”写得不对；应像 wang@example.cn") from error
    by_mail = bool(mail and address and settings.EMAIL_HOST)
    draft = Message(
        receiver_id=receiver,
        address=address,
        channel=Channel.MAIL if by_mail else Channel.SITE,
        # a line break in a subject would end the header of the mail
        subject=" ".join(subject.split())[:LONGEST_SUBJECT],
        body=body,
        link=link,
        calendar=calendar if by_mail else "",
        key=key,
        created_at=now(),
    )
    # two acts that tell the same thing at once: the second waits for the first and then finds its message
    Message.objects.bulk_create([draft], ignore_conflicts=True)
    message = Message.objects.get(key=key)
    if message.channel == Channel.MAIL:
        first = Delivery(message=message, attempt=1, due_at=message.created_at)
        Delivery.objects.bulk_create([first], ignore_conflicts=True)
    return message
