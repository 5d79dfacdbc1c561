"""Bringing names to the paper (提名、定预备人选、定正式候选人): one stage after another, each out of the one before."""

from __future__ import annotations

from collections.abc import Sequence

from zhidu.apps.ballots.access import RUN
from zhidu.apps.ballots.drafting import ELECTIONS, LONGEST_TERM, MOST_SEATS
from zhidu.apps.ballots.models import Ballot, Nominee, Slate
from zhidu.apps.ballots.requirements import standing_of
from zhidu.apps.ballots.states import Stage, State
from zhidu.apps.members import queries as members
from zhidu.apps.procedures import queries as procedures
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Stale, Wrong, act, record
from zhidu.foundation.clock import today

POST = "committee_member"
ORDER = list(Stage)


@act("ballots.nominate", "定候选人名单", covers=("S5.7.1",))
def nominate(
    *,
    actor: Actor,
    case: int,
    stage: str,
    people: Sequence[int],
    seats: int | None = None,
    years: int | None = None,
    version: int | None = None,
) -> Slate:
    """The names of one stage of an election that goes through the steps of *case*.

    Raises Wrong for a name that was not at the stage before, too small a surplus, formal candidates without the
    superiors' consent, and once the vote has begun.
    """
    course = procedures.course(case)
    if course is None or course.by not in ELECTIONS:
        raise Wrong("这件事不是选举；候选人名单只有选举才有")
    node = course.case.organization
    RUN.require_at(actor, node.path)
    if not course.case.open:
        raise Wrong(f"这件事{course.case.state_name}，名单不能再改")
    if stage not in set(Stage):
        raise Wrong({"stage": "请从列表中选择阶段"})
    slate = Slate.objects.select_for_update().filter(case=case).first()
    if slate is not None and version is not None and slate.version != version:
        raise Stale("您打开以后，名单已经有人改过；您选的没有存，请看新的名单再改")
    before = {} if slate is None else dict(slate.nominees.values_list("person", "stage"))
    number = seats if seats is not None else slate.seats if slate is not None else None
    if wrong := _faults(course, Stage(stage), people, before, number, years):
        raise Wrong(wrong)
    slate = slate or Slate(case=case, organization=node)
    slate.seats = number or 1
    slate.years = years if years is not None else slate.years
    slate.version = slate.version + 1 if slate.pk else 1
    slate.save()
    _write(slate, Stage(stage), people, before)
    record(
        obj=slate.code,
        place=node.pk,
        changes={stage: (None, ";".join(f"person-{one}" for one in people))},
        details={"case": case, "seats": slate.seats, "version": slate.version},
    )
    return slate


def _faults(
    course: procedures.Course,
    stage: Stage,
    people: Sequence[int],
    before: dict[int, str],
    seats: int | None,
    years: int | None,
) -> dict[str, str]:
    found: dict[str, str] = {}
    node = course.case.organization
    if seats is None or not 1 <= seats <= MOST_SEATS:
        found["seats"] = f"应选名额应为 1 至 {MOST_SEATS} 名"
    if years is not None and not 1 <= years <= LONGEST_TERM:
        found["years"] = f"写的是 {years} 年；任期应为 1 至 {LONGEST_TERM} 年"
    begun = Ballot.objects.filter(gate_case=course.case.pk).exclude(state=State.ANNULLED.value).exists()
    if begun:
        found[""] = "已经提请表决，名单不能再改；要改的先作废那次表决"
    if not people:
        found["people"] = "没有选人；请从名单中选择"
    here = {one.person_id: one for one in members.on_day(node.pk, today())}
    if strange := [one for one in people if one not in here or here[one].type != "full_member"]:
        found["people"] = f"有 {len(strange)} 人不是{node.name}的正式党员；只有正式党员有被选举权"
    at = ORDER.index(stage)
    reached = {one for one, how in before.items() if ORDER.index(Stage(how)) >= at - 1}
    if at and set(people) - reached:
        found.setdefault("people", f"有人没有经过“{ORDER[at - 1].chinese}”；{stage.chinese}应从其中定")
    fault = standing_of(node, today(), POST).fault(seats or 1, len(set(people)))
    if at and fault and "seats" not in found:
        found.setdefault("people", fault)
    if stage is Stage.FORMAL and not course.consented:
        found[""] = f"上级还没有同意预备人选（“{course.consent}”）；同意以后才能定为正式候选人"
    if stage is not Stage.FORMAL and course.asked and course.consent:
        found[""] = f"预备人选已经送上级（“{course.consent}”）；要改的先请上级退回"
    return found


def _write(slate: Slate, stage: Stage, people: Sequence[int], before: dict[int, str]) -> None:
    """Those named stand at this stage; whoever had come as far and is not named falls back by one, or off the list."""
    at, named = ORDER.index(stage), list(dict.fromkeys(people))
    slate.nominees.filter(person__in=named).update(stage=stage.value)
    Nominee.objects.bulk_create(
        Nominee(slate=slate, person_id=one, stage=stage.value) for one in named if one not in before
    )
    dropped = slate.nominees.exclude(person__in=named).filter(stage__in=[one.value for one in ORDER[at:]])
    if at:
        dropped.update(stage=ORDER[at - 1].value)
    else:
        dropped.delete()
