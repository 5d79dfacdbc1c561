"""The private address under which somebody's calendar is fetched."""

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
