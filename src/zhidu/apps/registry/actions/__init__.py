"""One act a file: every write of this app."""

from __future__ import annotations

from zhidu.apps.registry.actions.drop_import import drop_import
from zhidu.apps.registry.actions.map_columns import choose_sheet, map_columns
from zhidu.apps.registry.actions.mend_rows import answer_rows, mend_kind, mend_rows
from zhidu.apps.registry.actions.set_profile import Kept, set_profile
from zhidu.apps.registry.actions.set_profiles import set_profiles
from zhidu.apps.registry.actions.take_in import take_in
from zhidu.apps.registry.actions.undo_import import undo_import
from zhidu.apps.registry.actions.upload_register import upload_register

__all__ = [
    "Kept",
    "answer_rows",
    "choose_sheet",
    "drop_import",
    "map_columns",
    "mend_kind",
    "mend_rows",
    "set_profile",
    "set_profiles",
    "take_in",
    "undo_import",
    "upload_register",
]
