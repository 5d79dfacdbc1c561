"""What those who heard a lecture say of it (课后反映): two words and, where wanted, a sentence."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models


class Understood(StrEnum):
    """Whether it was understood."""

    WELL = "well"
    PARTLY = "partly"
    NOT = "not"

    @property
    def chinese(self) -> str:
        return {"well": "听懂了", "partly": "有的没听懂", "not": "没听懂"}[self.value]


class Useful(StrEnum):
    """Whether it was of use."""

    YES = "yes"
    SOME = "some"
    LITTLE = "little"

    @property
    def chinese(self) -> str:
        return {"yes": "有用", "some": "有一点用", "little": "用处不大"}[self.value]


class Feedback(models.Model):
    """One person's word on one lecture.

    Who it was is kept so that nobody says it twice, and is shown to nobody unless ``named`` was ticked.
    """

    activity = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    understood = models.CharField("听懂没有", max_length=10)
    useful = models.CharField("有没有用", max_length=10)
    words = models.CharField("还想说的", max_length=200, blank=True)
    named = models.BooleanField("写上我的名字", default=False)
    at = models.DateTimeField("时间")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["activity", "person"], name="activities_one_word_each")
        ]

    @property
    def code(self) -> str:
        return f"feedback-{self.pk}"
