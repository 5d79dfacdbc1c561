"""Tables: times away (外出流动), those who come from elsewhere, lost contact, what members report, news to those away.

What is nobody else's business — why somebody goes, how to reach them, what they wrote — is sealed with the key of the
site; the facts clauses read are records of activities without any of it.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

from zhidu.apps.transfers.away_states import CURRENT, Form, Kind, Purpose, Where


class Away(models.Model):
    """One time somebody is away from the branch for long: reported, left, came back, card checked."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    state = models.CharField("办到哪里", max_length=10, default=Where.REPORTED.value)
    purpose = models.CharField("外出做什么", max_length=12)
    place = models.CharField("去哪里", max_length=120)
    sealed = models.BinaryField("事由和联系方式")
    months = models.PositiveSmallIntegerField("大约几个月", null=True)
    fixed = models.BooleanField("是不是固定的地方", null=True)
    leaves_on = models.DateField("打算哪天走")
    reported_on = models.DateField("报告日期")
    registered_on = models.DateField("登记日期", null=True)
    left_on = models.DateField("哪天走的", null=True)
    back_on = models.DateField("哪天回来", null=True)
    checked_on = models.DateField("查验活动证的日期", null=True)
    card_year = models.PositiveSmallIntegerField("活动证年份", null=True)
    card_number = models.PositiveIntegerField("活动证编号", null=True)
    card_words = models.CharField("活动证上印的号", max_length=40, blank=True)
    contact = models.ForeignKey("members.Person", on_delete=models.PROTECT, null=True, related_name="+")
    host = models.CharField("流入地哪个党组织登记了", max_length=120, blank=True)
    hosted_on = models.DateField("流入地登记的日期", null=True)
    report = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, null=True, related_name="+")
    departure = models.ForeignKey(
        "activities.Activity", on_delete=models.PROTECT, null=True, related_name="+"
    )
    returned = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, null=True, related_name="+")
    assigned = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, null=True, related_name="+")
    made_by = models.BigIntegerField("报告的帐号", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(state__in=[one.value for one in CURRENT]),
                name="transfers_away_once",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organization", "state"])]

    def __str__(self) -> str:
        return f"{self.person.name}外出"

    def get_absolute_url(self) -> str:
        return reverse("transfers:away", args=[self.pk])

    @property
    def code(self) -> str:
        return f"away-{self.pk}"

    @property
    def state_name(self) -> str:
        return Where(self.state).chinese

    @property
    def purpose_name(self) -> str:
        return Purpose(self.purpose).chinese

    @property
    def reported(self) -> bool:
        return self.state == Where.REPORTED

    @property
    def gone(self) -> bool:
        return self.state == Where.AWAY

    @property
    def back(self) -> bool:
        return self.state == Where.BACK

    @property
    def current(self) -> bool:
        return self.state in CURRENT


class Guest(models.Model):
    """A floating member from elsewhere who registered here with the card: takes part, and has no vote.

    Not on the register of members, and so never in 应到 nor among those who vote.
    """

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("姓名", max_length=60)
    home = models.CharField("原来在哪个党组织", max_length=120)
    card = models.CharField("活动证的号", max_length=60)
    away = models.ForeignKey(Away, on_delete=models.PROTECT, null=True, related_name="+")
    """The same time away, where the home branch is of this site."""
    sealed = models.BinaryField("联系方式")
    first = models.DateField("自")
    last = models.DateField("至", null=True)
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.BigIntegerField("登记的帐号", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "id"]

    @property
    def code(self) -> str:
        return f"guest-{self.pk}"


class Lost(models.Model):
    """A member nobody can reach (失去联系): since when, what was tried, and how it ended."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    since = models.DateField("从哪天起联系不上")
    tries = models.TextField("怎样找过")
    found_on = models.DateField("哪天又联系上", null=True)
    suspended_on = models.DateField("停止党籍的日期", null=True)
    approved_by = models.CharField("谁批准的", max_length=120, blank=True)
    restored_on = models.DateField("恢复党籍的日期", null=True)
    record = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, null=True, related_name="+")
    suspension = models.ForeignKey(
        "activities.Activity", on_delete=models.PROTECT, null=True, related_name="+"
    )
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.BigIntegerField("登记的帐号", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-since", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(found_on=None, restored_on=None),
                name="transfers_lost_once",
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("transfers:lost-one", args=[self.pk])

    @property
    def code(self) -> str:
        return f"lost-{self.pk}"

    @property
    def state_name(self) -> str:
        if self.restored_on is not None:
            return "已恢复党籍"
        if self.suspended_on is not None:
            return "已停止党籍"
        return "又联系上了" if self.found_on is not None else "联系不上"


class Report(models.Model):
    """What a member told the branch, or a contact person about a member; read and answered by those it concerns."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    away = models.ForeignKey(Away, on_delete=models.PROTECT, null=True, related_name="reports")
    kind = models.CharField("哪一种", max_length=10)
    form = models.CharField("怎样报的", max_length=12, blank=True)
    on = models.DateField("日期")
    sealed = models.BinaryField("内容")
    heard_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, null=True, related_name="+")
    record = models.OneToOneField(
        "activities.Activity", on_delete=models.PROTECT, null=True, related_name="+"
    )
    entered_at = models.DateTimeField("录入时间")
    entered_by = models.BigIntegerField("录入的帐号", null=True)
    answer = models.BinaryField("答复", null=True)
    answered_at = models.DateTimeField("答复时间", null=True)
    answered_by = models.CharField("谁答复的", max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-on", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "answered_at"]),
            models.Index(fields=["away", "kind", "on"]),
        ]

    def __str__(self) -> str:
        return f"{self.person.name}{self.kind_name}"

    def get_absolute_url(self) -> str:
        return reverse("transfers:report", args=[self.pk])

    @property
    def code(self) -> str:
        return f"report-{self.pk}"

    @property
    def kind_name(self) -> str:
        return Kind(self.kind).chinese

    @property
    def form_name(self) -> str:
        return Form(self.form).chinese if self.form else ""

    @property
    def answered(self) -> bool:
        return self.answered_at is not None


class News(models.Model):
    """What the branch told its floating members of its work (通报支部工作)."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    on = models.DateField("日期")
    text = models.TextField("内容")
    told = models.PositiveIntegerField("告诉了几人")
    sent_at = models.DateTimeField("时间")
    sent_by = models.BigIntegerField("办的帐号", null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organization", "on"])]

    def get_absolute_url(self) -> str:
        return reverse("transfers:news-one", args=[self.pk])

    @property
    def code(self) -> str:
        return f"news-{self.pk}"
