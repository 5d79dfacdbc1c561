"""What is thrown away every day: sessions that are over, and failures nobody needs to remember."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings

from zhidu.foundation.identity import throttle


def clean() -> None:
    """Remove expired sessions and forgotten failures; safe to run at any time."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    throttle.clean()
