"""Tables: the file of a person (档案), what was in it before, who looked, and what somebody wants put right.

What is nobody's business at a glance (:data:`SEALED`) is encrypted with keys outside the database; ``key`` names the
one that sealed a row, so that rows of an old key can be found and sealed anew.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

SEALED = ("id_number", "phone", "address", "family")
DIGESTED = ("id_number", "phone")
"""Sealed fields that can be looked up by a keyed digest."""


class Profile(models.Model):
    """What is known of a person beyond name and membership; an empty column is not known.

    Fields, their words and checks are those of :mod:`zhidu.apps.registry.fields`, one column each.
    """

    person = models.OneToOneField(
        "members.Person", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    sex = models.CharField("性别", max_length=10, blank=True)
    nation = models.CharField("民族", max_length=20, blank=True)
    born_on = models.DateField("出生日期", null=True)
    native_place = models.CharField("籍贯", max_length=60, blank=True)
    education = models.CharField("学历", max_length=20, blank=True)
    degree = models.CharField("学位", max_length=20, blank=True)
    school = models.CharField("毕业院校", max_length=80, blank=True)
    employer = models.CharField("工作单位", max_length=80, blank=True)
    work_class = models.CharField("职业类别", max_length=20, blank=True)
    duty = models.CharField("岗位", max_length=60, blank=True)
    worked_from = models.DateField("参加工作日期", null=True)
    joined_on = models.DateField("入党日期", null=True)
    confirmed_on = models.DateField("转正日期", null=True)
    id_number = models.BinaryField("身份证号", null=True)
    id_number_digest = models.CharField(max_length=64, null=True, unique=True)
    phone = models.BinaryField("手机", null=True)
    phone_digest = models.CharField(max_length=64, null=True, db_index=True)
    address = models.BinaryField("住址", null=True)
    family = models.BinaryField("家庭联系人", null=True)
    key = models.CharField(max_length=12, db_index=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField("改动时间")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            # the list is put in order by these, and the first page does not wait for the last
            models.Index(fields=["born_on", "person"], name="registry_by_age"),
            models.Index(fields=["joined_on", "person"], name="registry_by_years"),
        ]

    @property
    def code(self) -> str:
        return self.person.code


class Change(models.Model):
    """One act on a file: which fields, when, by whom; what stood there before, and why, are sealed."""

    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    fields = models.CharField(max_length=400)
    """Keys of the fields, with commas."""
    sealed = models.BinaryField()
    """``{"before": {field: text}, "why": text}``; the value after is in the next change, or in the file."""
    key = models.CharField(max_length=12, db_index=True)
    at = models.DateTimeField("时间")
    by = models.BigIntegerField("帐号", null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "-id"], name="registry_changes_of")
        ]


class Photo(models.Model):
    """The photograph of a person: one small picture, encrypted, in a file of a random name."""

    person = models.OneToOneField(
        "members.Person", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    stored = models.CharField("文件", max_length=40, unique=True)
    key = models.CharField(max_length=12, db_index=True)
    set_at = models.DateTimeField("存入时间")


class Look(models.Model):
    """Somebody read what is masked in the file of another, or took it away; never what it said."""

    UNMASKED, TAKEN, LISTED = "unmasked", "taken", "listed"
    WHAT: ClassVar[dict[str, str]] = {
        UNMASKED: "看了盖住的内容",
        TAKEN: "导出了这份档案",
        LISTED: "导出名册，含盖住的内容",
    }

    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.BigIntegerField("帐号", null=True)
    what = models.CharField("怎样看的", max_length=10)
    at = models.DateTimeField("时间")
    until = models.DateTimeField("看到几时", null=True)
    sealed = models.BinaryField("理由")
    key = models.CharField(max_length=12, db_index=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "-id"], name="registry_looks_at")
        ]

    @property
    def what_name(self) -> str:
        return self.WHAT[self.what]


class Proposal(models.Model):
    """What a person wants put right in the own file; the keeper of files takes it over or says why not."""

    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    fields = models.CharField(max_length=400)
    sealed = models.BinaryField()
    """``{"values": {field: text}, "why": text}``."""
    key = models.CharField(max_length=12, db_index=True)
    asked_at = models.DateTimeField("提出时间")
    accepted = models.BooleanField("采纳", null=True)
    words = models.CharField("答复", max_length=200, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True)
    answered_by = models.BigIntegerField("答复的帐号", null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(answered_at=None), name="registry_one_open_proposal"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "-id"], name="registry_proposals_of")
        ]

    @property
    def state_name(self) -> str:
        return {None: "等组织委员核对", True: "已照此更正", False: "没有更正"}[self.accepted]


class KeptFilter(models.Model):
    """A way to look for people that somebody keeps under a name (常用)."""

    user = models.BigIntegerField("帐号")
    name = models.CharField("名称", max_length=30)
    query = models.CharField("条件", max_length=300)

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "name"], name="registry_one_filter_a_name")
        ]


class Retention(models.Model):
    """How long the files of those who left are kept (保存期限): an organisation says it for itself and those below."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    months = models.PositiveSmallIntegerField("离开以后保存几个月")
    basis = models.CharField("依据", max_length=200)
    set_at = models.DateTimeField("定的时间")
    set_by = models.BigIntegerField("定的帐号", null=True)
    superseded_at = models.DateTimeField("改掉的时间", null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=models.Q(superseded_at=None),
                name="registry_one_retention",
            )
        ]

    @property
    def code(self) -> str:
        return f"retention-{self.pk}"


from zhidu.apps.registry.export_models import RegisterExport, SavedList  # noqa: E402 - Django finds models here
from zhidu.apps.registry.import_models import (  # noqa: E402 - Django finds models here
    ImportBatch,
    ImportChunk,
    ImportOutcome,
    ImportProblem,
    ImportRow,
    KnownHead,
)

__all__ = [
    "Change",
    "ImportBatch",
    "ImportChunk",
    "ImportOutcome",
    "ImportProblem",
    "ImportRow",
    "KeptFilter",
    "KnownHead",
    "Look",
    "Photo",
    "Profile",
    "Proposal",
    "RegisterExport",
    "Retention",
    "SavedList",
]
