"""Leave for a stretch of days (外出请假): one request that answers every meeting within it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.urls import reverse

from zhidu.apps.activities.states import Ground, Reply


class Absence(models.Model):
    """Somebody away from ``first`` to ``last`` who reported it to the branch beforehand, and who consented.

    ``state`` is one of :class:`Reply` but for 能到会. ``back_on`` is the day of an earlier return: from then on it
    answers no meeting any more, and what was asked for stays.
    """

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    first = models.DateField("自")
    last = models.DateField("至")
    ground = models.CharField("原因", max_length=20)
    words = models.CharField("去哪里、做什么", max_length=200, blank=True)
    state = models.CharField("答复", max_length=10, default=Reply.ASKED.value)
    approver = models.CharField("谁准的", max_length=80, blank=True)
    note = models.CharField("没有准的理由", max_length=200, blank=True)
    back_on = models.DateField("提前回来", null=True)
    asked_at = models.DateTimeField("时间")
    asked_by = models.BigIntegerField("办的帐号", null=True)
    decided_at = models.DateTimeField("答复时间", null=True)
    decided_by = models.BigIntegerField("答复的帐号", null=True)
    ended_at = models.DateTimeField("收回或回来的录入时间", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-first", "-id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organization", "last"])]

    def __str__(self) -> str:
        return f"{self.first:%Y-%m-%d}—{self.last:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("activities:absence", args=[self.pk])

    @property
    def code(self) -> str:
        return f"absence-{self.pk}"

    @property
    def ground_name(self) -> str:
        return Ground(self.ground).chinese

    @property
    def state_name(self) -> str:
        if self.state == Reply.GRANTED and self.back_on is not None:
            return "已回来"
        return Reply(self.state).chinese

    @property
    def days(self) -> int:
        """Days away, the first and the last counted."""
        last: date = self.last
        return (last - self.first).days + 1

    @property
    def waiting(self) -> bool:
        return self.state == Reply.ASKED

    @property
    def granted(self) -> bool:
        return self.state == Reply.GRANTED

    def holds(self, day: date) -> bool:
        """Whether it answers a meeting of that day."""
        away = self.first <= day <= self.last and (self.back_on is None or day < self.back_on)
        return self.granted and away
