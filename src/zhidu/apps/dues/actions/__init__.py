"""One act a file: every write of this app."""

from __future__ import annotations

from zhidu.apps.dues.actions.answer_relief import answer_relief
from zhidu.apps.dues.actions.ask_relief import ask_relief
from zhidu.apps.dues.actions.assess import Assessed, assess
from zhidu.apps.dues.actions.collect import collect
from zhidu.apps.dues.actions.enter_movement import enter_movement
from zhidu.apps.dues.actions.issue_receipts import issue_receipts
from zhidu.apps.dues.actions.make_order import make_order
from zhidu.apps.dues.actions.mark_overdue import mark_overdue
from zhidu.apps.dues.actions.open_account import open_account
from zhidu.apps.dues.actions.pass_extra import pass_extra
from zhidu.apps.dues.actions.pass_up import pass_up
from zhidu.apps.dues.actions.publish_year import publish_year
from zhidu.apps.dues.actions.read_statement import read_statement
from zhidu.apps.dues.actions.receive import receive
from zhidu.apps.dues.actions.remind import remind
from zhidu.apps.dues.actions.set_bases import Said, set_bases
from zhidu.apps.dues.actions.settle_line import settle_line
from zhidu.apps.dues.actions.take_extra import take_extra
from zhidu.apps.dues.actions.void_movement import void_movement

__all__ = [
    "Assessed",
    "Said",
    "answer_relief",
    "ask_relief",
    "assess",
    "collect",
    "enter_movement",
    "issue_receipts",
    "make_order",
    "mark_overdue",
    "open_account",
    "pass_extra",
    "pass_up",
    "publish_year",
    "read_statement",
    "receive",
    "remind",
    "set_bases",
    "settle_line",
    "take_extra",
    "void_movement",
]
