"""The Django app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "zhidu.apps.registry"
    label = "registry"
    verbose_name = "档案"

    def ready(self) -> None:
        # models can be read only now
        import_module("zhidu.apps.registry.importing.start").start()
        import_module("zhidu.apps.registry.start").start()
