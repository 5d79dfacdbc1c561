"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "zhidu.foundation.identity"
    label = "identity"
    verbose_name = "登录"
