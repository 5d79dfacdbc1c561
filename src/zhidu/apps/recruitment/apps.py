"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class RecruitmentConfig(AppConfig):
    name = "zhidu.apps.recruitment"
    label = "recruitment"
    verbose_name = "发展党员"
