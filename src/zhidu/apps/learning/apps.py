"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "zhidu.apps.learning"
    label = "learning"
    verbose_name = "学习"
