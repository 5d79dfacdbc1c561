"""Tables of paying: receipts, the account that takes payments by transfer, slips, statements of the bank, gifts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

from zhidu.domain.dues import Month
from zhidu.foundation.papers.numbering import ledger_number


class Receipt(models.Model):
    """A receipt (收据) for what one person paid on one occasion. Numbers have no gaps; a void one keeps its number."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年")
    number = models.PositiveIntegerField("号")
    issued_at = models.DateTimeField("开出的时间")
    issued_by = models.BigIntegerField("开出的帐号", null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["year", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organization", "year", "number"], name="dues_receipt_number")
        ]

    def __str__(self) -> str:
        return self.called

    @property
    def code(self) -> str:
        return f"dues-receipt-{self.pk}"

    @property
    def called(self) -> str:
        """党费-2026-0005."""
        return ledger_number("党费", self.year, self.number)


class ReceiptLine(models.Model):
    """One payment on a receipt; a payment stands on one receipt only."""

    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="lines")
    payment = models.OneToOneField("activities.Activity", on_delete=models.PROTECT, related_name="+")
    month = models.CharField("月份", max_length=7)
    amount = models.DecimalField("金额", max_digits=10, decimal_places=2)

    class Meta:
        ordering: ClassVar[list[str]] = ["month", "id"]

    @property
    def month_name(self) -> str:
        return Month.parse(self.month).chinese


class Account(models.Model):
    """The account of an organisation that takes dues by transfer (收款帐户), for itself and those below it."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    provider = models.CharField("怎样收", max_length=20)
    holder = models.CharField("户名", max_length=60)
    bank = models.CharField("开户银行", max_length=60)
    number = models.CharField("帐号", max_length=40)
    opened_at = models.DateTimeField("登记的时间")
    closed_at = models.DateTimeField("停用的时间", null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organization"], condition=models.Q(closed_at=None), name="dues_one_account"
            )
        ]

    @property
    def code(self) -> str:
        return f"dues-account-{self.pk}"


class Order(models.Model):
    """A slip (缴费单) with which somebody pays certain months by transfer; the reference tells whose money it is."""

    reference = models.CharField("附言", max_length=12, unique=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField("金额", max_digits=10, decimal_places=2)
    made_at = models.DateTimeField("开单的时间")
    dropped_at = models.DateTimeField("作废的时间", null=True)
    settled_at = models.DateTimeField("到帐的时间", null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    def get_absolute_url(self) -> str:
        return reverse("dues:order", args=[self.pk])

    @property
    def code(self) -> str:
        return f"dues-order-{self.pk}"

    @property
    def open(self) -> bool:
        return self.dropped_at is None and self.settled_at is None


class OrderItem(models.Model):
    """One month on a slip."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="items")
    assessment = models.ForeignKey("dues.Assessment", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]


class Statement(models.Model):
    """A statement of the bank that was read in (对账单)."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="statements")
    name = models.CharField("文件名", max_length=120)
    digest = models.CharField(max_length=64)
    read_at = models.DateTimeField("读入的时间")
    read_by = models.BigIntegerField("读入的帐号", null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    def get_absolute_url(self) -> str:
        return reverse("dues:statement", args=[self.pk])

    @property
    def code(self) -> str:
        return f"dues-statement-{self.pk}"


class Line(models.Model):
    """One sum that came in, and what became of it."""

    SETTLED, WAITING, ASIDE = "settled", "waiting", "aside"
    STATES: ClassVar[dict[str, str]] = {SETTLED: "已入账", WAITING: "等处理", ASIDE: "不是党费"}

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    row = models.PositiveIntegerField("行")
    on = models.DateField("日期")
    amount = models.DecimalField("金额", max_digits=14, decimal_places=2)
    sealed = models.BinaryField("对方和附言")
    """Encrypted: who sent it, and the words that came with it."""
    mark = models.CharField(max_length=64)
    """A keyed digest of what the bank says of it: the same sum is never taken twice from two files."""
    state = models.CharField("状态", max_length=10)
    why = models.CharField("原因", max_length=200, blank=True)
    order = models.OneToOneField(Order, on_delete=models.PROTECT, null=True, related_name="line")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["row", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "mark"], name="dues_a_sum_once")
        ]

    @property
    def code(self) -> str:
        return f"dues-line-{self.pk}"

    @property
    def state_name(self) -> str:
        return self.STATES[self.state]


class Extra(models.Model):
    """More than was owed, of one's own will (自愿多交). A large gift goes to the centre, undivided."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField("金额", max_digits=14, decimal_places=2)
    on = models.DateField("日期")
    to_centre = models.BooleanField("转交中央")
    sealed = models.BinaryField("简要情况")
    """Encrypted: the short profile that goes with a large gift."""
    record = models.OneToOneField("activities.Activity", on_delete=models.PROTECT, related_name="+")
    passed = models.OneToOneField(
        "activities.Activity", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="转交"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-on", "-id"]

    @property
    def code(self) -> str:
        return f"dues-extra-{self.pk}"

    @property
    def waits(self) -> bool:
        """Whether it still has to go on to the centre."""
        passed = self.passed is not None and self.passed.voided_at is None
        return self.to_centre and self.record.voided_at is None and not passed

    @property
    def state_name(self) -> str:
        if self.record.voided_at is not None:
            return "已作废"
        if not self.to_centre:
            return "和当月党费一起上缴"
        return "等转交中央" if self.waits else "已转交中央"
