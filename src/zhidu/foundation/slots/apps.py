"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class SlotsConfig(AppConfig):
    name = "zhidu.foundation.slots"
    label = "slots"
    verbose_name = "栏位"
