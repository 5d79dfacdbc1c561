"""The table of what can be looked for. It is a cache: :func:`zhidu.foundation.search.index.rebuild` makes it anew."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Document(models.Model):
    """The pieces of one object. Who may see the object is not in here: that is asked of the app that keeps it.

    Behind ``text`` stands an index of the database (migration 0002): FTS5 on SQLite, kept by triggers, and a GIN
    index on PostgreSQL. A migration that rebuilds this table on SQLite has to make the triggers anew.
    """

    kind = models.CharField(max_length=12)
    object = models.BigIntegerField()
    text = models.TextField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "object"], name="search_one_document_an_object")
        ]
