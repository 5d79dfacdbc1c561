"""Cases that go through a procedure: what was done in them beside the steps on record, and how they stand.

The steps taken are records of ``activities`` about the matter, so that the clauses see them; what no clause looks
at stands here: what was put to a gate and what came of it, the proof of each step, who asked whom to agree.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.urls import reverse

from zhidu.apps.activities.states import Circle
from zhidu.apps.procedures.states import Answer, Objection, State, Waits
from zhidu.domain.procedures import Act


class Case(models.Model):
    """A matter that goes through a procedure of a certain version of a book (案件、事项).

    The lower half follows from the moves and is written down after each of them, so that lists need not work it
    out: the next step, whose turn it is, since when, and by when at latest.
    """

    matter = models.OneToOneField("activities.Matter", on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+", db_index=False)
    book = models.ForeignKey("adoption.Book", on_delete=models.PROTECT, related_name="+")
    procedure = models.CharField("程序", max_length=80)
    circle = models.CharField(
        "可看的人",
        max_length=12,
        choices=[(one.value, one.chinese) for one in Circle],
        default=Circle.COMMITTEE.value,
    )
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, null=True, related_name="+")
    about = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, null=True, related_name="+")
    meeting = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField("状态", max_length=12, default=State.OPEN.value)
    ended_on = models.DateField("结束日期", null=True, blank=True)
    reason = models.CharField("撤回的理由", max_length=300, blank=True)
    plan = models.JSONField("计划", default=dict, blank=True)
    """Step → the day it is planned for, as text."""
    opened_by = models.BigIntegerField("登记人", null=True)
    version = models.PositiveIntegerField(default=1)

    step = models.CharField("现在的一步", max_length=80, blank=True)
    step_title = models.CharField("现在的一步叫什么", max_length=200, blank=True)
    done = models.PositiveSmallIntegerField("已办步数", default=0)
    total = models.PositiveSmallIntegerField("应办步数", default=0)
    waits = models.CharField("等什么", max_length=12, blank=True)
    turn = models.CharField("等哪一级", max_length=400, blank=True)
    """The place in the tree whose officers are next."""
    turn_name = models.CharField("等谁", max_length=160, blank=True)
    since = models.DateField("从哪天等起", null=True, blank=True)
    due = models.DateField("最迟哪天", null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "state"]),
            models.Index(fields=["turn"], condition=models.Q(state="open"), name="procedures_by_turn"),
        ]

    def __str__(self) -> str:
        return str(self.matter.title)

    def get_absolute_url(self) -> str:
        return reverse("procedures:one", args=[self.pk])

    @property
    def code(self) -> str:
        """Its name in the journal; as a subject of clauses it goes by the code of the matter."""
        return f"procedure-{self.pk}"

    @property
    def state_name(self) -> str:
        return State(self.state).chinese

    @property
    def waits_name(self) -> str:
        return Waits(self.waits).chinese if self.waits else ""

    @property
    def open(self) -> bool:
        return self.state == State.OPEN

    @property
    def private(self) -> bool:
        """Whether nobody but those concerned may read it."""
        return self.circle == Circle.PRIVATE

    @property
    def circle_name(self) -> str:
        return Circle(self.circle).chinese

    def planned(self, step: str) -> date | None:
        """The day a step is planned for."""
        return date.fromisoformat(self.plan[step]) if step in self.plan else None


class Move(models.Model):
    """One thing that was done with a step, in the order of its numbers (办理).

    A step that was done is a record of ``activities`` as well: where that was declared void the move does not count.
    ``acting`` is the word of the procedure as which somebody acted; ``delegation`` says where they did so for another.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="moves")
    step = models.CharField("步骤", max_length=80)
    act = models.CharField("办了什么", max_length=10)
    on = models.DateField("日期")
    result = models.CharField("结果", max_length=80, blank=True)
    words = models.TextField("说明", blank=True)
    fields = models.JSONField("各项", default=dict, blank=True)
    acting = models.CharField("以什么身份", max_length=80, blank=True)
    delegation = models.ForeignKey("Delegation", on_delete=models.PROTECT, null=True, related_name="+")
    record = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, null=True, related_name="+")
    source = models.CharField("由什么得出", max_length=40, blank=True)
    """Code of what an app above answered the gate with: a ballot, a notice."""
    by = models.BigIntegerField("办的帐号", null=True)
    at = models.DateTimeField("录入时间")
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    why_void = models.CharField("作废的理由", max_length=300, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    @property
    def act_name(self) -> str:
        return Act(self.act).chinese


class Proof(models.Model):
    """What shows that a step was taken as it should be (材料): a file, a record that exists, or where the paper lies.

    Waits for the step with ``move`` empty, and belongs to the move once the step is taken.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="proofs")
    step = models.CharField("步骤", max_length=80)
    token = models.CharField("哪份材料", max_length=80)
    move = models.ForeignKey(Move, on_delete=models.CASCADE, null=True, related_name="proofs")
    attachment = models.ForeignKey(
        "files.Attachment", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    record = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, null=True, related_name="+")
    words = models.CharField("纸质材料存放", max_length=200, blank=True)
    by = models.BigIntegerField("谁交的", null=True)
    at = models.DateTimeField("录入时间")
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]


class Request(models.Model):
    """One level that was asked to agree (请示), and what it said. Levels are asked one after another, from below."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="requests")
    step = models.CharField("步骤", max_length=80)
    asked = models.ForeignKey(Move, on_delete=models.CASCADE, related_name="requests")
    place = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField("第几级", default=1)
    last = models.BooleanField("由它决定", default=True)
    ruling = models.BooleanField("请求裁决", default=False)
    asked_on = models.DateField("哪天送到")
    asked_by = models.BigIntegerField("谁送的", null=True)
    answer = models.CharField("答复", max_length=10, default=Answer.WAITING.value)
    answered_on = models.DateField("哪天答复", null=True, blank=True)
    words = models.TextField("意见", blank=True)
    by = models.BigIntegerField("谁答复的", null=True)
    at = models.DateTimeField("答复录入时间", null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["place"], condition=models.Q(answer="waiting"), name="procedures_waiting_requests"
            )
        ]

    @property
    def answer_name(self) -> str:
        return Answer(self.answer).ruled if self.rules else Answer(self.answer).chinese

    @property
    def rules(self) -> bool:
        """Whether this level decides the matter itself; the levels before it send it up."""
        return self.ruling and self.last

    @property
    def waiting(self) -> bool:
        return self.answer == Answer.WAITING


