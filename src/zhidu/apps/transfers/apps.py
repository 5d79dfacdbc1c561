"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class TransfersConfig(AppConfig):
    name = "zhidu.apps.transfers"
    label = "transfers"
    verbose_name = "组织关系"
