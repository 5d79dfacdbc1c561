"""Votes, their frozen rolls, the box of sealed slips, and what came out of it.

Nothing here tells when somebody voted, and no number of a row tells the order: ``docs/adr/0016-secret-ballot.md``.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

from zhidu.apps.ballots.states import FORUMS, Choice, Method, Role, Stage, Standing, State
from zhidu.domain.decisions import Outcome
from zhidu.domain.elections import Outcome as Elected
from zhidu.domain.rules.vocabulary import WORDS


class Ballot(models.Model):
    """One vote on one matter (一事一决), or one round of an election.

    The numbers are frozen when it opens: ``entitled`` 应到会有表决权, ``present`` 实到会 of them, ``written`` opinions
    handed in before the meeting, ``again`` those who had been left out and came. ``result`` is what was decided, with
    every requirement, as it stood at the closing.
    """

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+", db_index=False)
    meeting = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, null=True, related_name="+")
    point = models.ForeignKey("meetings.Point", on_delete=models.SET_NULL, null=True, related_name="+")
    forum = models.CharField("会议", max_length=40)
    matter = models.CharField("事项", max_length=40)
    method = models.CharField("方式", max_length=10)
    title = models.CharField("表决什么", max_length=200)
    text = models.TextField("说明", blank=True)
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey("activities.Matter", on_delete=models.PROTECT, null=True, related_name="+")
    circle = models.CharField("可看的人", max_length=12, default="members")
    seats = models.PositiveSmallIntegerField("应选名额", null=True)
    post = models.CharField("选任的职务", max_length=30, blank=True)
    """``committee_member``, ``secretary`` or ``deputy`` where an election fills posts here."""
    years = models.PositiveSmallIntegerField("任期年数", null=True)
    took_office = models.DateField("当选人任职的日子", null=True)
    codes = models.BooleanField("凭码查票", default=False)
    emergency = models.BooleanField("紧急情况", default=False)
    emergency_why = models.CharField("为什么紧急", max_length=200, blank=True)
    done = models.CharField("表决前已办", max_length=200, blank=True)
    state = models.CharField("状态", max_length=10, default=State.DRAFT.value)
    entitled = models.PositiveIntegerField("应到会有表决权", default=0)
    present = models.PositiveIntegerField("实到会", default=0)
    written = models.PositiveIntegerField("书面意见", default=0)
    again = models.PositiveIntegerField("重新计入", default=0)
    everyone = models.PositiveIntegerField("全体", default=0)
    dissent = models.TextField("不同意见", blank=True)
    outcome = models.CharField("结果", max_length=20, blank=True)
    result = models.JSONField("怎样算的", default=dict)
    made_by = models.BigIntegerField("准备的人", null=True)
    opened_at = models.DateTimeField("开始", null=True)
    closed_at = models.DateTimeField("结束", null=True)
    reason = models.CharField("作废的理由", max_length=300, blank=True)
    record = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, null=True, related_name="+")
    gate_case = models.BigIntegerField("程序", null=True)
    gate_step = models.CharField("程序的哪一步", max_length=60, blank=True)
    follow_case = models.BigIntegerField("暂缓以后的程序", null=True)
    before = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="again_as")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organization", "state", "-id"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # 一次只表决一件事
            models.UniqueConstraint(
                fields=["organization", "forum"],
                condition=models.Q(state="open"),
                name="ballots_one_matter_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["meeting"], condition=models.Q(state="open"), name="ballots_one_matter_of_a_meeting"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ballots:one", args=[self.pk])

    @property
    def code(self) -> str:
        return f"ballot-{self.pk}"

    @property
    def how(self) -> Method:
        return Method(self.method)

    @property
    def method_name(self) -> str:
        return self.how.short

    @property
    def state_name(self) -> str:
        return State(self.state).chinese

    @property
    def forum_name(self) -> str:
        return FORUMS.get(self.forum, self.forum)

    @property
    def where(self) -> str:
        """Whose meeting it is: 东岭村党支部党员大会, not …党支部支部党员大会."""
        name = self.organization.name
        return name + (self.forum_name.removeprefix("支部") if name.endswith("支部") else self.forum_name)

    @property
    def matter_name(self) -> str:
        return WORDS.get(self.matter, self.matter)

    @property
    def is_election(self) -> bool:
        return self.seats is not None

    @property
    def denominator(self) -> int:
        """应到会 with those counted in again."""
        return self.entitled + self.again

    @property
    def post_name(self) -> str:
        return WORDS.get(self.post, "")

    @property
    def open(self) -> bool:
        return self.state == State.OPEN

    @property
    def passed(self) -> bool:
        return self.outcome in {"passed", "elected"}

    @property
    def passed_some(self) -> bool:
        """Whether an election filled at least one seat."""
        return any(row["elected"] for row in self.result.get("rows", []))

    @property
    def outcome_name(self) -> str:
        return _OUTCOMES.get(self.outcome, "")


_OUTCOMES = {
    **{one.value: one.chinese for one in Outcome},
    **{one.value: one.chinese for one in Elected},
}


class Elector(models.Model):
    """Somebody on the frozen roll. ``voted`` is the mark; it has no time, and the row is written anew at the closing.

    ``paper``: took a paper instead of voting on a device. ``open``: while the box is; a mark made later finds no row.
    """

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="electors")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    standing = models.CharField("到会", max_length=10)
    reason = models.CharField("理由", max_length=60, blank=True)
    voted = models.BooleanField("已投", default=False)
    paper = models.BooleanField("领了纸票", default=False)
    open = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["ballot", "person"], name="ballots_one_person_one_vote")
        ]

    @property
    def standing_name(self) -> str:
        return Standing(self.standing).chinese


class Candidate(models.Model):
    """A name on the paper of an election."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="candidates")
    place = models.PositiveSmallIntegerField("次序")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["place"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["ballot", "person"], name="ballots_a_name_once")
        ]


