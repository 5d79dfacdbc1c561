"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "zhidu.apps.activities"
    label = "activities"
    verbose_name = "活动"
