"""Findings that were stored, what they were worked out from, and reasons that were approved."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.db import models


class Readable(json.JSONEncoder):
    """Chinese as it is and no blanks: a third less to keep and to read than with every character as its number."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - as json.dumps passes them on
        super().__init__(**{**options, "ensure_ascii": False, "separators": (",", ":")})


class Evaluation(models.Model):
    """The last evaluation of one organisation: up to which day, which entry and under which rules.

    ``transaction`` and ``entry`` are the place in the journal's feed up to which everything was seen.
    """

    organization = models.OneToOneField(
        "orgs.Node", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    as_of = models.DateField()
    transaction = models.BigIntegerField(default=0)
    entry = models.BigIntegerField(default=0)
    rules = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)
    """Verdict → how many. Whoever looks over a county sorts by the two columns that follow from it."""
    breached = models.PositiveIntegerField("未达标", default=0)
    at_risk = models.PositiveIntegerField("临期", default=0)
    at = models.DateTimeField()


class StoredFinding(models.Model):
    """One finding of the last evaluation. A cache: ``zhidu rebuild`` makes the same rows again."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.CASCADE, related_name="+", db_index=False)
    clause = models.CharField("条款", max_length=160)
    family = models.CharField(max_length=80)
    subject = models.CharField("对象", max_length=40)
    person = models.BigIntegerField("本人", null=True)
    """Where the subject is a person: who may see it as his or her own."""
    place = models.CharField("党小组的位置", max_length=400, blank=True, db_index=True)
    """Where the subject is a Party group: its place in the tree, so that its leader may see it."""
    period = models.CharField("期间", max_length=60)
    verdict = models.CharField("判定", max_length=20)
    modality = models.CharField("约束力", max_length=12)
    severity = models.PositiveSmallIntegerField()
    month = models.CharField("归在哪月", max_length=7)
    start = models.DateField()
    due = models.DateField(null=True)
    record = models.JSONField(encoder=Readable)
    """Everything else of the finding: word, numbers, explanation, evidence, what did not count and why."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organization", "clause", "subject", "period"], name="compliance_one_finding_each"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "verdict", "due"]),
            models.Index(fields=["organization", "month"]),
            models.Index(fields=["person"]),
        ]

    def __str__(self) -> str:
        return f"{self.clause} {self.subject} {self.period}"

    @property
    def generally(self) -> bool:
        """Whether the clause says 一般: not kept is then amber."""
        return self.modality == "generally"


class Deviation(models.Model):
    """A reason that was approved: why something was not done, or may be done otherwise (变通、正当理由)."""

    KINDS = (("deviation", "经批准的变通"), ("excuse", "经认可的正当理由"))
    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    subject = models.CharField("对象", max_length=40)
    person = models.BigIntegerField("本人", null=True)
    kind = models.CharField("性质", max_length=12, choices=KINDS)
    clause = models.CharField("条款", max_length=160, blank=True)
    measure = models.CharField("计量", max_length=60, blank=True)
    period = models.CharField("期间", max_length=60, blank=True)
    about = models.CharField("哪次活动", max_length=40, blank=True)
    ground = models.CharField("理由类别", max_length=40, blank=True)
    reason = models.CharField("说明", max_length=300)
    approver = models.CharField("批准人", max_length=40, blank=True)
    approved_by = models.BigIntegerField("批准帐号", null=True)
    approved_at = models.DateTimeField("批准时间", null=True)
    refused_at = models.DateTimeField("未同意时间", null=True)
    on = models.DateField("日期")
    asked_by = models.BigIntegerField("提出帐号", null=True)
    asked_at = models.DateTimeField("提出时间")
    voided_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.reason}"

    @property
    def code(self) -> str:
        return f"{self.kind}-{self.pk}"


class Reminder(models.Model):
    """A reminder that was handed to the outbox: one a finding, kind and receiver, never two."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=300)
    user = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key", "user"], name="compliance_remind_once")
        ]
