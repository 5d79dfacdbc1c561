"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "zhidu.foundation.access"
    label = "access"
    verbose_name = "权限"
