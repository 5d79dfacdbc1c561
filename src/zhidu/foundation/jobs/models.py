"""Tables of long work (后台任务) and of what is done at regular times."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.conf import settings
from django.db import models

from zhidu.foundation.clock import now


class State(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


STATES = [
    (State.QUEUED.value, "等着做"),
    (State.RUNNING.value, "正在做"),
    (State.DONE.value, "做完了"),
    (State.FAILED.value, "没有做成"),
    (State.CANCELLED.value, "停下了"),
]
_SHOWN = {
    State.QUEUED: "waiting",
    State.RUNNING: "running",
    State.DONE: "done",
    State.FAILED: "failed",
    State.CANCELLED: "stopped",
}
OPEN = (State.QUEUED, State.RUNNING)


class Job(models.Model):
    """One piece of long work: who asked for it, how far it is, and what came out.

    ``run`` counts how often a worker has begun it; a worker that was taken for dead and wakes up finds that the
    number is no longer its own, and stops.
    """

    name = models.CharField("做什么", max_length=80)
    title = models.CharField("名称", max_length=120)
    arguments = models.JSONField(default=dict)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="谁要做的",
    )
    path = models.CharField("位置", max_length=400, blank=True)
    place = models.BigIntegerField("组织", null=True)
    state = models.CharField("状态", max_length=10, choices=STATES, default=State.QUEUED.value)
    done = models.PositiveIntegerField("已做", default=0)
    total = models.PositiveIntegerField("共", null=True)
    note = models.CharField("做到哪里", max_length=200, blank=True)
    created_at = models.DateTimeField("何时要的", default=now)
    started_at = models.DateTimeField("开始", null=True)
    finished_at = models.DateTimeField("结束", null=True)
    cancel_requested = models.BooleanField(default=False)
    checkpoint = models.JSONField(null=True)
    result = models.TextField("结果", blank=True)
    attachment = models.BigIntegerField("结果文件", null=True)
    reason = models.CharField("没有做成的原因", max_length=500, blank=True)
    run = models.PositiveIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)
    heartbeat = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "id"]),
            models.Index(
                fields=["heartbeat"], condition=models.Q(state__in=("queued", "running")), name="jobs_open"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def code(self) -> str:
        """The job's name in the journal."""
        return f"job-{self.pk}"

    @property
    def word(self) -> str:
        return dict(STATES)[self.state]

    @property
    def open(self) -> bool:
        """Whether it will still go on."""
        return self.state in OPEN

    @property
    def shown(self) -> str:
        """The state as ``<c-job>`` names it."""
        return _SHOWN[self.state]

    @property
    def whole(self) -> int:
        """How many there are in all, 0 where that is not known."""
        return self.total or 0

    @property
    def left(self) -> str:
        """大约还要 4 分钟。 — or '' where nobody can tell yet."""
        seconds = self.seconds_left
        if seconds is None:
            return ""
        if seconds < 60:
            return "大约还要不到 1 分钟。"
        if seconds < 3600:
            return f"大约还要 {round(seconds / 60)} 分钟。"
        return f"大约还要 {seconds // 3600} 小时 {round(seconds % 3600 / 60)} 分钟。"

    @property
    def seconds_left(self) -> int | None:
        """How long it will take at the speed so far; None where nobody can tell yet."""
        if self.state != State.RUNNING or not (self.total and self.done and self.started_at):
            return None
        gone = (now() - self.started_at).total_seconds()
        return max(0, round(gone / self.done * (self.total - self.done)))


class LastRun(models.Model):
    """When something regular was last done, so that what was missed is caught up with."""

    name = models.CharField(max_length=80, primary_key=True)
    began_at = models.DateTimeField("上次开始", null=True)
    succeeded_at = models.DateTimeField("上次做成", null=True)
    succeeded_on = models.DateField("上次做成的日子", null=True)
    failures = models.PositiveIntegerField("连续几次没有做成", default=0)
    reason = models.CharField("上次没有做成的原因", max_length=300, blank=True)
    next_try = models.DateTimeField(null=True)
    holder = models.CharField(max_length=120, blank=True)
    held_until = models.DateTimeField(null=True)
