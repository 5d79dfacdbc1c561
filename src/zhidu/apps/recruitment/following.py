"""How somebody stands follows from the case (跟随): the register of people changes with the step that decides it.

Called at the end of every act that touched a case: nobody changes the standing a second time by hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhidu.apps.activities.actions import describe_matter
from zhidu.apps.members import queries as members
from zhidu.apps.members.actions import change_standing, leave
from zhidu.apps.procedures import queries as procedures
from zhidu.apps.procedures.engine import Live, live
from zhidu.apps.procedures.saving import writing
from zhidu.apps.procedures.states import State
from zhidu.apps.recruitment.gates import first_done, next_inspection
from zhidu.apps.recruitment.models import Dossier, Outcome
from zhidu.apps.recruitment.rules import rules_of
from zhidu.apps.recruitment.states import ORDER, REACHED, Stage
from zhidu.domain.calendar import add_months
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, acting, record
from zhidu.foundation.clock import today

PREFIX = "procedure-"


def follow(entries: Iterable[Any]) -> None:
    """Bring up every dossier whose case was written to."""
    doing = acting()
    found = [one.object.removeprefix(PREFIX) for one in entries if one.object.startswith(PREFIX)]
    cases = {int(one) for one in found if one.isdecimal()}
    if not cases or doing is None:
        return
    for dossier in Dossier.objects.filter(case__in=cases).select_related("person", "organization"):
        bring_up(dossier, doing.actor)


@dataclass(frozen=True, slots=True)
class Stood:
    """What follows from the case: the standing, and the days that count."""

    stage: Stage
    since: date | None
    admitted_on: date | None = None
    probation_until: date | None = None
    confirmed_on: date | None = None


def stands(dossier: Dossier, going: Live) -> Stood:
    """How somebody stands by the steps that are done."""
    stage, since = Stage.APPLICANT, None
    for fact, reached in REACHED.items():
        if (day := first_done(going, fact)) is not None:
            stage, since = reached, day
    met = first_done(going, "admission_meeting")
    if met is None or not _decided(going, "admission_approved"):
        return Stood(stage, since)
    until = _until(dossier, met, going)
    confirmed = first_done(going, "confirmation_meeting")
    if confirmed is None or not _decided(going, "confirmation_approved"):
        return Stood(Stage.PROBATION, met, met, until)
    # 党龄从预备期满转为正式党员之日算起，会开得晚的也从期满算
    full = until or confirmed
    return Stood(Stage.FULL, full, met, until, full)


def _decided(going: Live, approval: str) -> bool:
    """Whether nothing more is waited for: approved, or the procedure asks nobody to approve."""
    asked = [one for one in going.procedure.steps if approval in one.facts]
    return not asked or first_done(going, approval) is not None


def _until(dossier: Dossier, met: date, going: Live) -> date | None:
    """The day probation ends: its length from the meeting on, and what it was extended by."""
    rule = rules_of(dossier.organization, met).probation
    length = rule[1] if rule is not None else None
    if length is None:
        step = next((one for one in going.procedure.steps if "confirmation_meeting" in one.facts), None)
        length = step.min_dwell if step is not None else None
    if length is None:
        return None
    until = going.calendar.add(met, length)
    longer = Outcome.objects.filter(dossier=dossier, kind="extend", agreed=True).values_list(
        "months", flat=True
    )
    return add_months(until, sum(one or 0 for one in longer))


def bring_up(dossier: Dossier, actor: Actor) -> None:
    """Write down how somebody stands now, and let the register of people say so too."""
    row = procedures.case(dossier.case_id)
    if row is None or dossier.stage == Stage.ENDED:
        return
    if row.state == State.WITHDRAWN:
        _ended(dossier, row.ended_on or today(), actor)
        return
    going = live(row)
    found = stands(dossier, going)
    before = Stage(dossier.stage)
    _inspect_by(dossier, found, going)
    new = (found.admitted_on, found.probation_until, found.confirmed_on)
    if before is found.stage and new == (
        dossier.admitted_on,
        dossier.probation_until,
        dossier.confirmed_on,
    ):
        return
    if before is not found.stage:
        _restand(dossier, before, found, actor)
        say_stage(dossier, found.stage, actor)
    dossier.stage = found.stage.value
    dossier.admitted_on, dossier.probation_until, dossier.confirmed_on = new
    dossier.version += 1
    dossier.save()
    record(
        obj=dossier.code,
        place=dossier.organization_id,
        on=found.since,
        changes={"stage": (before.value, found.stage.value)},
    )


STAGE_WORDS = {Stage.PROBATION: "probation"}
"""The words clauses have for stages, where they are not those of the register."""


def say_stage(dossier: Dossier, stage: Stage, actor: Actor) -> None:
    """The matter says how far it is: some clauses ask only of one stage."""
    describe_matter(
        actor=writing(actor),
        matter=dossier.case.matter_id,
        attributes={"stage": STAGE_WORDS.get(stage, stage.value)},
    )


def _inspect_by(dossier: Dossier, found: Stood, going: Live) -> None:
    """By when an activist is to be looked at again; kept for lists, and no business of the journal."""
    due = None
    if found.stage is Stage.ACTIVIST and found.since is not None:
        due = next_inspection(going, "activist_inspected", found.since)
    if due != dossier.inspect_by:
        dossier.inspect_by = due
        dossier.save(update_fields=["inspect_by"])


def _restand(dossier: Dossier, before: Stage, found: Stood, actor: Actor) -> None:
    back = ORDER.index(found.stage) < ORDER.index(before)
    if back and before in {Stage.PROBATION, Stage.FULL}:
        raise Wrong(f"{dossier.person.name}已经登记为{before.chinese}，这一步不能再收回；记错的请先更正名册")
    person = members.person(dossier.person_id)
    if person.until is not None or person.type == found.stage.value:
        return
    stretch = members.memberships(person.pk)[-1]
    on = today() if back or found.since is None else found.since
    if stretch.first is not None:
        on = max(on, stretch.first)
    change_standing(actor=writing(actor), person=person.pk, on=on, type=found.stage.value)


def _ended(dossier: Dossier, on: date, actor: Actor) -> None:
    """The case was given up: somebody who is no member yet is no longer on the way."""
    before = dossier.stage
    person = members.person(dossier.person_id)
    if person.until is None and before in {Stage.APPLICANT, Stage.ACTIVIST, Stage.CANDIDATE}:
        leave(actor=writing(actor), person=person.pk, last=on, why="stopped")
    dossier.stage, dossier.ended_on = Stage.ENDED.value, on
    dossier.version += 1
    dossier.save()
    record(
        obj=dossier.code,
        place=dossier.organization_id,
        on=on,
        changes={"stage": (before, Stage.ENDED.value)},
    )
