"""Everything that is planned, held and recorded: one family of records, its kinds from the vocabulary."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.urls import reverse

from zhidu.apps.activities.states import Circle, Ground, How, Reply, State
from zhidu.domain.rules.vocabulary import MEASURES, SUBJECT_TYPES, MeasureUnit
from zhidu.foundation.clock import ZONE, today


class Matter(models.Model):
    """Something that runs over time and is not a person or a place: a case, a task, a target, a pair (事项)."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("对象", max_length=20)
    type = models.CharField("类型", max_length=40)
    title = models.CharField("名称", max_length=200)
    first = models.DateField("自", null=True, blank=True)
    last = models.DateField("至", null=True, blank=True)
    attributes = models.JSONField("情况", default=dict, blank=True)
    circle = models.CharField(
        "可看的人",
        max_length=12,
        choices=[(one.value, one.chinese) for one in Circle],
        default=Circle.COMMITTEE.value,
    )
    """Records about a private matter are private too."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("activities:matter", args=[self.pk])

    @property
    def code(self) -> str:
        return f"{self.kind}-{self.pk}"

    @property
    def type_name(self) -> str:
        return SUBJECT_TYPES[self.type].chinese if self.type in SUBJECT_TYPES else self.type


class Activity(models.Model):
    """One dated record: a meeting, a lecture, a talk, a visit, dues handed in, a form filled in … (活动).

    ``kind`` is a measure of the vocabulary. ``node`` is who held it or in whose books it stands; ``person``,
    ``post`` or ``matter`` says whom it is about where that is not the node. ``on`` is the day it happened,
    ``entered_at`` when that was written down: an arrangement when it was made, and again when it was held. A
    correction keeps ``entered_at`` and leaves what stood before in :class:`Superseded`.

    ``organization`` and ``subject`` follow from the rest and are written down once: the organisation whose
    affair it is stays the same when a group moves, and facts are read without looking at other tables.
    """

    kind = models.CharField("类别", max_length=60)
    node = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+", db_index=False)
    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+", db_index=False)
    subject = models.CharField("对象编号", max_length=40)
    circle = models.CharField(
        "可看的人",
        max_length=12,
        choices=[(one.value, one.chinese) for one in Circle],
        default=Circle.MEMBERS.value,
    )
    person = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    prospect = models.BooleanField("作为发展中的同志", default=False)
    post = models.ForeignKey(
        "members.Post", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    matter = models.ForeignKey(
        Matter, on_delete=models.PROTECT, null=True, related_name="records", db_index=False
    )
    about = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="followed_by", db_index=False
    )
    title = models.CharField("主题", max_length=200, blank=True)
    venue = models.CharField("地点", max_length=120, blank=True)
    state = models.CharField("状态", max_length=12, default=State.HELD.value)
    on = models.DateField("日期")
    begins = models.TimeField("开始", null=True, blank=True)
    ends = models.TimeField("结束", null=True, blank=True)
    quantity = models.DecimalField("数量", max_digits=14, decimal_places=4, default=1)
    for_period = models.CharField("为哪一期补办", max_length=20, blank=True)
    sure = models.BooleanField("记录完整", default=True)
    columns = models.JSONField("各栏", default=dict, blank=True)
    """Further columns that clauses look at (topics, chair, audience …), as text."""
    notes = models.TextField("记录正文", blank=True)
    entered_at = models.DateTimeField("录入时间")
    entered_by = models.BigIntegerField("录入人", null=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    reason = models.CharField("取消或作废的理由", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-on", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["node", "kind", "on"]),
            models.Index(fields=["organization", "on"]),
            models.Index(fields=["on"]),
            # where nearly every row is empty, an index of all of them would look as if it found nothing
            *(
                models.Index(
                    fields=[name, "kind", "on"],
                    condition=models.Q(**{f"{name}__isnull": False}),
                    name=f"activities_by_{name}",
                )
                for name in ("person", "post", "matter", "about")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_name} {self.on}"

    def get_absolute_url(self) -> str:
        return reverse("activities:one", args=[self.pk])

    @property
    def code(self) -> str:
        """The fact's name in findings."""
        return f"activity-{self.pk}"

    @property
    def kind_name(self) -> str:
        return MEASURES[self.kind].chinese if self.kind in MEASURES else self.kind

    @property
    def unit(self) -> str:
        """How the quantity is counted; '' where each record counts as one."""
        measure = MEASURES.get(self.kind)
        return measure.counted_in if measure is not None and measure.unit is not MeasureUnit.TIMES else ""

    @property
    def state_name(self) -> str:
        """已办, 已安排 …; of a record that was declared void 已作废."""
        if self.voided_at is not None and self.state == State.HELD:
            return "已作废"
        return State(self.state).chinese

    @property
    def circle_name(self) -> str:
        return Circle(self.circle).chinese

    @property
    def entered_on(self) -> date:
        return self.entered_at.astimezone(ZONE).date()

    @property
    def days_late(self) -> int:
        """Days between the day it happened and the day it was written down; an arrangement is never late."""
        return 0 if self.state == State.PLANNED else max((self.entered_on - self.on).days, 0)

    @property
    def over(self) -> bool:
        """Whether an arrangement's day has passed without a record of it."""
        return self.state == State.PLANNED and self.on < today()


