"""The acts of this app, one a file."""

from __future__ import annotations

from zhidu.apps.recruitment.actions.apply import apply, return_application, take_in
from zhidu.apps.recruitment.actions.begin import begin
from zhidu.apps.recruitment.actions.keep import complete, note, replace_companion
from zhidu.apps.recruitment.actions.outcome import answer_outcome, propose_outcome
from zhidu.apps.recruitment.actions.record_step import record_step
from zhidu.apps.recruitment.actions.stop import stop

__all__ = [
    "answer_outcome",
    "apply",
    "begin",
    "complete",
    "note",
    "propose_outcome",
    "record_step",
    "replace_companion",
    "return_application",
    "stop",
    "take_in",
]
