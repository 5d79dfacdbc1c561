"""Which records are study, and who studies at each."""

from __future__ import annotations

from collections.abc import Mapping

TEAM, MEMBERS, STAFF, LECTURE, TRAINING, HALL = (
    "team_study",
    "member_study",
    "staff_study",
    "party_lecture",
    "training_session",
    "lecture_hall_session",
)
SESSIONS: Mapping[str, str] = {
    TEAM: "领导班子学习",
    MEMBERS: "党员和入党积极分子学习",
    STAFF: "教职工学习",
    LECTURE: "党课",
    TRAINING: "集中培训",
    HALL: "学习大讲堂讲习",
}
"""Kinds of session a plan may hold."""
GATHERINGS = (*SESSIONS, "study_tour")
"""Sessions whose time comes to class hours."""
CIRCLES: Mapping[str, str] = {"staff": "教职工", "others": "其他一起学习的人"}
"""Circles kept by name. Leaders, members and activists are known from the register and its posts."""
SELF_STUDY, BOOK, PAPER, NOTE = "self_study", "book_read", "paper_finished", "study_note"