class Remonstrance(models.Model):
    """An objection raised while a step was published (异议), and what was found of it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="objections")
    step = models.CharField("步骤", max_length=80)
    asked = models.ForeignKey(Move, on_delete=models.CASCADE, related_name="objections")
    on = models.DateField("哪天提出")
    who = models.CharField("谁提出的", max_length=80, blank=True)
    """'' where it came without a name."""
    words = models.TextField("内容")
    state = models.CharField("核实", max_length=10, default=Objection.OPEN.value)
    settled_on = models.DateField("核实日期", null=True, blank=True)
    finding = models.TextField("核实情况", blank=True)
    by = models.BigIntegerField("谁记的", null=True)
    at = models.DateTimeField("录入时间")
    settled_by = models.BigIntegerField("谁核实的", null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    @property
    def state_name(self) -> str:
        return Objection(self.state).chinese


class Delegation(models.Model):
    """Somebody entitled lets another act in a case in their stead, until a day (委托)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="delegations")
    place = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    """For whom the other acts: the organisation whose officer asked for it."""
    giver = models.BigIntegerField("谁委托")
    giver_name = models.CharField(max_length=80)
    receiver = models.BigIntegerField("委托给谁")
    receiver_name = models.CharField(max_length=80)
    since = models.DateField("自")
    until = models.DateField("至")
    reason = models.CharField("事由", max_length=200)
    ended_on = models.DateField("提前收回", null=True, blank=True)
    at = models.DateTimeField("录入时间")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["receiver", "until"])]

    def runs(self, day: date) -> bool:
        """Whether the other may act on that day."""
        return self.ended_on is None and self.since <= day <= self.until
