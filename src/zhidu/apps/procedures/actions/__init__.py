"""One act a file: every write of this app."""

from __future__ import annotations

from zhidu.apps.procedures.actions.answer import answer
from zhidu.apps.procedures.actions.ask import ask
from zhidu.apps.procedures.actions.decide import decide
from zhidu.apps.procedures.actions.delegate import delegate, end_delegation
from zhidu.apps.procedures.actions.end_case import close_case, withdraw_case
from zhidu.apps.procedures.actions.move_over import move_over
from zhidu.apps.procedures.actions.object import raise_objection, settle_objection
from zhidu.apps.procedures.actions.open_case import open_case
from zhidu.apps.procedures.actions.pack import (
    find_problem,
    gather_opinion,
    hand_in_analysis,
    hold_talk,
    open_pack,
    put_down,
)
from zhidu.apps.procedures.actions.plan_step import plan_step
from zhidu.apps.procedures.actions.settle import settle
from zhidu.apps.procedures.actions.take_back import take_back
from zhidu.apps.procedures.actions.take_step import take_step
from zhidu.apps.procedures.actions.take_up import take_up

__all__ = [
    "answer",
    "ask",
    "close_case",
    "decide",
    "delegate",
    "end_delegation",
    "find_problem",
    "gather_opinion",
    "hand_in_analysis",
    "hold_talk",
    "move_over",
    "open_case",
    "open_pack",
    "plan_step",
    "put_down",
    "raise_objection",
    "settle",
    "settle_objection",
    "take_back",
    "take_step",
    "take_up",
    "withdraw_case",
]
