"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "zhidu.apps.registry"
    label = "registry"
    verbose_name = "档案"
