"""Tables of an import: a batch, its rows while they wait (sealed), and what was found wrong with them.

What a sheet says of people is in :class:`ImportChunk` alone, sealed with a key of the batch; when the batch is
done, given up or too old, the key is thrown away, and nobody can read the rows any more. Problems and rows say where
something is and what kind of thing, never what it says.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.urls import reverse

from zhidu.foundation.clock import now


class Stage(StrEnum):
    """How far a batch is."""

    MAPPING = "mapping"
    CHECKED = "checked"
    DONE = "done"
    UNDONE = "undone"
    DROPPED = "dropped"


STAGES = [
    (Stage.MAPPING.value, "对列"),
    (Stage.CHECKED.value, "核对"),
    (Stage.DONE.value, "已登记"),
    (Stage.UNDONE.value, "已撤回"),
    (Stage.DROPPED.value, "没有登记"),
]
WAITING = (Stage.MAPPING, Stage.CHECKED)


class Match(StrEnum):
    """What a row is to the register."""

    NEW = "new"
    SAME = "same"
    MAYBE = "maybe"
    LEFT_OUT = "left_out"


class ImportBatch(models.Model):
    """One sheet handed in for the register of an organisation and those below it."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    owner = models.BigIntegerField("帐号", null=True)
    name = models.CharField("文件", max_length=160)
    stage = models.CharField("到哪一步", max_length=10, choices=STAGES, default=Stage.MAPPING.value)
    sealed_key = models.BinaryField(null=True)
    """Key of the rows, sealed with the keys of personal data; None once nobody may read them any more."""
    key = models.CharField(max_length=12, blank=True, db_index=True)
    sheets = models.JSONField(default=list)
    """One a sheet: name, shown, rows, hidden columns; where a head was found its place, height and labels."""
    sheet = models.PositiveIntegerField(default=0)
    columns = models.JSONField(default=list)
    """Key of the column of the register for each column of the sheet, '' for those left out."""
    defaults = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    created_at = models.DateTimeField("上传时间", default=now)
    done_at = models.DateTimeField("登记时间", null=True)
    digest = models.CharField(max_length=64, blank=True)
    last_change = models.BigIntegerField(default=0)
    """The last change of any file before the batch was written: what came of it, and later, is after that."""
    job = models.BigIntegerField("后台任务", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organization", "-id"])]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("registry:import", args=[self.pk])

    @property
    def code(self) -> str:
        return f"import-{self.pk}"

    @property
    def waiting(self) -> bool:
        return self.stage in WAITING

    @property
    def word(self) -> str:
        return dict(STAGES)[self.stage]


class ImportChunk(models.Model):
    """Some hundred rows of a sheet, packed and sealed."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="chunks")
    sheet = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["batch", "sheet", "number"], name="registry_one_chunk"),
        ]


class ImportRow(models.Model):
    """One row of the chosen sheet that is about somebody: who that is on the register, and what was decided.

    ``number_digest``, ``twin`` and ``content`` are keyed digests by which two rows about one person are found.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField("行")
    match = models.CharField(max_length=10, default=Match.NEW.value)
    person = models.BigIntegerField(null=True)
    seen = models.PositiveIntegerField(default=0)
    """Version of the file of that person when the row was held against it."""
    changes = models.CharField(max_length=400, blank=True)
    """Fields in which the row differs from the register, with commas."""
    answer = models.CharField(max_length=10, blank=True)
    """What was decided where it is asked: ``update``, ``leave``, ``new``, ``drop``."""
    apart = models.BooleanField(default=False)
    """Somebody said that this is not the person of another row."""
    number_digest = models.CharField(max_length=64, blank=True)
    twin = models.CharField(max_length=64, blank=True)
    content = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["batch", "number"], name="registry_one_row"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["batch", "match", "number"]),
        ]


class ImportOutcome(models.Model):
    """Who came of a row that was written: somebody new, or somebody whose file was brought up to date."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="outcomes")
    number = models.PositiveIntegerField("行")
    person = models.BigIntegerField()
    """No foreign key: what a batch once did keeps nobody from being merged or erased."""
    new = models.BooleanField()

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["batch", "new", "number"])]


class ImportProblem(models.Model):
    """Something wrong at one cell; what it says is found again by reading the row."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="problems")
    number = models.PositiveIntegerField("行")
    field = models.CharField("列", max_length=20)
    kind = models.CharField("问题", max_length=20)
    alike = models.CharField(max_length=16, blank=True)
    """A keyed digest of what is written there: the same slip in many rows is mended at once."""
    mends = models.PositiveSmallIntegerField(default=0)
    """How many ways to put it right are offered."""

    class Meta:
        ordering: ClassVar[list[str]] = ["number", "id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["batch", "kind", "number"])]


class KnownHead(models.Model):
    """What an organisation took a head for: the next sheet of the same office is understood at once."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.CASCADE, related_name="+")
    label = models.CharField(max_length=120)
    field = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organization", "label"], name="registry_one_head"),
        ]
