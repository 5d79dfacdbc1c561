"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "zhidu.foundation.ui"
    label = "ui"
    verbose_name = "界面"

    def ready(self) -> None:
        from zhidu.foundation.identity.access import MANAGE  # noqa: PLC0415 - needs the tables loaded
        from zhidu.foundation.ui import nav  # noqa: PLC0415

        # accounts lie below and cannot register themselves
        nav.register(
            nav.Item(nav.PEOPLE, 90, "accounts", "帐号", "key-round", "identity:accounts", verb=MANAGE)
        )
