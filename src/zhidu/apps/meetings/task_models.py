"""What a meeting gave somebody to do afterwards (决议督查), and how it came about, step by step."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.urls import reverse

from zhidu.apps.meetings.states import Move, Work
from zhidu.foundation.clock import today


class Task(models.Model):
    """One thing to be done: who, what, by when; on which point of which meeting it was given.

    ``organization`` is whose meeting it was. A task never disappears: it is done, or dropped with a reason.
    """

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+", db_index=False)
    activity = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey("meetings.Point", on_delete=models.PROTECT, null=True, related_name="tasks")
    measure = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, null=True, related_name="+")
    """The 整改措施 it carries out: once it is done, that is on record too."""
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    what = models.CharField("要办的事", max_length=200)
    due = models.DateField("最迟")
    state = models.CharField("情况", max_length=10, default=Work.OPEN.value)
    given_at = models.DateTimeField("交办时间")
    given_by = models.BigIntegerField("交办人", null=True)
    ended_on = models.DateField("办结或撤销的日期", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["due", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "state", "due"]),
            models.Index(
                fields=["person", "due"], condition=models.Q(state="open"), name="meetings_open_task_of"
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("meetings:task", args=[self.pk])

    @property
    def code(self) -> str:
        return f"task-{self.pk}"

    @property
    def state_name(self) -> str:
        return Work(self.state).chinese

    @property
    def open(self) -> bool:
        return self.state == Work.OPEN

    @property
    def late(self) -> bool:
        """Whether its day has passed and it is not done."""
        return self.open and self.due < today()

    @property
    def days(self) -> int:
        """Days until it is due; negative when that has passed."""
        last: date = self.due
        return (last - today()).days


class TaskStep(models.Model):
    """What became of a task: a report, another day, the end. Rows are only ever added.

    ``at_meeting`` is the meeting at which it was reported, where it was.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="steps")
    move = models.CharField("哪一步", max_length=10)
    words = models.CharField("情况", max_length=500, blank=True)
    due = models.DateField("改到", null=True)
    at_meeting = models.ForeignKey("meetings.Meeting", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间")
    by = models.BigIntegerField("谁写的", null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    @property
    def move_name(self) -> str:
        return Move(self.move).chinese
