"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class AdoptionConfig(AppConfig):
    name = "zhidu.apps.adoption"
    label = "adoption"
    verbose_name = "制度采用"
