"""Putting messages into the outbox, as part of the act that has something to tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from zhidu.foundation.acts import acting
from zhidu.foundation.clock import now
from zhidu.foundation.identity.queries import accounts
from zhidu.foundation.outbox.gateways import gateways
from zhidu.foundation.outbox.models import BY_MAIL, Channel, Delivery, Message, Reach

LONGEST_SUBJECT = 200
AT_ONCE = 1000
"""Rows written in one query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What one receiver is to be told.

    *key* says what is told: the same thing is said once. *address* reaches somebody without an account; for an
    account it is the one kept there. *calendar* is an iCalendar object that goes with the mail.
    """

    receiver: int | None
    subject: str
    body: str
    key: str
    address: str = ""
    link: str = ""
    mail: bool = True
    calendar: str = ""


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
    """Tell *receiver* (an account) one thing; see :class:`Letter` and :func:`queue_many`."""
    letter = Letter(
        receiver=receiver,
        subject=subject,
        body=body,
        key=key,
        address=address,
        link=link,
        mail=mail,
        calendar=calendar,
    )
    return queue_many([letter])[0]


def queue_many(letters: Iterable[Letter]) -> list[Message]:
    """Tell many people something, in the site and, where there is an address, by mail; a few queries a thousand.

    To be called inside an act: the messages stand or fall with what they tell of. Of a letter whose key was used
    before no second message is made, and the first is returned. Without a mail server everything stays in the
    site. Raises ValueError where nobody could receive a letter, and where an address is none.
    """
    if acting() is None:
        raise RuntimeError("消息只能在行为（act）之内写：与它所说的事同时成立，或同时不成立")
    wanted = list(letters)
    mails = {one.receiver for one in wanted if one.mail and not one.address and one.receiver is not None}
    known = {user.pk: user.email for user in accounts(mails)}
    drafts = [_draft(one, known) for one in wanted]
    # two acts that tell the same thing at once: the second waits for the first and then finds its message
    Message.objects.bulk_create(drafts, ignore_conflicts=True, batch_size=AT_ONCE)
    made: dict[str, Message] = {}
    keys = [one.key for one in drafts]
    for start in range(0, len(keys), AT_ONCE):
        made.update((one.key, one) for one in Message.objects.filter(key__in=keys[start : start + AT_ONCE]))
    Delivery.objects.bulk_create(
        _deliveries(made.values(), wanted), ignore_conflicts=True, batch_size=AT_ONCE
    )
    return [made[key] for key in keys]


def _deliveries(made: Iterable[Message], letters: Iterable[Letter]) -> Iterator[Delivery]:
    """The first attempt by mail, and by every gateway where the receiver wants to be told too."""
    set_up = gateways()
    also: dict[int, list[str]] = {}
    receivers = {one.receiver for one in letters if one.mail and one.receiver is not None}
    if set_up:
        ordered = sorted(receivers)
        for start in range(0, len(ordered), AT_ONCE):
            rows = Reach.objects.filter(user__in=ordered[start : start + AT_ONCE], via__in=set_up)
            for user, via in rows.values_list("user_id", "via"):
                also.setdefault(user, []).append(via)
    for one in made:
        ways = [BY_MAIL] if one.channel == Channel.MAIL else []
        for via in (*ways, *also.get(one.receiver_id or 0, ())):
            yield Delivery(message=one, via=via, attempt=1, due_at=one.created_at)


def _draft(letter: Letter, known: Mapping[int, str]) -> Message:
    if letter.receiver is None and not letter.address:
        raise ValueError("消息没有收件人；应写帐号或邮箱")
    address = letter.address
    if not address and letter.mail and letter.receiver is not None:
        address = known[letter.receiver]
    if address:
        try:
            validate_email(address)
        except ValidationError as error:
            raise ValueError(f"邮箱“{address}”写得不对；应像 wang@example.cn") from error
    by_mail = bool(letter.mail and address and settings.EMAIL_HOST)
    return Message(
        receiver_id=letter.receiver,
        address=address,
        channel=Channel.MAIL if by_mail else Channel.SITE,
        # a line break in a subject would end the header of the mail
        subject=" ".join(letter.subject.split())[:LONGEST_SUBJECT],
        body=letter.body,
        link=letter.link,
        calendar=letter.calendar if by_mail else "",
        key=letter.key,
        created_at=now(),
    )
