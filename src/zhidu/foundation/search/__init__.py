"""Search (搜索): what can be found by its words, whatever app keeps it.

An app registers its kinds in its ``ready()``::

    search.register(search.Kind(key="person", title="党员", ...))

A kind with an :class:`~zhidu.foundation.search.registry.Index` is indexed as its acts write; see
``docs/services.md``. What somebody may not see is never found, and never counted.
"""

from __future__ import annotations

from zhidu.foundation.search.registry import Hit, Index, Kind, register

__all__ = ["Hit", "Index", "Kind", "register"]
