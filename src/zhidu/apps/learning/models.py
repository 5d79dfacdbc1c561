"""Tables: how study is reckoned, the plan of a year with its sessions, and the circles of people who study together.

What was held, read, written or checked is a record of activities like everything else that clauses count; a table of
this app points at it. Declaring that record void takes it back here as well.
"""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.urls import reverse

from zhidu.apps.learning.kinds import CIRCLES, SESSIONS
from zhidu.apps.learning.library import Material, Resource
from zhidu.apps.learning.reports import Check, Lot, Report
from zhidu.apps.learning.training import Exam, Question, Sitting, Trainee, Training
from zhidu.domain.learning import Rates
from zhidu.domain.rules.vocabulary import MEASURES


class Conversion(models.Model):
    """How an organisation and those below it reckon class hours from a day on (学时折算)."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    since = models.DateField("自哪天")
    hour = models.DecimalField("一小时", max_digits=5, decimal_places=2)
    half = models.DecimalField("半天", max_digits=5, decimal_places=2)
    day = models.DecimalField("一天", max_digits=5, decimal_places=2)
    half_from = models.DecimalField("满几小时算半天", max_digits=4, decimal_places=2)
    day_from = models.DecimalField("满几小时算一天", max_digits=4, decimal_places=2)
    self_study = models.BooleanField("自学计入学时")
    confirm = models.BooleanField("自学须经支部确认")
    set_at = models.DateTimeField("定下的时间")
    set_by = models.BigIntegerField("定的帐号", null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["since", "id"]

    @property
    def code(self) -> str:
        return f"learning-conversion-{self.pk}"

    @property
    def rates(self) -> Rates:
        return Rates(
            *(Decimal(one) for one in (self.hour, self.half, self.day, self.half_from, self.day_from))
        )


class Plan(models.Model):
    """The study plan of one organisation for a year (年度学习计划)."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    themes = models.TextField("主题")
    requirement = models.TextField("学习要求", blank=True)
    issued_on = models.DateField("印发日期", null=True)
    record = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, null=True, related_name="+")
    """年度学习计划 as clauses count it; declared void the plan is a draft again."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-year"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organization", "year"], name="learning_one_plan_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.organization.name}{self.year}年学习计划"

    def get_absolute_url(self) -> str:
        return f"{reverse('learning:plan', args=[self.organization_id])}?year={self.year}"

    @property
    def code(self) -> str:
        return f"learning-plan-{self.pk}"

    @property
    def issued(self) -> bool:
        return self.record is not None and self.record.voided_at is None


class Session(models.Model):
    """One session of a plan: when, what, by whom; once the plan is issued, an arrangement like any other."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="sessions")
    kind = models.CharField("哪些人学", max_length=60, choices=list(SESSIONS.items()))
    on = models.DateField("日期")
    begins = models.TimeField("开始", null=True, blank=True)
    ends = models.TimeField("结束", null=True, blank=True)
    title = models.CharField("学什么", max_length=200, blank=True)
    topics = models.CharField("内容类别", max_length=300, blank=True)
    form = models.CharField("形式", max_length=40, blank=True)
    lecturer = models.CharField("主讲人", max_length=60, blank=True)
    venue = models.CharField("地点", max_length=120, blank=True)
    activity = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["on", "begins", "id"]

    @property
    def code(self) -> str:
        return f"learning-session-{self.pk}"

    @property
    def kind_name(self) -> str:
        return MEASURES[self.kind].chinese

    @property
    def hours(self) -> str:
        """15:00—16:00, as much of it as is known."""
        if self.begins is None:
            return ""
        return f"{self.begins:%H:%M}" + (f"—{self.ends:%H:%M}" if self.ends else "")


class Learner(models.Model):
    """One name of a circle of people who study together (学习的名单); staff need not be on the register."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    circle = models.CharField("哪一组", max_length=20, choices=list(CIRCLES.items()))
    name = models.CharField("姓名", max_length=40)
    note = models.CharField("部门或说明", max_length=60, blank=True)
    first = models.DateField("自")
    last = models.DateField("至", null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["circle", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organization", "circle", "name"],
                condition=models.Q(last=None),
                name="learning_name_once_a_circle",
            )
        ]

    @property
    def code(self) -> str:
        return f"learning-learner-{self.pk}"


class Presence(models.Model):
    """That somebody of a circle who is not on the register was at a session (教职工到场)."""

    activity = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, related_name="+")
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="presences")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["activity", "learner"], name="learning_present_once")
        ]


__all__ = [
    "Check",
    "Conversion",
    "Exam",
    "Learner",
    "Lot",
    "Material",
    "Plan",
    "Presence",
    "Question",
    "Report",
    "Resource",
    "Session",
    "Sitting",
    "Trainee",
    "Training",
]
