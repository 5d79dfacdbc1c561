"""The sessions of a plan: putting one in, changing one, taking one out that was not arranged yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from zhidu.apps.learning.access import KEEP
from zhidu.apps.learning.kinds import SESSIONS
from zhidu.apps.learning.models import Plan, Session
from zhidu.apps.learning.saving import locked, told
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One session as somebody writes it into the plan."""

    kind: str
    on: date
    begins: time | None = None
    ends: time | None = None
    title: str = ""
    topics: str = ""
    form: str = ""
    lecturer: str = ""
    venue: str = ""


_LONGEST = {"title": 200, "topics": 300, "form": 40, "lecturer": 60, "venue": 120}
_NAMES = {"title": "学什么", "topics": "内容类别", "form": "形式", "lecturer": "主讲人", "venue": "地点"}


def _checked(plan: Plan, said: Planned) -> dict[str, object]:
    wrong = {}
    if said.kind not in SESSIONS:
        wrong["kind"] = "没有这类学习；请从列表中选择"
    if said.on.year != plan.year:
        wrong["on"] = f"日期是 {said.on}；这是 {plan.year} 年的计划，应在这一年之内"
    if said.ends is not None and (said.begins is None or said.ends <= said.begins):
        wrong["ends"] = "结束应在开始之后；写了结束的，也写开始"
    if wrong:
        raise Wrong(wrong)
    texts = {
        name: told(getattr(said, name), name, most, _NAMES[name], needed=False)
        for name, most in _LONGEST.items()
    }
    return {"kind": said.kind, "on": said.on, "begins": said.begins, "ends": said.ends, **texts}


def _plan(pk: int, actor: Actor) -> Plan:
    found: Plan = locked(Plan.objects.select_related("organization"), pk, None, "份计划")
    KEEP.require(actor, found)
    return found


def _session(pk: int, version: int, actor: Actor) -> Session:
    found: Session = locked(Session.objects.select_related("plan__organization"), pk, version, "次学习")
    KEEP.require(actor, found.plan)
    if found.activity_id is not None:
        raise Wrong("这次已经安排下去；改期、取消请在那次活动的页上办，参加的人才会知道")
    return found


@act("learning.add_session", "计划里加一次学习", covers=("S2.4.1",))
def add_session(*, actor: Actor, plan: int, said: Planned) -> Session:
    """Put one session into a plan."""
    found = _plan(plan, actor)
    made = Session.objects.create(plan=found, **_checked(found, said))
    record(obj=made.code, place=found.organization_id, details={"plan": found.pk, "on": str(made.on)})
    return made


@act("learning.change_session", "改计划里的一次学习")
def change_session(*, actor: Actor, session: int, version: int, said: Planned) -> Session:
    """Change a session that was not arranged yet."""
    found = _session(session, version, actor)
    values = _checked(found.plan, said)
    changes = {
        name: (str(getattr(found, name) or ""), str(value or ""))
        for name, value in values.items()
        if getattr(found, name) != value
    }
    for name, value in values.items():
        setattr(found, name, value)
    found.version += 1
    found.save(update_fields=[*values, "version"])
    record(obj=found.code, place=found.plan.organization_id, changes=changes, details={"plan": found.plan_id})
    return found


@act("learning.drop_session", "从计划里去掉一次学习")
def drop_session(*, actor: Actor, session: int, version: int) -> None:
    """Take out a session that was not arranged yet."""
    found = _session(session, version, actor)
    record(
        obj=found.code,
        place=found.plan.organization_id,
        details={"plan": found.plan_id, "kind": found.kind, "on": str(found.on)},
    )
    found.delete()
