"""The table of numbers that have been given (编号)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Series(models.Model):
    """One row of numbers: of what and in which year, and the last number given."""

    name = models.CharField("编号系列", max_length=120)
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("最后一号", default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["name", "year"], name="papers_one_series_a_year"),
        ]
