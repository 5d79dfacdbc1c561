"""One act a file: every write of this app."""

from __future__ import annotations

from zhidu.apps.learning.actions.add_material import add_material, withdraw_material
from zhidu.apps.learning.actions.add_resource import add_resource, end_resource
from zhidu.apps.learning.actions.add_session import add_session, change_session, drop_session
from zhidu.apps.learning.actions.answer_report import answer_report, note_notebooks
from zhidu.apps.learning.actions.draw_check import draw_check, drop_check, note_results
from zhidu.apps.learning.actions.exams import answer_exam, begin_exam, mark_answer, set_exam
from zhidu.apps.learning.actions.issue import issue
from zhidu.apps.learning.actions.propose_sessions import propose_sessions
from zhidu.apps.learning.actions.questions import add_questions, retire_question
from zhidu.apps.learning.actions.report import report, withdraw_report
from zhidu.apps.learning.actions.set_conversion import set_conversion
from zhidu.apps.learning.actions.set_learners import note_presence, set_learners
from zhidu.apps.learning.actions.set_plan import set_plan
from zhidu.apps.learning.actions.trainings import enroll, finish_training, open_training

__all__ = [
    "add_material",
    "add_questions",
    "add_resource",
    "add_session",
    "answer_exam",
    "answer_report",
    "begin_exam",
    "change_session",
    "draw_check",
    "drop_check",
    "drop_session",
    "end_resource",
    "enroll",
    "finish_training",
    "issue",
    "mark_answer",
    "note_notebooks",
    "note_presence",
    "note_results",
    "open_training",
    "propose_sessions",
    "report",
    "retire_question",
    "set_conversion",
    "set_exam",
    "set_learners",
    "set_plan",
    "withdraw_material",
    "withdraw_report",
]
