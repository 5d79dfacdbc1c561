"""One act a file: every write of this app."""

from __future__ import annotations

from zhidu.apps.activities.actions.cancel import cancel, void
from zhidu.apps.activities.actions.correct import correct
from zhidu.apps.activities.actions.enter_many import enter_many
from zhidu.apps.activities.actions.matters import close_matter, open_matter
from zhidu.apps.activities.actions.plan import plan
from zhidu.apps.activities.actions.record_held import record_held

__all__ = ["cancel", "close_matter", "correct", "enter_many", "open_matter", "plan", "record_held", "void"]
