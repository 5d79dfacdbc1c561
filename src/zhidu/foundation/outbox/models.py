"""Tables of messages (消息) and of the attempts to hand them over."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.conf import settings
from django.db import models

from zhidu.foundation.clock import now


class Channel(StrEnum):
    """How a message reaches people; everything with a receiver is in the site as well."""

    SITE = "site"
    MAIL = "mail"


BY_MAIL = "mail"


class Outcome(StrEnum):
    """What became of one attempt."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    GIVEN_UP = "given_up"


CHANNELS = [(Channel.SITE.value, "站内"), (Channel.MAIL.value, "站内和邮件")]
OUTCOMES = [
    (Outcome.DUE.value, "等着寄"),
    (Outcome.SENDING.value, "正在寄"),
    (Outcome.SENT.value, "已寄出"),
    (Outcome.FAILED.value, "没寄成，会再寄"),
    (Outcome.UNKNOWN.value, "不知道寄到没有，会再寄"),
    (Outcome.REFUSED.value, "对方不收"),
    (Outcome.GIVEN_UP.value, "多次没寄成，不再寄"),
]
WAITING = (Outcome.DUE, Outcome.SENDING)
LOST = (Outcome.REFUSED, Outcome.GIVEN_UP)
"""Outcomes after which nothing more happens by itself although the message has not arrived."""


class Message(models.Model):
    """Something one receiver is to know. ``key`` makes sure that the same thing is said once."""

    receiver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+", verbose_name="收件人"
    )
    address = models.EmailField("邮箱", blank=True)
    channel = models.CharField("途径", max_length=8, choices=CHANNELS)
    subject = models.CharField("标题", max_length=200)
    body = models.TextField("内容")
    link = models.CharField("去处", max_length=200, blank=True)
    """Where in the site the thing itself is, a path such as ``/findings/12/``."""
    calendar = models.TextField("日历条目", blank=True)
    """An iCalendar object (RFC 5545) that goes with the mail, so that a calendar takes the meeting in or out."""
    key = models.CharField("去重键", max_length=200, unique=True)
    created_at = models.DateTimeField("写成时间", default=now)
    read_at = models.DateTimeField("看过", null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["receiver", "read_at"]),
            models.Index(fields=["receiver", "id"]),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def code(self) -> str:
        """The message's name in the journal."""
        return f"message-{self.pk}"


class Delivery(models.Model):
    """One attempt to hand a message to the mail server or a gateway, planned or made: the ledger of delivery."""

    via = models.CharField("经由", max_length=20, default=BY_MAIL)
    """``mail``, or the name of a gateway."""
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    attempt = models.PositiveSmallIntegerField("第几次")
    due_at = models.DateTimeField("最早何时寄")
    at = models.DateTimeField("何时寄的", null=True)
    outcome = models.CharField("结果", max_length=10, choices=OUTCOMES, default=Outcome.DUE.value)
    reason = models.CharField("原因", max_length=300, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["message", "via", "attempt"], name="outbox_one_row_an_attempt_by_each"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            # the worker looks here every minute; what is done with is not in it
            models.Index(
                fields=["via", "due_at", "id"],
                condition=models.Q(outcome__in=("due", "sending")),
                name="outbox_waiting_by",
            ),
            models.Index(fields=["outcome", "id"]),
        ]

    @property
    def word(self) -> str:
        return dict(OUTCOMES)[self.outcome]

    @property
    def way(self) -> str:
        """邮件, or what the gateway is called here."""
        from zhidu.foundation.outbox.queries import way_name  # noqa: PLC0415 - which reads these tables

        return way_name(self.via)


class Reach(models.Model):
    """Where else somebody wants to be told (另在哪里收): a gateway, and the number or name there, sealed.

    Whoever has the database alone cannot read a telephone number out of it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    via = models.CharField("经由", max_length=20)
    handle = models.BinaryField("号码")
    created_at = models.DateTimeField("设定时间", default=now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "via"], name="outbox_once_by_each")
        ]