class AgendaItem(models.Model):
    """One point of a meeting: what it was about and what came of it."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="agenda")
    place = models.PositiveSmallIntegerField("次序")
    title = models.CharField("议题", max_length=200)
    topic = models.CharField("内容类别", max_length=60, blank=True)
    outcome = models.TextField("结果", blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["place", "id"]


class Participant(models.Model):
    """Somebody entitled to take part, or an observer, and whether they came."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    prospect = models.BooleanField("作为发展中的同志", default=False)
    standing = models.CharField("到会", max_length=10)
    ground = models.CharField("事由", max_length=40, blank=True)
    note = models.CharField("说明", max_length=120, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["activity", "person"], name="activities_once_a_meeting")
        ]

    @property
    def code(self) -> str:
        return f"{'prospect' if self.prospect else 'person'}-{self.person_id}"


class Superseded(models.Model):
    """What a record said until it was changed: the row and its participants, as they stood."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="superseded")
    version = models.PositiveIntegerField()
    until = models.DateTimeField("至")
    by = models.BigIntegerField("更正人", null=True)
    why = models.CharField("更正的理由", max_length=300, blank=True)
    row = models.JSONField()

    class Meta:
        ordering: ClassVar[list[str]] = ["version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["activity", "version"], name="activities_one_of_each_version")
        ]


class Answer(models.Model):
    """What one person said beforehand about a meeting to come: 能到会, or 请假 and what was decided on it.

    Rows are only ever added; the last of a person and a meeting is ``current``, the others are how it came about.
    Nobody is judged by an answer: who came is written down when the meeting is recorded.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    reply = models.CharField("答复", max_length=10)
    ground = models.CharField("原因", max_length=20, blank=True)
    words = models.CharField("还想说的", max_length=200, blank=True)
    note = models.CharField("没有准的理由", max_length=200, blank=True)
    at = models.DateTimeField("时间")
    by = models.BigIntegerField("办的帐号", null=True)
    current = models.BooleanField("现在的", default=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["activity", "person"],
                condition=models.Q(current=True),
                name="activities_one_current_answer",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["reply", "activity"],
                condition=models.Q(current=True),
                name="activities_current_reply",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reply_name} {self.at:%Y-%m-%d}"

    @property
    def reply_name(self) -> str:
        return Reply(self.reply).chinese

    @property
    def ground_name(self) -> str:
        return Ground(self.ground).chinese if self.ground else ""


class Notice(models.Model):
    """The notice of one arrangement (会议通知): of which version it is, and why it was late where it was."""

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="notice")
    version = models.PositiveIntegerField("通知的是第几版")
    """Whoever was last told of an earlier version is to be told again."""
    late_reason = models.CharField("没有按规定提前通知的原因", max_length=300, blank=True)
    reminded_on = models.DateField("最近一次提醒", null=True)


class Notified(models.Model):
    """One person who should come to a meeting, and whether and how they were told of it.

    ``told_at`` and ``agenda_at`` (told what is on the agenda) keep the first time: that is what a clause asks for.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="notified")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    how = models.CharField("怎样告诉的", max_length=10, blank=True)
    told_at = models.DateTimeField("什么时候告诉的", null=True)
    agenda_at = models.DateTimeField("什么时候告诉议题的", null=True)
    told_by = models.CharField("由谁告诉的", max_length=40, blank=True)
    """In whose name, in a word of the rules: as a clause about notices reads it (branch_committee)."""
    version = models.PositiveIntegerField("告诉的是第几版", default=0)
    message = models.BigIntegerField("最近一条消息", null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["activity", "person"], name="activities_notified_once")
        ]

    @property
    def how_name(self) -> str:
        return How(self.how).chinese if self.how else ""


class Consent(models.Model):
    """Leave to hold a meeting on another day than the rule fixes (改期须经同意): asked for, given or refused.

    Of a meeting that is moved once more the earlier rows stay and are no longer ``current``.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="consents")
    place = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    """Who is asked."""
    word = models.CharField("以谁的名义", max_length=40)
    """The word of the clause for whoever is asked."""
    rule = models.CharField("哪一条", max_length=300)
    on = models.DateField("改到哪天")
    reason = models.CharField("为什么改", max_length=200)
    asked_at = models.DateTimeField("请示时间")
    asked_by = models.BigIntegerField("请示的帐号", null=True)
    answer = models.CharField("答复", max_length=10, blank=True)
    words = models.CharField("答复的话", max_length=200, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True)
    answered_by = models.BigIntegerField("答复的帐号", null=True)
    current = models.BooleanField("现在的", default=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["activity"],
                condition=models.Q(current=True),
                name="activities_one_current_consent",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["place"],
                condition=models.Q(current=True, answer=""),
                name="activities_consent_asked",
            )
        ]

    @property
    def granted(self) -> bool:
        return self.answer == "granted"

    @property
    def answer_name(self) -> str:
        return {"granted": "同意", "refused": "不同意"}.get(self.answer, "等答复")


from zhidu.apps.activities.absence_models import Absence  # noqa: E402 - Django finds models here
from zhidu.apps.activities.feedback_models import Feedback, Understood, Useful  # noqa: E402
from zhidu.apps.activities.partner_models import Partner  # noqa: E402

__all__ = [
    "Absence",
    "Activity",
    "AgendaItem",
    "Answer",
    "Consent",
    "Feedback",
    "Matter",
    "Notice",
    "Notified",
    "Participant",
    "Partner",
    "Superseded",
    "Understood",
    "Useful",
]
