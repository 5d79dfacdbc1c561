"""One act a file: every write of this app."""

from __future__ import annotations

from zhidu.apps.disclosure.actions.correct import correct
from zhidu.apps.disclosure.actions.publish import publish
from zhidu.apps.disclosure.actions.set_page import set_page
from zhidu.apps.disclosure.actions.withdraw import withdraw

__all__ = ["correct", "publish", "set_page", "withdraw"]
