"""One act a file: every write of this app."""

from __future__ import annotations

from zhidu.apps.dues.actions.answer_relief import answer_relief
from zhidu.apps.dues.actions.ask_relief import ask_relief
from zhidu.apps.dues.actions.assess import Assessed, assess
from zhidu.apps.dues.actions.collect import collect
from zhidu.apps.dues.actions.mark_overdue import mark_overdue
from zhidu.apps.dues.actions.pass_up import pass_up
from zhidu.apps.dues.actions.receive import receive
from zhidu.apps.dues.actions.remind import remind
from zhidu.apps.dues.actions.set_bases import Said, set_bases

__all__ = [
    "Assessed",
    "Said",
    "answer_relief",
    "ask_relief",
    "assess",
    "collect",
    "mark_overdue",
    "pass_up",
    "receive",
    "remind",
    "set_bases",
]
