"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "zhidu.foundation.journal"
    label = "journal"
    verbose_name = "日志"
