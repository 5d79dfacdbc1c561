"""What belongs to the first pages themselves: private addresses of calendars, ways to look that somebody keeps."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class CalendarFeed(models.Model):
    """One address an account. Only a digest of the address is kept: whoever reads the table can fetch nothing."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField("启用时间")

    class Meta:
        ordering: ClassVar[list[str]] = ["user"]

    def __str__(self) -> str:
        return f"{self.user_id}"


class SavedFilter(models.Model):
    """Filters of the supervision page that somebody keeps under a name (常用)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField("名称", max_length=30)
    query = models.CharField("条件", max_length=300, blank=True)
    """What stands behind the question mark, as :meth:`Asked.query` writes it."""

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "name"], name="dashboards_one_filter_a_name")
        ]

    def __str__(self) -> str:
        return self.name
