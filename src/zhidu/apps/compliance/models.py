"""Findings that were stored, what they were worked out from, and reasons that were approved."""

from __future__ import annotations

import json
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db import models
from django.urls import reverse

from zhidu.domain.rules.terms import Verdict

UNCLEAN_COLUMNS = ("breached", "at_risk", "undetermined", "late")
"""Of the numbers, those that organisations are put in order by."""


class Readable(json.JSONEncoder):
    """Chinese as it is and no blanks: a third less to keep and to read than with every character as its number."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - as json.dumps passes them on
        super().__init__(**{**options, "ensure_ascii": False, "separators": (",", ":")})


class Counted(models.Model):
    """How many findings there are of each verdict."""

    breached = models.PositiveIntegerField("未达标", default=0)
    at_risk = models.PositiveIntegerField("临期", default=0)
    undetermined = models.PositiveIntegerField("缺资料", default=0)
    late = models.PositiveIntegerField("迟办", default=0)
    pending = models.PositiveIntegerField("未到期", default=0)
    exempt = models.PositiveIntegerField("免计", default=0)
    met = models.PositiveIntegerField("达标", default=0)
    not_applicable = models.PositiveIntegerField("不适用", default=0)

    class Meta:
        abstract = True

    @property
    def counts(self) -> dict[str, int]:
        """Verdict → how many findings; every verdict is named."""
        return {one.value: getattr(self, one.value) for one in Verdict}


class Evaluation(Counted):
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
    at = models.DateTimeField()


class StoredFinding(models.Model):
    """One finding of the last evaluation that somebody has to look at. A cache: ``zhidu rebuild`` makes it again.

    What asks for nothing (met, not applicable) lies packed in :class:`QuietFindings`; unpacked it is an instance
    of this class that has no number.
    """

    organization = models.ForeignKey("orgs.Node", on_delete=models.CASCADE, related_name="+", db_index=False)
    clause = models.CharField("条款", max_length=160)
    family = models.CharField(max_length=80)
    theme = models.CharField("领域", max_length=20)
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

    def get_absolute_url(self) -> str:
        """Where it is explained: found again by what it is about, whether or not it has a row of its own."""
        about = urlencode({"clause": self.clause, "subject": self.subject, "period": self.period})
        return f"{reverse('compliance:why', args=[self.organization_id])}?{about}"

    @property
    def generally(self) -> bool:
        """Whether the clause says 一般: not kept is then amber."""
        return self.modality == "generally"


class QuietFindings(models.Model):
    """The findings of one organisation under one family of clauses that ask for nothing, packed (see ``quiet.py``)."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.CASCADE, related_name="+", db_index=False)
    family = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    packed = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organization", "family"], name="compliance_one_pack_each")
        ]

    def __str__(self) -> str:
        return f"{self.family} {self.number}"


class Tally(Counted):
    """How many findings of each verdict one organisation has in a theme and a year (see ``tallies.py``)."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.CASCADE, related_name="+", db_index=False)
    theme = models.CharField("领域", max_length=20)
    year = models.PositiveSmallIntegerField("年度")
    generally = models.BooleanField("一般")
    months = models.JSONField(encoder=Readable)
    """Twelve lists of eight numbers, in the order of ``tallies.VERDICTS``."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organization", "year", "theme", "generally"], name="compliance_one_tally_each"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            # a whole list of organisations is put in order from the index alone
            models.Index(
                fields=["year", "theme", "organization", "generally", *UNCLEAN_COLUMNS],
                name="compliance_ranked",
            )
        ]

    def __str__(self) -> str:
        return f"{self.theme} {self.year}"


class Subtotal(Counted):
    """The tallies of one organisation and everything below it, by field as well (see ``subtotals.py``)."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.CASCADE, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField("年度")
    theme = models.CharField("领域", max_length=20)
    sector = models.CharField("组织的领域", max_length=20, blank=True)
    generally = models.BooleanField("一般")
    months = models.JSONField(encoder=Readable)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organization", "year", "theme", "sector", "generally"],
                name="compliance_one_subtotal_each",
            )
        ]

    def __str__(self) -> str:
        return f"{self.theme} {self.year} {self.sector}"


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
