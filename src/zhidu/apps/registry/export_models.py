"""Tables of handing out: which list was asked for, and the lists somebody asks for again and again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zhidu.foundation.clock import now


class RegisterExport(models.Model):
    """One list that was handed out: what was in it and whose it is, not what it said."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    owner = models.BigIntegerField("帐号", null=True)
    columns = models.JSONField("各栏")
    narrowed = models.JSONField("条件")
    sensitive = models.BooleanField("含盖住的内容", default=False)
    at = models.DateTimeField("时间", default=now)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    @property
    def code(self) -> str:
        return f"export-{self.pk}"


class SavedList(models.Model):
    """Columns and conditions kept under a name by one account."""

    owner = models.BigIntegerField("帐号")
    name = models.CharField("名称", max_length=30)
    columns = models.JSONField("各栏")
    narrowed = models.JSONField("条件")

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner", "name"], name="registry_one_list"),
        ]
