"""The acts of this app, one a file."""

from __future__ import annotations

from zhidu.apps.orgs.actions.correct_spell import correct_spell
from zhidu.apps.orgs.actions.describe import describe
from zhidu.apps.orgs.actions.dissolve import dissolve
from zhidu.apps.orgs.actions.found import found
from zhidu.apps.orgs.actions.merge import merge
from zhidu.apps.orgs.actions.move import move
from zhidu.apps.orgs.actions.rename import rename
from zhidu.apps.orgs.actions.start_term import start_term

__all__ = ["correct_spell", "describe", "dissolve", "found", "merge", "move", "rename", "start_term"]
