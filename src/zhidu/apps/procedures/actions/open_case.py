"""Opening a case (立项): from today on it goes through the steps of a procedure."""

from __future__ import annotations

from datetime import date
from typing import Any

from zhidu.apps.activities import queries as activities
from zhidu.apps.activities.actions import open_matter
from zhidu.apps.activities.states import Circle
from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.procedures.access import OPEN
from zhidu.apps.procedures.choosing import Offered, circle_for, offered
from zhidu.apps.procedures.models import Case
from zhidu.apps.procedures.saving import brought_up, writing
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import today

WIDER = {Circle.PRIVATE: 0, Circle.COMMITTEE: 1, Circle.MEMBERS: 2}


@act("procedures.open", "按程序立项")
def open_case(
    *,
    actor: Actor,
    organization: int,
    procedure: str,
    first: date,
    title: str = "",
    person: int | None = None,
    about: int | None = None,
    meeting: int | None = None,
    circle: str = "",
) -> Case:
    """Open a case that goes through *procedure* (``book row:id``), about at most one person, place or meeting.

    *circle* may narrow who reads it. A private case gets a title that says nothing of whom it is about.
    """
    node = orgs.organization(organization)
    if node is None:
        raise Wrong({"organization": "没有这个组织；请从列表中选择"})
    OPEN.require_at(actor, node.path)
    if first > today():
        raise Wrong({"first": f"{first.year}年{first.month}月{first.day}日在将来；应不晚于今天"})
    chosen = next((one for one in offered(node, first) if one.key == procedure), None)
    if chosen is None:
        raise Wrong({"procedure": f"{node.name}那天执行的制度里没有这个程序；请从列表中选择"})
    _about(node, chosen, first, person, about, meeting)
    seen = _circle(chosen, person, circle)
    matter = open_matter(
        actor=writing(actor),
        organization=node.pk,
        type="case",
        title=_title(chosen, node, title, seen, person),
        first=first,
        attributes={"procedure": chosen.procedure.id, "matter": _matter(chosen)},
        circle=seen.value if seen is Circle.PRIVATE else "",
    )
    made = Case.objects.create(
        matter=matter,
        organization=node,
        book=chosen.row,
        procedure=chosen.procedure.id,
        circle=seen.value,
        person_id=person,
        about_id=about,
        meeting_id=meeting,
        opened_by=actor.user,
    )
    record(
        obj=made.code,
        place=node.pk,
        on=first,
        changes={"title": (None, matter.title), "person": (None, person)},
        details={"procedure": chosen.procedure.id, "book": chosen.row.pk, "matter": matter.pk},
    )
    brought_up(made, changed=False)
    return made


def _about(
    node: Any,  # noqa: ANN401 - a node; its model is another app's
    chosen: Offered,
    day: date,
    person: int | None,
    about: int | None,
    meeting: int | None,
) -> None:
    if sum(one is not None for one in (person, about, meeting)) > 1:
        raise Wrong({"person": "一件事只针对一个对象；党员、组织、会议只选其一"})
    if chosen.procedure.about == "person" and person is None:
        raise Wrong({"person": f"“{chosen.procedure.title}”一人一案；请选择是哪一位"})
    if person is not None:
        home = f"org-{node.pk}"
        known = members.person_subjects([person])
        if not any(spell.belongs_to == home and spell.first <= day for one in known for spell in one.spells):
            raise Wrong({"person": f"此人那天以前没有在{node.name}登记过；请从名册中选择"})
    if about is not None:
        other = orgs.organization(about)
        if other is None or not other.path.startswith(node.path):
            raise Wrong({"about": "所针对的组织应在本组织或本组织之下；请从列表中选择"})
    if meeting is not None:
        found = activities.activity(meeting)
        if found is None or found.organization_id != node.pk:
            raise Wrong({"meeting": f"{node.name}没有这次会；请从列表中选择"})


def _circle(chosen: Offered, person: int | None, wanted: str) -> Circle:
    widest = circle_for(chosen.procedure, person)
    if not wanted:
        return widest
    if wanted not in set(Circle):
        raise Wrong({"circle": "请从列表中选择谁能看"})
    if WIDER[Circle(wanted)] > WIDER[widest]:
        raise Wrong({"circle": f"“{chosen.procedure.title}”至多{widest.chinese}可看；可以再收紧，不能放宽"})
    return Circle(wanted)


def _matter(chosen: Offered) -> str:
    """The matter of the first vote, by which clauses know what the case is about."""
    steps = chosen.procedure.steps
    return next((one.gate.by for one in steps if one.gate is not None and one.gate.kind == "ballot"), "")


def _title(
    chosen: Offered,
    node: Any,  # noqa: ANN401 - a node; its model is another app's
    wanted: str,
    seen: Circle,
    person: int | None,
) -> str:
    """What it is called: whom it is about, unless another name is given; of a private case only a number."""
    if seen is not Circle.PRIVATE and wanted.strip():
        return wanted.strip()
    if seen is not Circle.PRIVATE and person is not None:
        return f"{chosen.procedure.title}：{members.person(person).name}"
    year = today().year
    rows = Case.objects.filter(organization=node, procedure=chosen.procedure.id, matter__first__year=year)
    return f"{chosen.procedure.title} {year}年第{rows.count() + 1}件"
