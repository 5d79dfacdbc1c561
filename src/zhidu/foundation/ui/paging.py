"""Pages of a list that may be as long as a county: nobody waits until the last row has been counted."""

from __future__ import annotations

from functools import cached_property

from django.core.paginator import Paginator

MOST = 2000
"""Rows that are counted and can be turned to; whoever looks for an older one narrows the list."""


class Capped(Paginator):
    """Counts up to :data:`MOST` rows; ``more`` says that there are others."""

    @cached_property
    def count(self) -> int:
        """Rows that can be turned to."""
        return min(self._counted, MOST)

    @property
    def more(self) -> bool:
        """Whether the list is longer than that."""
        return self._counted > MOST

    @cached_property
    def _counted(self) -> int:
        # in no order: the database may stop at the first so many rows it comes upon
        return int(self.object_list.order_by()[: MOST + 1].count())
