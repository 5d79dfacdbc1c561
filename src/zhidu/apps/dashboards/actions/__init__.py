"""One act a file: every write of this app."""

from __future__ import annotations

from zhidu.apps.dashboards.actions.drop_filter import drop_filter
from zhidu.apps.dashboards.actions.keep_filter import keep_filter
from zhidu.apps.dashboards.actions.subscribe import subscribe, unsubscribe

__all__ = ["drop_filter", "keep_filter", "subscribe", "unsubscribe"]
