"""Tables: transfers of 组织关系.

What counts for clauses (转出、回执、介绍信) is a record of activities, as with dues; a row here says how far one
transfer got, and points at those records.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

from zhidu.apps.transfers.states import OPEN, State
from zhidu.foundation.clock import today


class Transfer(models.Model):
    """One person's 组织关系 on its way from one organisation to another.

    ``sender`` and ``receiver`` are organisations of the site; where one of them is not, its name stands in the words
    beside it and a letter (介绍信) goes with the person. Until it is received the person belongs to the sender.
    Of somebody who comes from elsewhere ``person`` is known only once received, which is at once.
    """

    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    sender = models.ForeignKey(
        "orgs.Node", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    sender_words = models.CharField("从哪里", max_length=120, blank=True)
    receiver = models.ForeignKey(
        "orgs.Node", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    receiver_words = models.CharField("到哪里", max_length=120, blank=True)
    reason = models.CharField("为什么转", max_length=200)
    state = models.CharField("办到哪里", max_length=10, default=State.ASKED.value)
    asked_at = models.DateTimeField("提出时间")
    asked_by = models.BigIntegerField("提出的帐号", null=True)
    issuer = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, null=True, related_name="+")
    """The basic committee that gives the letter."""
    letter_year = models.PositiveSmallIntegerField("介绍信年份", null=True)
    letter_number = models.PositiveIntegerField("介绍信编号", null=True)
    letter_words = models.CharField("外来介绍信的编号", max_length=60, blank=True)
    receipt_number = models.PositiveIntegerField("回执编号", null=True)
    sealed_on = models.DateField("盖章交给本人的日期", null=True)
    sent_on = models.DateField("转出日期", null=True)
    until = models.DateField("有效期至", null=True)
    received_on = models.DateField("接收日期", null=True)
    received_by = models.CharField("谁收的", max_length=80, blank=True)
    ended_why = models.CharField("没有办成的理由", max_length=200, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    out = models.OneToOneField(
        "activities.Activity",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="转出的记录",
    )
    reminded_on = models.DateField("过期以后提醒的日期", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(state__in=[one.value for one in OPEN]),
                name="transfers_one_under_way",
            ),
            models.UniqueConstraint(
                fields=["issuer", "letter_year", "letter_number"], name="transfers_letter_numbers"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["sender", "state"]),
            models.Index(fields=["receiver", "state"]),
        ]

    def __str__(self) -> str:
        return f"{self.person.name} {self.from_name}→{self.to_name}"

    def get_absolute_url(self) -> str:
        return reverse("transfers:one", args=[self.pk])

    @property
    def code(self) -> str:
        return f"transfer-{self.pk}"

    @property
    def from_name(self) -> str:
        return self.sender.name if self.sender is not None else self.sender_words

    @property
    def to_name(self) -> str:
        return self.receiver.name if self.receiver is not None else self.receiver_words

    @property
    def by_letter(self) -> bool:
        """Whether a letter of this site goes with the person."""
        return self.letter_number is not None

    @property
    def incoming(self) -> bool:
        """Whether the person came from elsewhere."""
        return self.sender_id is None

    @property
    def asked(self) -> bool:
        return self.state == State.ASKED

    @property
    def sent(self) -> bool:
        return self.state == State.SENT

    @property
    def open(self) -> bool:
        return self.state in OPEN

    @property
    def overdue(self) -> bool:
        """Sent, not received, and no longer valid."""
        return self.sent and self.until is not None and self.until < today()

    @property
    def state_name(self) -> str:
        return "过期没有回执" if self.overdue else State(self.state).chinese


from zhidu.apps.transfers.away_models import Away, Guest, Lost, News, Report  # noqa: E402 - Django finds models here

__all__ = ["Away", "Guest", "Lost", "News", "Report", "Transfer"]
