"""The tables of numbers that have been given (编号) and of templates that were put in place of those of the program."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from zhidu.foundation.clock import now


class Series(models.Model):
    """One row of numbers: of what and in which year, and the last number given."""

    name = models.CharField("编号系列", max_length=120)
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("最后一号", default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["name", "year"], name="papers_one_series_a_year"),
        ]


class Template(models.Model):
    """One version of a template of one paper (模板): for printing (typst) or for editing (docx).

    At most one version of each is ``used``; where none is, papers are set by that of the program. Versions stay.
    """

    paper = models.CharField("文书", max_length=80)
    form = models.CharField("用途", max_length=4)
    version = models.PositiveIntegerField()
    content = models.BinaryField("内容")
    note = models.CharField("改了什么", max_length=200)
    used = models.BooleanField("正在用", default=False)
    put_at = models.DateTimeField("时间", default=now)
    put_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="谁换的",
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["paper", "form", "version"], name="papers_one_of_each_version"),
            models.UniqueConstraint(
                fields=["paper", "form"], condition=models.Q(used=True), name="papers_one_template_used"
            ),
        ]

    @property
    def code(self) -> str:
        return f"template-{self.pk}"
