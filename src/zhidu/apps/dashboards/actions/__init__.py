"""One act a file: every write of this app."""

from __future__ import annotations

from zhidu.apps.dashboards.actions.subscribe import subscribe, unsubscribe

__all__ = ["subscribe", "unsubscribe"]
