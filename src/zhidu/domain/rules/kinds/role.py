"""Role: who chairs, records, lectures, leads or pays at an event."""

from __future__ import annotations

from collections.abc import Iterator

from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.findings import Finding
from zhidu.domain.rules.kinds.base import Said, Task, event_finding
from zhidu.domain.rules.kinds.params import Role
from zhidu.domain.rules.scope import events
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.domain.rules.world import measure_name

DUTIES = {
    "chair": "主持",
    "recorder": "记录",
    "lecturer": "授课",
    "lead": "负责",
    "payer": "交纳",
    "organiser": "组织",
    "rater": "评定",
}
LED_ON_THE_ROAD = frozenset({"demonstration_visit", "observation_visit", "study_tour"})
"""Events where who leads is 带队, not 负责."""
COMMITTEE_POSTS = frozenset({"secretary", "deputy", "organisation", "publicity", "discipline"})
"""Posts whose holders are members of the committee: 委员 includes the secretary."""


def evaluate(task: Task, params: Role) -> Iterator[Finding]:
    """One finding per event."""
    found = list(events(task.duty, task.subject, task.stretches(), params.event, task.world, task.window))
    for place, (event, stretch) in enumerate(found):
        served = event.words(params.duty)
        duty = DUTIES.get(params.duty, task.word(params.duty))
        if params.duty == "lead" and params.event in LED_ON_THE_ROAD:
            duty = "带队"
        if params.rotate is not None and not params.allowed and params.exactly is None:
            kept: bool | None = True
        elif served is None:
            kept = None
        else:
            number = params.exactly is None or len(served) == params.exactly
            kept = number and (not params.allowed or bool(_wider(served) & params.allowed))
        note = ""
        if params.rotate is not None and kept is not False:
            turn, note = _in_turn(task, params, event, [one for one, _ in found[:place]])
            kept = turn if turn is not True else kept
        did = f"{duty}人没有记录" if served is None else f"由{task.phrase(served)}{duty}"
        yield event_finding(
            task,
            event,
            stretch,
            Said(
                what=measure_name(params.event),
                should=_should(task, params, duty),
                did=did,
                extra=(note,),
            ),
            kept=kept,
        )


def _wider(posts: frozenset[str]) -> frozenset[str]:
    return posts | {"committee_member"} if posts & COMMITTEE_POSTS else posts


def _should(task: Task, params: Role, duty: str) -> str:
    if params.exactly is not None:
        whom = f"（{task.either(params.allowed)}）" if params.allowed else ""
        return f"应明确 {params.exactly} 人{whom}{duty}"
    if params.allowed:
        return f"应由{task.either(params.allowed)}{duty}"
    return f"应轮流{duty}"


def _in_turn(task: Task, params: Role, event: Fact, earlier: list[Fact]) -> tuple[bool | None, str]:
    """Nobody serves again in the period while another has not had a turn."""
    rotate = params.rotate
    assert rotate is not None  # noqa: S101 - the caller asked
    column = f"{params.duty}_id"
    person = event.text(column)
    among = _persons(task, rotate.among, event)
    posts = event.words(params.duty)
    if posts is not None and rotate.among not in _wider(posts):
        return True, ""
    if person is None:
        return None, "没有记下是哪一位，看不出是否轮流"
    if person not in among:
        return True, ""
    period = task.world.calendar.period_of(rotate.within, event.on)
    turns = [one.text(column) for one in earlier if period is not None and period.contains(one.on)]
    served = {one for one in turns if one in among}
    waiting = sorted(set(among) - served)
    if person in served and waiting:
        names = "、".join(among[one] for one in waiting)
        return False, f"{among[person]}再次承担时，还没有轮到：{names}"
    return True, ""


def _persons(task: Task, post: str, event: Fact) -> dict[str, str]:
    """Members with that post on the day, id → name."""
    found = {}
    for one in task.world.subjects.below(task.subject.id, event.on):
        spell = one.on(event.on)
        if one.kind is SubjectClass.MEMBER and spell is not None:
            posts = frozenset((spell.attributes.get("post") or "").split(";"))
            if post in _wider(posts):
                found[one.id] = one.name
    return found


def implies(a: Role, b: Role) -> bool:
    """Whether *a* leaves no choice that *b* would refuse."""
    if (a.event, a.duty) != (b.event, b.duty) or a.exactly != b.exactly:
        return False
    if b.rotate is not None and a.rotate != b.rotate:
        return False
    return not b.allowed or (bool(a.allowed) and a.allowed <= b.allowed)
