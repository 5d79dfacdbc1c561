"""Tables: on what base somebody pays, what a month comes to, and what was handed up.

A payment itself is a record of activities (交纳党费), like everything else that was done and counts for clauses; an
assessment points at the one that settled it. Declaring that record void takes the payment back.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

from zhidu.domain.dues import EntryKind, Month


class Base(models.Model):
    """On what somebody pays from a month on (核定): kind of payer, and the base or the sum agreed, both sealed."""

    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    since = models.CharField("自哪月", max_length=7)
    payer = models.CharField("类别", max_length=40)
    sealed = models.BinaryField("基数或商定的数")
    """Encrypted: what somebody earns is nobody's business but theirs and the collector's."""
    set_at = models.DateTimeField("核定时间")
    set_by = models.BigIntegerField("核定人", null=True)
    superseded_at = models.DateTimeField("改掉的时间", null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["since", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person", "since"],
                condition=models.Q(superseded_at=None),
                name="dues_one_base_a_month",
            )
        ]

    @property
    def code(self) -> str:
        return f"dues-base-{self.pk}"


class Relief(models.Model):
    """A reduction somebody in hardship asked for (减免): the branch puts it forward, the superiors answer."""

    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    first = models.CharField("自哪月", max_length=7)
    last = models.CharField("至哪月", max_length=7)
    pays = models.DecimalField("减到每月", max_digits=10, decimal_places=2)
    sealed = models.BinaryField("困难的情况")
    """Encrypted: read by those who put it forward and those who answer."""
    asked_on = models.DateField("支部研究的日期")
    asked_at = models.DateTimeField("提出时间")
    asked_by = models.BigIntegerField("提出的帐号", null=True)
    agreed = models.BooleanField("同意", null=True)
    words = models.CharField("答复", max_length=200, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True)
    answered_by = models.BigIntegerField("答复的帐号", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    def get_absolute_url(self) -> str:
        return reverse("dues:relief", args=[self.pk])

    @property
    def code(self) -> str:
        return f"dues-relief-{self.pk}"

    @property
    def months(self) -> str:
        return f"{Month.parse(self.first).chinese}至{Month.parse(self.last).chinese}"

    @property
    def state_name(self) -> str:
        return {None: "等上级批准", True: "已批准", False: "没有批准"}[self.agreed]


class Assessment(models.Model):
    """What one month comes to for one person (应交)."""

    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+", db_index=False)
    month = models.CharField("月份", max_length=7)
    amount = models.DecimalField("应交", max_digits=10, decimal_places=2)
    base = models.ForeignKey(Base, on_delete=models.PROTECT, related_name="+")
    relief = models.ForeignKey(Relief, on_delete=models.PROTECT, null=True, related_name="+")
    clause = models.CharField("条款", max_length=160)
    assessed_at = models.DateTimeField("算出的时间")
    superseded_at = models.DateTimeField("改掉的时间", null=True)
    payment = models.OneToOneField(
        "activities.Activity", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="交纳"
    )

    overdue = models.ForeignKey(
        "activities.Activity", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="逾期"
    )
    """The record that the month ended unpaid; talks about it and the payment that made up for it refer to it."""
    reminded_at = models.DateTimeField("提醒的时间", null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["month", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person", "month"],
                condition=models.Q(superseded_at=None),
                name="dues_one_assessment_a_month",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "month"]),
            # finding everybody whose month ended unpaid reads this alone
            models.Index(
                fields=["month"], condition=models.Q(superseded_at=None, payment=None), name="dues_unpaid"
            ),
        ]

    @property
    def code(self) -> str:
        return f"dues-{self.pk}"

    @property
    def paid(self) -> bool:
        """Whether a payment that still counts settles it."""
        return self.payment is not None and self.payment.voided_at is None

    @property
    def month_name(self) -> str:
        return Month.parse(self.month).chinese


class Remittance(models.Model):
    """Dues handed up (上缴) by one organisation to the one above it, and when that one had them."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField("金额", max_digits=14, decimal_places=2)
    on = models.DateField("上缴日期")
    words = models.CharField("说明", max_length=120, blank=True)
    record = models.OneToOneField("activities.Activity", on_delete=models.PROTECT, related_name="+")
    """The record that counts for clauses; declared void it takes the remittance back."""
    received_on = models.DateField("收到日期", null=True)
    received_at = models.DateTimeField("签收时间", null=True)
    received_by = models.BigIntegerField("签收人", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.organization.name} 上缴 {self.amount} 元"

    def get_absolute_url(self) -> str:
        return reverse("dues:passing", args=[self.organization_id])

    @property
    def code(self) -> str:
        return f"dues-remittance-{self.pk}"

    @property
    def state_name(self) -> str:
        if self.record.voided_at is not None:
            return "已作废"
        return "已签收" if self.received_at is not None else "等签收"


class Movement(models.Model):
    """Money that came or went otherwise (其他收支): passed down, interest, spent on what dues are for."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("事由", max_length=12)
    amount = models.DecimalField("金额", max_digits=14, decimal_places=2)
    on = models.DateField("日期")
    purpose = models.CharField("用途", max_length=40, blank=True)
    words = models.CharField("说明", max_length=120, blank=True)
    record = models.OneToOneField(
        "activities.Activity", on_delete=models.PROTECT, null=True, related_name="+"
    )
    """The record that counts for clauses, where money was spent; declared void it takes this back."""
    entered_at = models.DateTimeField("录入时间")
    entered_by = models.BigIntegerField("录入人", null=True)
    voided_at = models.DateTimeField("作废时间", null=True)
    reason = models.CharField("作废的理由", max_length=120, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-on", "-id"]

    @property
    def code(self) -> str:
        return f"dues-movement-{self.pk}"

    @property
    def kind_name(self) -> str:
        return EntryKind(self.kind).chinese

    @property
    def counts(self) -> bool:
        return self.voided_at is None and (self.record is None or self.record.voided_at is None)


from zhidu.apps.dues.paying_models import (  # noqa: E402 - the tables of the app are found here
    Account,
    Extra,
    Line,
    Order,
    OrderItem,
    Receipt,
    ReceiptLine,
    Statement,
)

__all__ = [
    "Account",
    "Assessment",
    "Base",
    "Extra",
    "Line",
    "Movement",
    "Order",
    "OrderItem",
    "Receipt",
    "ReceiptLine",
    "Relief",
    "Remittance",
    "Statement",
]
