"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "zhidu.foundation.identity"
    label = "identity"
    verbose_name = "登录"

    def ready(self) -> None:
        from zhidu.foundation.access.actions import follow_tree  # noqa: PLC0415 - needs the tables loaded

        follow_tree("identity.User", "path")
