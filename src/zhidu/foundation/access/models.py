"""Grants (授权): the only thing permission is made of."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from zhidu.foundation.access.roles import ROLES


class Grant(models.Model):
    """A user holds a role over everything whose path begins with ``path``, from a day to a day.

    The path is that of the organisation tree (digits only), but nothing here knows what an organisation is;
    '' is everything.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField("身份", max_length=40)
    path = models.CharField("范围", max_length=400, blank=True)
    since = models.DateField("自", null=True, blank=True)
    until = models.DateField("至", null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["path", "role", "id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["path"])]

    def __str__(self) -> str:
        return f"{self.role}@{self.path or '*'}"

    @property
    def role_name(self) -> str:
        return ROLES.get(self.role, self.role)
