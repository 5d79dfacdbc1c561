"""Tables: materials of study (学习资料), and what an organisation has to study with: lecturers, courses, a room."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

MATERIALS = {"text": "文件、讲稿", "clipping": "剪辑的资料", "link": "网上的资料"}
LECTURER, COURSE, ROOM = "lecturer_pool", "course", "facility"
RESOURCES = {LECTURER: "讲师", COURSE: "课程", ROOM: "学习室"}
"""Kind of record that shows it is there → what it is called."""


class Material(models.Model):
    """One piece of material; clippings (剪辑) are recorded for the clause that asks for them at intervals."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("哪一种", max_length=10, choices=list(MATERIALS.items()))
    title = models.CharField("名称", max_length=200)
    topics = models.CharField("内容类别", max_length=300, blank=True)
    source = models.CharField("出处", max_length=200, blank=True)
    text = models.TextField("摘要", blank=True)
    link = models.URLField("网址", max_length=500, blank=True)
    on = models.DateField("日期")
    session = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, null=True, related_name="+")
    record = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField("撤下的时间", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-on", "-id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organization", "on"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("learning:material", args=[self.pk])

    @property
    def code(self) -> str:
        return f"learning-material-{self.pk}"


class Resource(models.Model):
    """A lecturer, a course or a room that is there from a day on; its record carries the day it ended."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("哪一种", max_length=20, choices=list(RESOURCES.items()))
    name = models.CharField("名称", max_length=120)
    category = models.CharField("类别", max_length=60, blank=True)
    lecturer = models.CharField("主讲人", max_length=60, blank=True)
    words = models.CharField("说明", max_length=300, blank=True)
    first = models.DateField("自")
    last = models.DateField("至", null=True)
    record = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "category", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        return f"learning-resource-{self.pk}"
