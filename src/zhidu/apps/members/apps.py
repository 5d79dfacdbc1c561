"""The Django app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "zhidu.apps.members"
    label = "members"
    verbose_name = "党员"

    def ready(self) -> None:
        # models can be read only now
        import_module("zhidu.apps.members.start").start()
