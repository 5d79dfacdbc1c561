"""The Django app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "zhidu.apps.orgs"
    label = "orgs"
    verbose_name = "组织"

    def ready(self) -> None:
        # models can be read only now
        import_module("zhidu.apps.orgs.start").start()
