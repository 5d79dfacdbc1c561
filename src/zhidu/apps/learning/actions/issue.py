"""Issuing the plan of a year (印发): it counts as a plan with its timetable, and its sessions are arranged."""

from __future__ import annotations

from zhidu.apps.activities.actions import enter_many
from zhidu.apps.activities.actions import plan as arrange
from zhidu.apps.activities.entries import Entry
from zhidu.apps.learning.access import KEEP
from zhidu.apps.learning.models import Plan, Session
from zhidu.apps.learning.saving import locked
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import today

LATE = "按年度学习计划安排"
"""Why the notice of a session may go out less ahead than a clause asks: whoever reads the plan knew it long before."""


@act("learning.issue", "印发学习计划", covers=("S2.4.1", "S6.2.1", "S7.4.1"))
def issue(*, actor: Actor, plan: int, version: int) -> int:
    """Write the plan down as issued today, and arrange every session from today on; how many were arranged.

    As often as one likes: what was added to an issued plan since is arranged, nothing is written down twice. Raises
    Wrong where the plan holds no session, and with every session that cannot be arranged.
    """
    found: Plan = locked(Plan.objects.select_related("organization", "record"), plan, version, "份计划")
    KEEP.require(actor, found)
    sessions = list(found.sessions.all())
    if not sessions:
        raise Wrong("计划里还没有一次学习；应先列出学习日程，再印发")
    if not found.issued:
        found.record_id = _on_record(found)
        found.issued_on = today()
    found.version += 1
    found.save(update_fields=["record", "issued_on", "version"])
    arranged, wrong = 0, []
    for one in sessions:
        if one.activity_id is None and one.on >= today():
            try:
                _arrange(one, found, actor)
            except Wrong as fault:
                wrong.append(
                    f"{one.on.month}月{one.on.day}日 {one.kind_name}：{'；'.join(fault.faults.values())}"
                )
            else:
                arranged += 1
    if wrong:
        more = f"；另外还有 {len(wrong) - 3} 次" if len(wrong) > 3 else ""
        raise Wrong("；".join(wrong[:3]) + more)
    record(
        obj=found.code,
        place=found.organization_id,
        details={"year": found.year, "sessions": len(sessions), "arranged": arranged},
    )
    return arranged


def _arrange(one: Session, plan: Plan, actor: Actor) -> None:
    columns = {"topics": one.topics, "form": one.form, "lecturer": one.lecturer}
    made = arrange(
        actor=actor,
        entry=Entry(
            kind=one.kind,
            node=plan.organization_id,
            on=one.on,
            begins=one.begins,
            ends=one.ends,
            title=one.title,
            venue=one.venue,
            columns={name: text for name, text in columns.items() if text},
        ),
        late_reason=LATE,
        move_reason=LATE,
    )
    one.activity = made
    one.save(update_fields=["activity"])


def _on_record(plan: Plan) -> int:
    """The plan with its timetable and, where it says what is asked of people, that as well."""
    about = {"node": plan.organization_id, "on": today(), "for_period": str(plan.year)}
    rows = [
        Entry(
            kind="study_plan",
            title=f"{plan.year}年学习计划",
            columns={"type": "year_plan;timetable"},
            notes=plan.themes,
            **about,
        )
    ]
    if plan.requirement:
        rows.append(
            Entry(kind="study_requirement", title=f"{plan.year}年学习要求", notes=plan.requirement, **about)
        )
    first, *_ = enter_many(actor=SYSTEM, rows=rows)
    return first
