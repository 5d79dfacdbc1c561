"""A meeting while it runs: who signed in, what is being discussed, and the minutes as they are typed.

What is arranged and what was held stands in ``activities``; closing a meeting hands everything here over to that
record, and from then on nothing here changes.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

from zhidu.apps.activities.states import Standing
from zhidu.apps.meetings.states import Progress, Speech, Stage


class Meeting(models.Model):
    """The room (会场) of one arranged activity: made when the first name is taken down."""

    activity = models.OneToOneField("activities.Activity", on_delete=models.PROTECT, related_name="+")
    chair = models.ForeignKey("members.Person", on_delete=models.PROTECT, null=True, related_name="+")
    recorder = models.ForeignKey("members.Person", on_delete=models.PROTECT, null=True, related_name="+")
    guests = models.CharField("列席的其他人", max_length=200, blank=True)
    made_at = models.DateTimeField("开始签到")
    opened_at = models.DateTimeField("宣布开会", null=True)
    closed_at = models.DateTimeField("结束", null=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("meetings:room", args=[self.activity_id])

    @property
    def code(self) -> str:
        return f"meeting-{self.pk}"

    @property
    def stage(self) -> Stage:
        if self.closed_at is not None:
            return Stage.CLOSED
        return Stage.OPEN if self.opened_at is not None else Stage.SIGNING


class Sign(models.Model):
    """How one person stands to the meeting, as far as it has been taken down (签到)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="signs")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    prospect = models.BooleanField("作为发展中的同志", default=False)
    standing = models.CharField("到会", max_length=10, choices=[(one.value, one.chinese) for one in Standing])
    ground = models.CharField("事由", max_length=40, blank=True)
    own = models.BooleanField("自己签的", default=False)
    left_at = models.DateTimeField("中途离会", null=True)
    left_why = models.CharField("为什么离会", max_length=40, blank=True)
    stands_for = models.ForeignKey("members.Person", on_delete=models.PROTECT, null=True, related_name="+")
    """Whom somebody who sits in stands for (代会), where a clause allows that; a substitute never votes."""
    at = models.DateTimeField("时间")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "person"], name="meetings_signs_once")
        ]


class SelfSigning(models.Model):
    """Whether members of an organisation may sign in themselves by the code on the screen (自己签到), and why."""

    organization = models.OneToOneField("orgs.Node", on_delete=models.PROTECT, related_name="+")
    on = models.BooleanField("开着", default=False)
    reason = models.CharField("为什么开", max_length=200)
    since = models.DateField("自")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["organization"]

    @property
    def code(self) -> str:
        return f"self-signing-{self.pk}"


class Exclusion(models.Model):
    """A member left out of 应到 for some time, on a ground the regulations allow, decided and consented to.

    It stands for every meeting held between ``first`` and ``last``; on a day the member comes, it does not count.
    """

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    ground = models.CharField("情形", max_length=40)
    reason = models.CharField("具体情况", max_length=200)
    decided_on = models.DateField("党员大会决定的日期")
    approver = models.CharField("同意的上级党组织", max_length=120)
    approved_on = models.DateField("上级同意的日期")
    first = models.DateField("自")
    last = models.DateField("至", null=True)
    ended_why = models.CharField("为什么结束", max_length=200, blank=True)
    entered_at = models.DateTimeField("录入时间")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organization", "first"])]

    def __str__(self) -> str:
        return f"exclusion-{self.pk}"

    @property
    def code(self) -> str:
        return f"exclusion-{self.pk}"


class Point(models.Model):
    """One point of the agenda while the meeting runs, and what was decided on it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="points")
    place = models.PositiveSmallIntegerField("次序")
    title = models.CharField("议题", max_length=200)
    topic = models.CharField("内容类别", max_length=60, blank=True)
    state = models.CharField("进行", max_length=10, default=Progress.WAITING.value)
    reason = models.CharField("这次不议的理由", max_length=200, blank=True)
    began_at = models.DateTimeField("开始议", null=True)
    ended_at = models.DateTimeField("议完", null=True)
    decision = models.TextField("决定", blank=True)
    dissent = models.TextField("不同意见", blank=True)
    decided_at = models.DateTimeField("作出决定", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["place", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def state_name(self) -> str:
        return Progress(self.state).chinese


class Paragraph(models.Model):
    """A paragraph of the minutes. ``point`` None: of the meeting as a whole.

    ``beside`` is the paragraph somebody else had meanwhile changed: this is the other text, kept until somebody
    settles the two (``settled_at``). Nothing that was typed is ever written over unseen.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="paragraphs")
    point = models.ForeignKey(Point, on_delete=models.CASCADE, null=True, related_name="paragraphs")
    beside = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="others")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, null=True, related_name="+")
    """Whose words they are, where one person's are written down by themselves: 逐一发言."""
    about = models.CharField("哪一种发言", max_length=10, blank=True)
    text = models.TextField("内容", blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.BigIntegerField("最后改的帐号", null=True)
    at = models.DateTimeField("最后改的时间", null=True)
    settled_at = models.DateTimeField("两稿并好", null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    @property
    def code(self) -> str:
        return f"paragraph-{self.pk}"

    @property
    def whose(self) -> str:
        """张三（自我分析）; '' of a paragraph that is nobody's in particular."""
        if self.person is None:
            return ""
        return f"{self.person.name}（{Speech(self.about).chinese}）" if self.about else str(self.person.name)

    @property
    def said(self) -> str:
        """The text as the minutes have it."""
        text = str(self.text).strip()
        return f"{self.whose}：{text}" if text and self.person_id is not None else text


from zhidu.apps.meetings.task_models import Task, TaskStep  # noqa: E402 - Django finds models here

__all__ = ["Exclusion", "Meeting", "Paragraph", "Point", "SelfSigning", "Sign", "Task", "TaskStep"]
