"""Tables: training classes with their rosters, the question bank, exams and who sat them."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.urls import reverse

from zhidu.domain.learning.exam import Item, Kind
from zhidu.foundation.clock import now

LEVELS = {1: "易", 2: "中", 3: "难"}


class Training(models.Model):
    """A concentrated training (集中培训) of people from the organisations below; finished, it is on record."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    title = models.CharField("名称", max_length=200)
    first = models.DateField("自")
    last = models.DateField("至")
    venue = models.CharField("地点", max_length=120, blank=True)
    forms = models.CharField("形式", max_length=300, blank=True)
    topics = models.CharField("内容", max_length=300, blank=True)
    hours = models.DecimalField("学时", max_digits=5, decimal_places=2)
    after = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, null=True, related_name="+")
    """The election the training follows on, where it is for those newly elected."""
    finished_on = models.DateField("结业登记", null=True)
    record = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-first", "-id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("learning:training", args=[self.pk])

    @property
    def code(self) -> str:
        return f"learning-training-{self.pk}"

    @property
    def state_name(self) -> str:
        if self.record is not None and self.record.voided_at is not None:
            return "记录已作废"
        return "已结业" if self.finished_on else "在办"


class Trainee(models.Model):
    """Somebody on the roster of a training, and whether they finished it."""

    training = models.ForeignKey(Training, on_delete=models.PROTECT, related_name="trainees")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    finished = models.BooleanField("结业", null=True)
    hours = models.DecimalField("学时", max_digits=5, decimal_places=2, null=True)
    certificate = models.CharField("证书号", max_length=40, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["organization__path", "person_id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["training", "person"], name="learning_trained_once")
        ]


class Question(models.Model):
    """One question of an organisation's bank."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("题型", max_length=10, choices=[(one.value, one.chinese) for one in Kind])
    text = models.CharField("题目", max_length=500)
    options = models.JSONField("选项", default=list, blank=True)
    answer = models.CharField("答案", max_length=500, blank=True)
    topic = models.CharField("类别", max_length=40, blank=True)
    level = models.PositiveSmallIntegerField("难度", choices=list(LEVELS.items()), default=2)
    retired_at = models.DateTimeField("停用的时间", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organization", "text"],
                condition=models.Q(retired_at=None),
                name="learning_question_once",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def code(self) -> str:
        return f"learning-question-{self.pk}"

    @property
    def item(self) -> Item:
        return Item(self.pk, Kind(self.kind), self.topic, self.level)


class Exam(models.Model):
    """An exam within a window of time: how a paper is made up, and from which share of right answers it is passed."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    training = models.ForeignKey(Training, on_delete=models.PROTECT, null=True, related_name="exams")
    title = models.CharField("名称", max_length=120)
    opens = models.DateTimeField("开始")
    closes = models.DateTimeField("截止")
    parts = models.JSONField("组卷")
    """[[kind, number, topic, level], …]"""
    passed_from = models.PositiveSmallIntegerField("答对百分之几算合格")
    seed = models.CharField("种子", max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-opens", "-id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("learning:exam", args=[self.pk])

    @property
    def code(self) -> str:
        return f"learning-exam-{self.pk}"

    def open_at(self, moment: datetime) -> bool:
        """Whether answers are taken at that moment."""
        return self.opens <= moment < self.closes

    @property
    def state_name(self) -> str:
        moment = now()
        if moment < self.opens:
            return "还没有开始"
        return "正在考" if moment < self.closes else "已截止"


class Sitting(models.Model):
    """One person's paper: the questions drawn, what was answered, and what was right."""

    exam = models.ForeignKey(Exam, on_delete=models.PROTECT, related_name="sittings")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    questions = models.JSONField("题")
    answers = models.JSONField("答", default=dict)
    marks = models.JSONField("对错", default=dict)
    begun_at = models.DateTimeField("开始的时间")
    saved_at = models.DateTimeField("存的时间", null=True)
    handed_at = models.DateTimeField("交卷的时间", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["exam", "person"], name="learning_sits_once")
        ]

    @property
    def code(self) -> str:
        return f"learning-sitting-{self.pk}"
