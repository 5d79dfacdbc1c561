"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class DuesConfig(AppConfig):
    name = "zhidu.apps.dues"
    label = "dues"
    verbose_name = "党费"

    def ready(self) -> None:
        from zhidu.apps.dues.access import SEE  # noqa: PLC0415 - models must be loaded first
        from zhidu.foundation.ui import nav  # noqa: PLC0415

        nav.register(nav.Item(nav.WORK, 45, "dues", "党费", "coins", "dues:index", verb=SEE))
