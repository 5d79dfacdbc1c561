"""One act a file: every write of this app."""

from __future__ import annotations

from zhidu.apps.activities.actions.absences import ask_absence, decide_absence, end_absence
from zhidu.apps.activities.actions.answer_consent import answer_consent
from zhidu.apps.activities.actions.answer_invitation import answer_invitation, withdraw_answer
from zhidu.apps.activities.actions.ask_consent import ask_consent
from zhidu.apps.activities.actions.ask_leave import ask_leave
from zhidu.apps.activities.actions.cancel import cancel, void
from zhidu.apps.activities.actions.correct import correct
from zhidu.apps.activities.actions.decide_leave import decide_leave
from zhidu.apps.activities.actions.enter_many import enter_many
from zhidu.apps.activities.actions.give_feedback import give_feedback
from zhidu.apps.activities.actions.matters import close_matter, describe_matter, open_matter
from zhidu.apps.activities.actions.note_told import note_told
from zhidu.apps.activities.actions.plan import plan
from zhidu.apps.activities.actions.record_held import record_held
from zhidu.apps.activities.actions.remind_notice import remind_notice
from zhidu.apps.activities.actions.units import (
    answer_question,
    raise_question,
    report_unit,
    set_partners,
)

__all__ = [
    "answer_consent",
    "answer_invitation",
    "answer_question",
    "ask_absence",
    "ask_consent",
    "ask_leave",
    "cancel",
    "close_matter",
    "correct",
    "decide_absence",
    "decide_leave",
    "describe_matter",
    "end_absence",
    "enter_many",
    "give_feedback",
    "note_told",
    "open_matter",
    "plan",
    "raise_question",
    "record_held",
    "remind_notice",
    "report_unit",
    "set_partners",
    "void",
    "withdraw_answer",
]
