"""Appraisal of members: a stretch of weeks with a beginning and an end, and a grade for every full member."""

from __future__ import annotations

from datetime import timedelta

from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.project.demo.diary import Entry
from zhidu.project.demo.keeper import Keeper
from zhidu.project.demo.life.occasions import Occasion

OCCASIONS = (
    Occasion(measure="violation_exposed", types=("branch",), one_in=3),
    Occasion(measure="discipline_case", types=("full_member",), one_in=250),
    Occasion(measure="took_office", types=("member",), one_in=200, columns={"post": "secretary"}),
)
_LASTS_DAYS = 22
_EXCELLENT_ONE_IN = 5
_ONE_FELL_SHORT = frozenset({"城管执法大队党支部", "扶贫办机关党支部", "一中高中部党支部"})
"""Branches where one member was found wanting, so that what follows then can be seen."""


def appraise(keeper: Keeper, meeting: Entry) -> None:
    """Around the meeting: study and self-review before it, grades at it, the end some days later."""
    opened = keeper.happen(meeting.subject, "appraisal_opened", meeting.on - timedelta(days=_LASTS_DAYS - 6))
    study = meeting.on - timedelta(days=12)
    if keeper.binding.looks_at(meeting.subject, "appraisal_study"):
        keeper.happen(
            meeting.subject, "appraisal_study", study, columns={"topics": "charter;norms;party_documents"}
        )
    if opened is not None:
        keeper.happen(meeting.subject, "appraisal_closed", meeting.on + timedelta(days=6), ref=opened.id)
    for person in _members(keeper, meeting, "probationary_member"):
        keeper.happen(person, "grade", meeting.on, ref=meeting.id, columns={"grade": "ungraded"})
    for place, person in enumerate(_members(keeper, meeting, "full_member")):
        excellent = place % _EXCELLENT_ONE_IN == 1
        grade = "excellent" if excellent else "qualified"
        keeper.happen(person, "grade", meeting.on, ref=meeting.id, columns={"grade": grade})
        if excellent and keeper.binding.looks_at(person, "graded_excellent"):
            keeper.happen(person, "graded_excellent", meeting.on, ref=meeting.id)
    if opened is not None and meeting.subject in _ONE_FELL_SHORT:
        keeper.happen(_members(keeper, meeting, "full_member")[-1], "graded_unqualified", meeting.on)


def _members(keeper: Keeper, meeting: Entry, kind: str) -> list[str]:
    found = []
    for one in keeper.world.subjects.below(meeting.subject, meeting.on):
        spell = one.on(meeting.on)
        if one.kind is SubjectClass.MEMBER and spell is not None and spell.type == kind:
            found.append(one.id)
    return found


def happen(_: Keeper) -> None:
    """Nothing beyond the table."""


ECHOES = {"democratic_appraisal": appraise}
