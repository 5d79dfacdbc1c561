"""One act a file: every write of this app."""

from __future__ import annotations

from zhidu.apps.meetings.actions.close import close
from zhidu.apps.meetings.actions.exclude import end_exclusion, exclude
from zhidu.apps.meetings.actions.leaving import come_back, leave_meeting, stand_in
from zhidu.apps.meetings.actions.open_meeting import open_meeting
from zhidu.apps.meetings.actions.points import add_point, decide_point, move_point, set_point, sort_point
from zhidu.apps.meetings.actions.self_signing import set_self_signing, sign_self
from zhidu.apps.meetings.actions.serve import serve
from zhidu.apps.meetings.actions.sign import sign
from zhidu.apps.meetings.actions.take_roll import take_roll
from zhidu.apps.meetings.actions.tasks import end_task, give_task, move_task, report_task
from zhidu.apps.meetings.actions.write_paragraph import add_paragraph, settle_paragraph, write_paragraph

__all__ = [
    "add_paragraph",
    "add_point",
    "close",
    "come_back",
    "decide_point",
    "end_exclusion",
    "end_task",
    "exclude",
    "give_task",
    "leave_meeting",
    "move_point",
    "move_task",
    "open_meeting",
    "report_task",
    "serve",
    "set_point",
    "set_self_signing",
    "settle_paragraph",
    "sign",
    "sign_self",
    "sort_point",
    "stand_in",
    "take_roll",
    "write_paragraph",
]
