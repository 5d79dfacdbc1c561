"""The tree of organisations (组织树) and what belongs to it: groups, committees, sites and units."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zhidu.domain.rules.vocabulary import SUBJECT_TYPES, SubjectClass

STEP = 8
"""Digits a level of a path takes: the row id, so that a place is never given twice and moving keeps it."""
CODES = {
    SubjectClass.ORGANIZATION: "org",
    SubjectClass.GROUP: "group",
    SubjectClass.BODY: "body",
    SubjectClass.SITE: "site",
    SubjectClass.UNIT: "unit",
}


class Node(models.Model):
    """A Party organisation, a Party group, a committee, a site or a unit: one place in the tree.

    ``type``, ``name`` and ``parent`` are those of today; what they were before is in :class:`Spell`.
    """

    kind = models.CharField(
        "对象", max_length=20, choices=[(one.value, one.chinese) for one in CODES], default="organization"
    )
    type = models.CharField("类型", max_length=40)
    name = models.CharField("名称", max_length=120)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    path = models.CharField("位置", max_length=400, unique=True)
    since = models.DateField("成立日期", null=True, blank=True)
    until = models.DateField("撤销日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["path"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["name"])]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        """The subject's name in facts and findings."""
        return f"{CODES[SubjectClass(self.kind)]}-{self.pk}"

    @property
    def subject_class(self) -> SubjectClass:
        return SubjectClass(self.kind)

    @property
    def type_name(self) -> str:
        return SUBJECT_TYPES[self.type].chinese if self.type in SUBJECT_TYPES else self.type

    @property
    def depth(self) -> int:
        """How far below the root: 0 for the root itself."""
        return len(self.path) // STEP - 1

    @property
    def ancestor_ids(self) -> tuple[int, ...]:
        """Ids of its superiors, the root first, without itself."""
        return tuple(int(self.path[at : at + STEP]) for at in range(0, len(self.path) - STEP, STEP))


class Spell(models.Model):
    """A stretch of days during which a node had one type, one superior and one set of attributes."""

    node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="spells")
    type = models.CharField("类型", max_length=40)
    name = models.CharField("名称", max_length=120)
    parent = models.ForeignKey(Node, on_delete=models.PROTECT, null=True, related_name="+")
    first = models.DateField("自", null=True, blank=True)
    last = models.DateField("至", null=True, blank=True)
    attributes = models.JSONField("情况", default=dict, blank=True)

    class Meta:
        ordering: ClassVar[list[models.expressions.OrderBy]] = [models.F("first").asc(nulls_first=True), "id"]
