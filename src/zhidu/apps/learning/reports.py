"""Tables: what somebody studied, read, wrote or noted down alone, and what the branch said to it."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.urls import reverse

from zhidu.apps.learning.kinds import BOOK, NOTE, PAPER, SELF_STUDY

KINDS = {SELF_STUDY: "自学", BOOK: "读书", PAPER: "论文", NOTE: "学习笔记"}


class State(StrEnum):
    """Where a report is."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    RETURNED = "returned"

    @property
    def chinese(self) -> str:
        return {"waiting": "等支部确认", "accepted": "已算数", "returned": "支部请您再看看"}[self.value]


class Report(models.Model):
    """One report (自学、读书、论文、笔记). Accepted it is a record of activities, which is what counts."""

    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("哪一种", max_length=20, choices=list(KINDS.items()))
    on = models.DateField("日期")
    begins = models.TimeField("开始", null=True)
    hours = models.DecimalField("时长", max_digits=4, decimal_places=2, null=True)
    title = models.CharField("名称", max_length=200)
    author = models.CharField("作者", max_length=80, blank=True)
    topics = models.CharField("内容类别", max_length=300, blank=True)
    words = models.CharField("几句话", max_length=1000, blank=True)
    session = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField("情况", max_length=10, default=State.WAITING.value)
    answer = models.CharField("支部的话", max_length=200, blank=True)
    at = models.DateTimeField("写下的时间")
    answered_at = models.DateTimeField("答复的时间", null=True)
    answered_by = models.BigIntegerField("答复的帐号", null=True)
    record = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-on", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "on"]),
            models.Index(fields=["organization", "state"]),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person", "session"],
                condition=models.Q(session__isnull=False) & ~models.Q(state="returned"),
                name="learning_one_note_a_session",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind_name} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("learning:report", args=[self.pk])

    @property
    def code(self) -> str:
        return f"learning-report-{self.pk}"

    @property
    def kind_name(self) -> str:
        return KINDS[self.kind]

    @property
    def state_name(self) -> str:
        if self.record is not None and self.record.voided_at is not None:
            return "记录已作废"
        return State(self.state).chinese

    @property
    def ends_minute(self) -> int | None:
        """When it ended, in minutes of the day."""
        if self.begins is None or self.hours is None:
            return None
        return self.begins.hour * 60 + self.begins.minute + int(self.hours * Decimal(60))


class Check(models.Model):
    """A spot check of notebooks (抽查笔记): who was drawn from whom, by which seed, and what was found."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    what = models.CharField("查什么", max_length=120)
    seed = models.CharField("种子", max_length=64)
    again = models.BooleanField("今年抽过的也在内")
    drawn_at = models.DateTimeField("抽签的时间")
    drawn_by = models.BigIntegerField("抽签的帐号", null=True)
    done_on = models.DateField("查完的日期", null=True)
    dropped = models.CharField("不查了的理由", max_length=200, blank=True)
    record = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    def get_absolute_url(self) -> str:
        return reverse("learning:check", args=[self.pk])

    @property
    def code(self) -> str:
        return f"learning-check-{self.pk}"

    @property
    def state_name(self) -> str:
        if self.dropped:
            return "没有查"
        return "查完了" if self.done_on else "等登记结果"


RESULTS = {"has": "有笔记", "lacking": "不全", "none": "没有", "absent": "没有带来"}


class Lot(models.Model):
    """One name in the hat: whether it was drawn, how often it had been this year, and what was found."""

    check_of = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="lots")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    place = models.PositiveIntegerField("签序")
    drawn = models.BooleanField("抽中")
    before = models.PositiveSmallIntegerField("今年以前抽中几次")
    result = models.CharField("结果", max_length=10, blank=True, choices=list(RESULTS.items()))
    remark = models.CharField("说明", max_length=120, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["place"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["check_of", "person"], name="learning_one_lot_each")
        ]
