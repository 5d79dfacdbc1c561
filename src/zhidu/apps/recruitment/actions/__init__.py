"""The acts of this app, one a file."""

from __future__ import annotations

from zhidu.apps.recruitment.actions.apply import apply, return_application, take_in
from zhidu.apps.recruitment.actions.begin import begin
from zhidu.apps.recruitment.actions.keep import complete, note, replace_companion
from zhidu.apps.recruitment.actions.outcome import answer_outcome, propose_outcome
from zhidu.apps.recruitment.actions.plans import adjust_plan, allot, report_plan, set_norms
from zhidu.apps.recruitment.actions.record_step import record_step
from zhidu.apps.recruitment.actions.stop import stop
from zhidu.apps.recruitment.actions.take_over import take_over
from zhidu.apps.recruitment.actions.texts import choose_text, move_over

__all__ = [
    "adjust_plan",
    "allot",
    "answer_outcome",
    "apply",
    "begin",
    "choose_text",
    "complete",
    "move_over",
    "note",
    "propose_outcome",
    "record_step",
    "replace_companion",
    "report_plan",
    "return_application",
    "set_norms",
    "stop",
    "take_in",
    "take_over",
]
