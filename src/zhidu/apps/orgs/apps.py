"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "zhidu.apps.orgs"
    label = "orgs"
    verbose_name = "组织"
