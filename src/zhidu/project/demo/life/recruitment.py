"""Recruitment: procedures that run, from the application to the archive, and the facts that go with their steps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from zhidu.domain.calendar import Duration, DurationUnit
from zhidu.domain.procedures import Procedure
from zhidu.domain.rules.kinds.params import Stage
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.project.demo.keeper import Echo, Keeper
from zhidu.project.demo.life.occasions import Occasion

OCCASIONS = (
    Occasion(measure="qualified_and_willing", types=("activist",), one_in=2),
    Occasion(measure="probation_ended", types=("full_member",), one_in=40),
    Occasion(measure="recruitment_discussed", types=("village_branch",), times=3),
)
ECHOES: dict[str, Echo] = {}
_FACT_OF_STEP = {
    "application": "application_received",
    "activist": "activist_confirmed",
    "candidate": "candidate_confirmed",
    "training": "short_training",
    "preview": "preview_passed",
    "admission-meeting": "admission_meeting",
    "approval": "admission_approved",
    "confirmation-meeting": "confirmation_meeting",
    "confirmation-approval": "confirmation_approved",
}
"""Steps that are also facts of their own, for the clauses that look at the fact and not at the step."""
_TRAINING_DAYS = 3
_PROBATION = Duration(1, DurationUnit.YEAR)
_SLOW_PROCEDURES = 10
"""Procedures of at least so many steps go from step to step within the week, so that limits of a month are kept."""


def happen(keeper: Keeper) -> None:
    """Let every case and every task run through the procedures that bind it, as far as time allows."""
    for subject in list(keeper.binding.subjects()):
        who = keeper.subject(subject)
        if who.kind not in {SubjectClass.CASE, SubjectClass.TASK}:
            continue
        named = who.spells[-1].attributes.get("procedure", "")
        for procedure in _procedures(keeper, subject, named):
            _run(keeper, subject, procedure, who.spells[0].first)


def _procedures(keeper: Keeper, subject: str, named: str) -> Iterator[Procedure]:
    """Each book's own procedure of that name runs beside the others: their steps go by different names."""
    seen: set[tuple[str, str]] = set()
    for duty, stage in keeper.binding.of(subject, Stage):
        key = (duty.clause.book, stage.procedure)
        if stage.procedure == named and key not in seen and key in keeper.world.procedures:
            seen.add(key)
            yield keeper.world.procedures[key]


def _run(keeper: Keeper, subject: str, procedure: Procedure, begun: date) -> None:
    done: dict[str, date] = {}
    day = begun
    finished = True
    for step in procedure.steps:
        if step.optional or step.only_if:
            continue
        day = _next_day(keeper, procedure, done, day) if done else begun
        since, origin = done.get(step.since), done.get(step.within_of)
        if since is not None and step.min_dwell is not None:
            day = max(day, keeper.world.calendar.add(since, step.min_dwell) + timedelta(days=3))
        if origin is not None and step.within is not None:
            day = max(done[_last(done)], min(day, keeper.world.calendar.add(origin, step.within)))
        if day > keeper.clock.as_of:
            finished = False
            break
        done[step.id] = day
        keeper.happen(subject, "procedure_step", day, columns={"step": step.id})
        _fact(keeper, subject, step.id, day)
        if step.gate is not None and step.gate.kind == "ballot":
            _vote(keeper, subject, step.gate.by, day)
    if finished and done and not keeper.diary.has("procedure_closed", subject):
        keeper.happen(subject, "procedure_closed", done[_last(done)])


def _last(done: dict[str, date]) -> str:
    return max(done, key=lambda step: done[step])


def _next_day(keeper: Keeper, procedure: Procedure, done: dict[str, date], day: date) -> date:
    slow = len(procedure.steps) >= _SLOW_PROCEDURES
    gap = keeper.chance.randint(3, 7) if slow else keeper.chance.randint(2, 9)
    return max(day, done[_last(done)]) + timedelta(days=gap)


def _vote(keeper: Keeper, subject: str, matter: str, day: date) -> None:
    """The vote that opens a gate; the branch (or committee) whose case it is holds it."""
    forum = "election_meeting" if matter == "election" else "members_meeting"
    holder = keeper.world.subjects.organization_of(subject, day)
    if holder and day >= keeper.clock.start:
        keeper.happen(holder, "ballot", day, columns={"forum": forum, "matter": matter})


def _probation(keeper: Keeper, subject: str, begun: date) -> None:
    """One year on probation from the meeting that admitted; it ends on the same day of the next year."""
    started = keeper.happen(subject, "probation_started", begun)
    if started is not None:
        ends = keeper.world.calendar.add(begun, _PROBATION)
        keeper.happen(subject, "probation_ended", ends, ref=started.id)


def _fact(keeper: Keeper, subject: str, step: str, day: date) -> None:
    measure = _FACT_OF_STEP.get(step, "")
    if not measure or keeper.subject(subject).kind is not SubjectClass.CASE:
        return
    if keeper.diary.has(measure, subject) or not keeper.binding.looks_at(subject, measure):
        return
    keeper.happen(subject, measure, day, quantity=_TRAINING_DAYS if measure == "short_training" else 1)
    if measure == "admission_meeting":
        _probation(keeper, subject, day)
