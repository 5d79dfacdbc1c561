"""One act a file: every write of this app."""

from __future__ import annotations

from zhidu.apps.activities.actions.enter_many import enter_many

__all__ = ["enter_many"]
