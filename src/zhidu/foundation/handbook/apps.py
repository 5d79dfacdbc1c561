"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class HandbookConfig(AppConfig):
    name = "zhidu.foundation.handbook"
    label = "handbook"
    verbose_name = "手册"