class Teller(models.Model):
    """Who watches over the box and the count, with the lock of theirs on the box, and the sheet they signed.

    ``wrapped`` is the key to the lock, encrypted with a code that only the teller has; both go at the closing.
    """

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="tellers")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    role = models.CharField("职责", max_length=12)
    lock = models.BinaryField(null=True)
    wrapped = models.BinaryField(null=True)
    signed = models.CharField("签过的计票单", max_length=64, blank=True)
    signed_at = models.DateTimeField("签字时间", null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["ballot", "role"], name="ballots_one_teller_a_role"),
            models.UniqueConstraint(fields=["ballot", "person"], name="ballots_a_teller_once"),
        ]

    @property
    def role_name(self) -> str:
        return Role(self.role).chinese

    @property
    def has_key(self) -> bool:
        return self.lock is not None


class Slot(models.Model):
    """One place in the box. All are there from the opening, filled with dummies of the same length."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="slots")
    used = models.BooleanField(default=False)
    sealed = models.BinaryField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["ballot", "used"])]


class Slip(models.Model):
    """One slip after the closing, in the order of what it says and of nothing else."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="slips")
    number = models.PositiveIntegerField("序号")
    said = models.TextField("票面")

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["ballot", "number"], name="ballots_a_number_once")
        ]


class Named(models.Model):
    """What somebody said in a vote by name (记名): open by its nature."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="named")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["ballot", "person"], name="ballots_named_once")
        ]

    @property
    def choice_name(self) -> str:
        return Choice(self.choice).chinese


class Sheet(models.Model):
    """The tally sheet of a paper ballot (计票单), as the tellers sign it."""

    ballot = models.OneToOneField(Ballot, on_delete=models.CASCADE, related_name="sheet")
    issued = models.PositiveIntegerField("发出")
    returned = models.PositiveIntegerField("收回")
    valid = models.PositiveIntegerField("有效")
    void = models.PositiveIntegerField("无效")
    lines = models.JSONField("各项")
    others = models.JSONField("另选", default=dict)
    digest = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)


class Slate(models.Model):
    """The names of one election on their way to the paper: seats, term, and who is how far (候选人名单)."""

    case = models.BigIntegerField("程序", unique=True)
    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    seats = models.PositiveSmallIntegerField("应选名额")
    years = models.PositiveSmallIntegerField("任期年数", null=True)
    version = models.PositiveIntegerField(default=1)

    @property
    def code(self) -> str:
        return f"slate-{self.pk}"


class Nominee(models.Model):
    """One name on it. Whoever was left behind at an earlier stage stays there."""

    slate = models.ForeignKey(Slate, on_delete=models.CASCADE, related_name="nominees")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    stage = models.CharField("阶段", max_length=12)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["slate", "person"], name="ballots_nominated_once")
        ]

    @property
    def stage_name(self) -> str:
        return Stage(self.stage).chinese
