"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "zhidu.apps.members"
    label = "members"
    verbose_name = "党员"
