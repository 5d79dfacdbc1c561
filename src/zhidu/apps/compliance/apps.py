"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class ComplianceConfig(AppConfig):
    name = "zhidu.apps.compliance"
    label = "compliance"
    verbose_name = "判定"
