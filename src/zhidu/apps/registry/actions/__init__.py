"""One act a file: every write of this app."""

from __future__ import annotations

from zhidu.apps.registry.actions.answer_proposal import answer_proposal
from zhidu.apps.registry.actions.drop_filter import drop_filter
from zhidu.apps.registry.actions.drop_import import drop_import
from zhidu.apps.registry.actions.erase_file import erase_file
from zhidu.apps.registry.actions.export_register import export_register
from zhidu.apps.registry.actions.keep_filter import keep_filter
from zhidu.apps.registry.actions.keep_list import drop_list, keep_list
from zhidu.apps.registry.actions.map_columns import choose_sheet, map_columns
from zhidu.apps.registry.actions.mend_rows import answer_rows, mend_kind, mend_rows
from zhidu.apps.registry.actions.merge_people import merge_people
from zhidu.apps.registry.actions.propose import propose
from zhidu.apps.registry.actions.put_photo import put_photo
from zhidu.apps.registry.actions.reseal import reseal
from zhidu.apps.registry.actions.set_profile import Kept, set_profile
from zhidu.apps.registry.actions.set_profiles import set_profiles
from zhidu.apps.registry.actions.set_retention import set_retention
from zhidu.apps.registry.actions.take_back import take_back
from zhidu.apps.registry.actions.take_in import take_in
from zhidu.apps.registry.actions.take_own import take_own
from zhidu.apps.registry.actions.undo_import import undo_import
from zhidu.apps.registry.actions.unmask import unmask
from zhidu.apps.registry.actions.upload_register import upload_register

__all__ = [
    "Kept",
    "answer_proposal",
    "answer_rows",
    "choose_sheet",
    "drop_filter",
    "drop_import",
    "drop_list",
    "erase_file",
    "export_register",
    "keep_filter",
    "keep_list",
    "map_columns",
    "mend_kind",
    "mend_rows",
    "merge_people",
    "propose",
    "put_photo",
    "reseal",
    "set_profile",
    "set_profiles",
    "set_retention",
    "take_back",
    "take_in",
    "take_own",
    "undo_import",
    "unmask",
    "upload_register",
]
