"""The table of attachments (附件). The contents are files under ``ZHIDU_VAR/files``."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from zhidu.foundation.clock import now


class Attachment(models.Model):
    """One file that belongs to something an upper app keeps.

    ``owner`` is the code of that (``activity-9``), ``path`` its place in the tree. ``stored`` is the random name
    the contents have on disk; nothing of what people called the file is in it.
    """

    owner = models.CharField("属于", max_length=120)
    path = models.CharField("位置", max_length=400, blank=True)
    place = models.BigIntegerField("组织", null=True)
    name = models.CharField("文件名", max_length=160)
    type = models.CharField("类型", max_length=8)
    size = models.PositiveBigIntegerField("字节")
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=40, unique=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="谁上传",
    )
    uploaded_at = models.DateTimeField("上传时间", default=now)
    voided_at = models.DateTimeField("作废时间", null=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="谁作废",
    )
    void_reason = models.CharField("作废理由", max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["owner", "id"])]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        """The attachment's name in the journal."""
        return f"attachment-{self.pk}"

    @property
    def voided(self) -> bool:
        return self.voided_at is not None

    @property
    def how_large(self) -> str:
        """832 字节, 56 KB, 3.4 MB."""
        return in_words(self.size)


def in_words(size: int) -> str:
    """A number of bytes as people say it."""
    if size < 1024:
        return f"{size} 字节"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f} KB"
    unit, divided = ("MB", size / 1024**2) if size < 1024**3 else ("GB", size / 1024**3)
    return f"{f'{divided:.1f}'.removesuffix('.0')} {unit}"
