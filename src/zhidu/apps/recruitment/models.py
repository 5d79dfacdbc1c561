"""Tables: the dossier of somebody on the way into the Party, who helps them, what was noted, plans and quotas.

The steps themselves are those of a case of ``procedures``: nothing of them is kept here a second time. What a step
needs and no other app knows (birth date, who the mentors are, what the review concluded) stands here.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

from zhidu.apps.recruitment.states import Companion as Kind
from zhidu.apps.recruitment.states import Outcome as Proposed
from zhidu.apps.recruitment.states import Stage


class Dossier(models.Model):
    """One person going through one procedure (一人一档).

    ``stage`` and the days below it follow from the case and are written after each of its moves.
    """

    case = models.OneToOneField("procedures.Case", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+", db_index=False)
    born = models.DateField("出生日期", null=True, blank=True)
    sex = models.CharField("性别", max_length=10, blank=True)
    education = models.CharField("文化程度", max_length=20, blank=True)
    stratum = models.CharField("职业", max_length=20, blank=True)
    traits = models.JSONField("特长", default=list, blank=True)
    floating = models.BooleanField("流动人员", default=False)
    leaves_on = models.DateField("将离开的日期", null=True, blank=True)
    letter = models.TextField("入党申请书", blank=True)
    stage = models.CharField("阶段", max_length=24, default=Stage.APPLICANT.value)
    admitted_on = models.DateField("支部大会通过接收的日期", null=True, blank=True)
    probation_until = models.DateField("预备期满的日期", null=True, blank=True)
    inspect_by = models.DateField("最迟哪天再考察", null=True, blank=True)
    confirmed_on = models.DateField("转正的日期", null=True, blank=True)
    ended_on = models.DateField("停止的日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organization", "stage"])]

    def __str__(self) -> str:
        return str(self.person.name)

    def get_absolute_url(self) -> str:
        return reverse("recruitment:one", args=[self.pk])

    @property
    def code(self) -> str:
        return f"dossier-{self.pk}"

    @property
    def stage_name(self) -> str:
        return Stage(self.stage).chinese


class Companion(models.Model):
    """A member who helps somebody: 培养联系人 or 入党介绍人, while they do."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="companions")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("做什么", max_length=10)
    first = models.DateField("自")
    last = models.DateField("至", null=True, blank=True)
    reason = models.CharField("不再担任的理由", max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    @property
    def kind_name(self) -> str:
        return Kind(self.kind).chinese


class Note(models.Model):
    """What was said or found on a day (记载): with a step, where ``step`` names one, or between the steps.

    A note with a step and without a move waits for the step to be taken. ``said`` holds columns of the vocabulary.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField("什么", max_length=40)
    step = models.CharField("步骤", max_length=80, blank=True)
    move = models.ForeignKey("procedures.Move", on_delete=models.CASCADE, null=True, related_name="+")
    on = models.DateField("日期")
    words = models.TextField("内容", blank=True)
    said = models.JSONField("各项", default=dict, blank=True)
    quantity = models.DecimalField("数量", max_digits=8, decimal_places=2, null=True)
    by = models.BigIntegerField("谁记的", null=True)
    by_name = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField("录入时间")
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["on", "id"]


class Outcome(models.Model):
    """What a branch proposes for somebody on probation who is not confirmed in time: longer, or not at all."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="outcomes")
    kind = models.CharField("处理", max_length=10)
    months = models.PositiveSmallIntegerField("延长几个月", null=True)
    met_on = models.DateField("党员大会通过的日期")
    words = models.CharField("理由", max_length=500)
    asked_by = models.BigIntegerField("谁报的", null=True)
    asked_at = models.DateTimeField("报出时间")
    agreed = models.BooleanField("同意", null=True)
    answered_on = models.DateField("批复日期", null=True)
    answer = models.CharField("批复意见", max_length=500, blank=True)
    answered_by = models.BigIntegerField("谁批的", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    @property
    def code(self) -> str:
        return f"dossier-outcome-{self.pk}"

    @property
    def kind_name(self) -> str:
        return Proposed(self.kind).chinese

    @property
    def state_name(self) -> str:
        return {None: "等上级批复", True: "已批准", False: "没有批准"}[self.agreed]


class Application(models.Model):
    """An application handed in with one's own account, until the branch takes it in or returns it."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    user = models.BigIntegerField("帐号", db_index=True)
    name = models.CharField("姓名", max_length=60)
    born = models.DateField("出生日期")
    letter = models.TextField("入党申请书")
    handed_on = models.DateField("递交日期")
    at = models.DateTimeField("递交时间")
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, null=True, related_name="application")
    returned = models.CharField("退回的理由", max_length=300, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True)
    answered_by = models.BigIntegerField("谁答复的", null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    @property
    def code(self) -> str:
        return f"application-{self.pk}"

    @property
    def state_name(self) -> str:
        if self.dossier_id is not None:
            return "已收下"
        return "已退回" if self.returned else "等党组织收下"


class Choice(models.Model):
    """Which text the cases begun before a new one go on under, as the superior decided it, from now on below it."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    procedure = models.CharField("按哪个程序办下去", max_length=80)
    reason = models.CharField("理由", max_length=300)
    on = models.DateField("决定的日期")
    by = models.BigIntegerField("谁定的", null=True)
    at = models.DateTimeField("录入时间")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    @property
    def code(self) -> str:
        return f"recruitment-choice-{self.pk}"


class Plan(models.Model):
    """What an organisation means to do in a year, reported at its beginning and adjusted half-yearly (发展计划)."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("拟发展人数")
    lead = models.ForeignKey("members.Person", on_delete=models.PROTECT, null=True, related_name="+")
    goals = models.JSONField("结构目标", default=dict, blank=True)
    """What of (young, educated, worker …) → how many of every hundred."""
    focus = models.JSONField("重点", default=list, blank=True)
    strata = models.JSONField("阶层", default=list, blank=True)
    words = models.TextField("说明", blank=True)
    reported_on = models.DateField("上报日期")
    record = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-year", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organization", "year"], name="recruitment_one_plan_a_year")
        ]

    @property
    def code(self) -> str:
        return f"recruitment-plan-{self.pk}"


class Adjustment(models.Model):
    """A committee looked at a plan again (半年研究调整), whether or not the number changed."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="adjustments")
    on = models.DateField("研究日期")
    before = models.PositiveSmallIntegerField("原来")
    number = models.PositiveSmallIntegerField("调整为")
    words = models.CharField("说明", max_length=300)
    by = models.BigIntegerField("谁记的", null=True)
    at = models.DateTimeField("录入时间")

    class Meta:
        ordering: ClassVar[list[str]] = ["on", "id"]


class Quota(models.Model):
    """How many an organisation may admit in a year, set by the one above (指标)."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("人数")
    on = models.DateField("下达日期")
    by = models.BigIntegerField("谁定的", null=True)
    at = models.DateTimeField("录入时间")
    record = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-year", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organization", "year"], name="recruitment_one_quota_a_year")
        ]

    @property
    def code(self) -> str:
        return f"recruitment-quota-{self.pk}"


class Norms(models.Model):
    """From what on an organisation wants to be told of rush and of batches below it: its own answer, no rule's."""

    organization = models.OneToOneField("orgs.Node", on_delete=models.PROTECT, related_name="+")
    batch = models.PositiveSmallIntegerField("同一次大会接收几人以上提示")
    year_end_share = models.PositiveSmallIntegerField("年底一个月占全年百分之几以上提示")
    young = models.PositiveSmallIntegerField("几岁以下算年轻")
    educated = models.CharField("什么文化程度以上算", max_length=20)
    by = models.BigIntegerField("谁定的", null=True)
    at = models.DateTimeField("录入时间")

    @property
    def code(self) -> str:
        return f"recruitment-norms-{self.pk}"
