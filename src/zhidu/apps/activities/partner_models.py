"""Organisations that hold a meeting together with the one in whose books it stands (联席会)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Partner(models.Model):
    """One organisation that holds a joint meeting too: the one record stands in its books as well."""

    activity = models.ForeignKey("activities.Activity", on_delete=models.CASCADE, related_name="partners")
    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField("何时加上")
    removed_at = models.DateTimeField("何时去掉", null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["activity", "organization"],
                condition=models.Q(removed_at=None),
                name="activities_partner_once",
            )
        ]
