"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "zhidu.foundation.outbox"
    label = "outbox"
    verbose_name = "消息"
