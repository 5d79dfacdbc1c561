"""Tables of the journal (日志). Rows of :class:`Entry` can only be added: triggers refuse everything else."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Head(models.Model):
    """The end of each chain, so that nobody has to look for it; locking it orders the writers of one chain."""

    stream = models.CharField(max_length=60, primary_key=True)
    number = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64)


class Entry(models.Model):
    """One act: who did what to which object, when it happened and when it was entered.

    ``details`` holds ids and keyed digests, never personal data. ``digest`` covers the whole row and the digest
    before it in the same chain. ``transaction`` orders what committed on PostgreSQL; it is 0 on SQLite.
    """

    stream = models.CharField("链", max_length=60)
    number = models.BigIntegerField("序号")
    act = models.CharField("行为", max_length=80)
    actor = models.BigIntegerField("帐号", null=True)
    object = models.CharField("对象", max_length=120)
    place = models.BigIntegerField("组织", null=True)
    """The organisation in whose affairs this was done; what follows the journal looks here first."""
    happened_on = models.DateField("发生日期")
    entered_at = models.DateTimeField("录入时间")
    details = models.JSONField("内容摘要")
    transaction = models.BigIntegerField()
    before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["stream", "number"], name="journal_one_number_a_chain"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["transaction", "id"]),
            models.Index(fields=["object", "id"]),
            # whether anything was written in a few organisations since, however much was in all the others
            models.Index(fields=["place", "transaction", "id"], name="journal_by_place"),
            # an administrator asks what one account did, and what was entered on one day
            models.Index(fields=["actor", "id"], name="journal_by_actor"),
            models.Index(fields=["entered_at"], name="journal_by_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.stream}#{self.number} {self.act}"


class OldValues(models.Model):
    """What an act changed, before and after, encrypted; may be erased without breaking the chain."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="old_values")
    sealed = models.BinaryField()


class Reader(models.Model):
    """How far somebody who follows the journal has read."""

    name = models.CharField(max_length=60, primary_key=True)
    transaction = models.BigIntegerField(default=0)
    entry = models.BigIntegerField(default=0)
    at = models.DateTimeField(null=True)
