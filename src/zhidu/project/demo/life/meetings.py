"""Meetings: what is decided and voted on in them, and what the committees are asked."""

from __future__ import annotations

from datetime import timedelta

from zhidu.domain.rules.vocabulary import is_a
from zhidu.project.demo.diary import Entry
from zhidu.project.demo.keeper import Keeper
from zhidu.project.demo.life.occasions import Occasion

_VOTE_EVERY = 5
_MATTERS = ("work_plan", "important", "penalty", "reward", "major")
_DECIDE_EVERY = 4
_COMMITTEE_MATTERS = ("task_deployment", "party_building", "ideological_work")

OCCASIONS = (
    Occasion(measure="question_raised", types=("branch",), times=3),
    Occasion(measure="enlarged_committee_meeting", types=("branch",), times=2),
    Occasion(measure="major_question", types=("branch",), times=2),
    Occasion(measure="personnel_matter", types=("branch",), times=2),
    Occasion(measure="major_decision", types=("branch",), times=2),
    Occasion(measure="duty_report_result", types=("branch",)),
    Occasion(measure="work_report", types=("office_branch",)),
    Occasion(measure="duty_division", types=("village_branch",)),
)


def vote(keeper: Keeper, meeting: Entry) -> None:
    """Every fifth members' meeting puts something to the vote."""
    number = len(keeper.diary.of("members_meeting", meeting.subject))
    if number % _VOTE_EVERY == 0 and _is_branch(keeper, meeting):
        matter = _MATTERS[number // _VOTE_EVERY % len(_MATTERS)]
        keeper.happen(
            meeting.subject,
            "ballot",
            meeting.on,
            ref=meeting.id,
            columns={"forum": "members_meeting", "matter": matter},
        )


def decide(keeper: Keeper, meeting: Entry) -> None:
    """Every fourth committee meeting decides something and makes a resolution of it."""
    number = len(keeper.diary.of("committee_meeting", meeting.subject))
    if number % _DECIDE_EVERY or not _is_branch(keeper, meeting):
        return
    matter = _COMMITTEE_MATTERS[number // _DECIDE_EVERY % len(_COMMITTEE_MATTERS)]
    for measure in ("decision", "resolution_made"):
        if keeper.binding.looks_at(meeting.subject, measure):
            keeper.happen(
                meeting.subject,
                measure,
                meeting.on,
                ref=meeting.id,
                columns={"forum": "committee_meeting", "matter": matter},
            )


def find_problems(keeper: Keeper, meeting: Entry) -> None:
    """A democratic life meeting finds problems, and its result is told later."""
    for measure, days in (("problem_found", 0), ("democratic_life_result", 10)):
        if keeper.binding.looks_at(meeting.subject, measure):
            keeper.happen(meeting.subject, measure, meeting.on + timedelta(days=days), ref=meeting.id)


def corrected(keeper: Keeper, done: Entry) -> None:
    """Once a correction is done, there is a result to tell of."""
    if keeper.binding.looks_at(done.subject, "rectification_result"):
        keeper.happen(done.subject, "rectification_result", done.on, ref=done.id)


def _is_branch(keeper: Keeper, entry: Entry) -> bool:
    return is_a(keeper.subject(entry.subject).spells[-1].type, "branch")


def happen(_: Keeper) -> None:
    """Nothing beyond the table."""


ECHOES = {
    "members_meeting": vote,
    "committee_meeting": decide,
    "democratic_life_meeting": find_problems,
    "correction_done": corrected,
}
