"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "zhidu.foundation.search"
    label = "search"
    verbose_name = "搜索"

    def ready(self) -> None:
        from zhidu.foundation import acts  # noqa: PLC0415 - needs the tables loaded
        from zhidu.foundation.search.index import follow  # noqa: PLC0415

        acts.follow(follow)
