"""Rulebooks as they were imported, and who runs them."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models


class Book(models.Model):
    """One version of a rulebook: its text, never changed; another letter makes another version."""

    book = models.CharField("编号", max_length=80)
    title = models.CharField("书名", max_length=160)
    level = models.CharField("级别", max_length=20)
    edition = models.CharField("版本", max_length=40)
    digest = models.CharField("摘要", max_length=64, unique=True)
    files = models.JSONField("全文")
    """Relative file name → text, exactly as imported."""
    counts = models.JSONField("条款数", default=dict)
    imported_at = models.DateTimeField("载入时间")

    class Meta:
        ordering: ClassVar[list[str]] = ["book", "id"]

    def __str__(self) -> str:
        return f"《{self.title}》"

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django declares it
        """Add it; a text that is stored stays as it is."""
        if self.pk is not None and not self._state.adding:
            raise TypeError(f"{self} 已经存下，全文不改；改了一个字就是另一版")
        super().save(*args, **kwargs)

    @property
    def edition_name(self) -> str:
        """The edition as people say it: a bare number is 第 2 版."""
        return f"第 {self.edition} 版" if self.edition.isdecimal() else self.edition


class Adoption(models.Model):
    """An organisation runs a rulebook from a day to a day, with its answers where the text is open."""

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+")
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="adoptions")
    first = models.DateField("自", null=True, blank=True)
    last = models.DateField("至", null=True, blank=True)
    answers = models.JSONField("回答", default=dict, blank=True)
    """Clause id → parameter → answer."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["organization_id", "book__book", "first", "id"]

    def since(self, first: date) -> Adoption:
        """The same, not stored, from another day on and without an end: what it would have asked earlier."""
        return Adoption(organization=self.organization, book=self.book, first=first, answers=self.answers)
