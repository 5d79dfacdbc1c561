"""Taking in an application (收下入党申请): the person goes on the register, and the first step is on record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from zhidu.apps.members import queries as members
from zhidu.apps.members.actions import admit
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.procedures import queries as procedures
from zhidu.apps.procedures.actions import open_case, take_step
from zhidu.apps.procedures.choosing import Offered, offered
from zhidu.apps.procedures.engine import live
from zhidu.apps.procedures.papers_in import Paper
from zhidu.apps.procedures.saving import writing
from zhidu.apps.recruitment.access import BEGIN
from zhidu.apps.recruitment.following import bring_up, say_stage
from zhidu.apps.recruitment.models import Dossier
from zhidu.apps.recruitment.saving import a_past_day, checked_about, noted
from zhidu.apps.recruitment.states import Stage
from zhidu.apps.registry import queries as registry
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node


@act("recruitment.begin", "收下入党申请", covers=("S5.10.1",))
def begin(
    *,
    actor: Actor,
    organization: int,
    procedure: str,
    first: date,
    name: str = "",
    person: int | None = None,
    about: Mapping[str, Any] | None = None,
    letter: str = "",
    where: str = "",
) -> Dossier:
    """Somebody new (*name*), or somebody who is on the register as on the way already (*person*).

    *letter* is the text of the application; *where* says where the paper lies.
    """
    node = orgs.organization(organization)
    if node is None:
        raise Wrong({"organization": "没有这个组织；请从列表中选择"})
    BEGIN.require_at(actor, node.path)
    a_past_day(first, "first")
    chosen = next((one for one in courses(node, first) if one.key == procedure), None)
    if chosen is None:
        raise Wrong({"procedure": f"{node.name}那天执行的制度里没有这个发展党员程序；请从列表中选择"})
    known = checked_about(about or {})
    who, stage = _person(actor, node, name, person, first)
    file = registry.profile(who) if known["born"] is None else None
    known["born"] = known["born"] or (file.born_on if file is not None else None)
    case = open_case(
        actor=writing(actor),
        organization=node.pk,
        procedure=procedure,
        first=first,
        title=f"发展党员：{members.person(who).name}",
        person=who,
    )
    made = Dossier.objects.create(
        case=case,
        person_id=who,
        organization=node,
        letter=letter.strip(),
        stage=stage,
        **known,
    )
    record(
        obj=made.code,
        place=node.pk,
        on=first,
        changes={"person": (None, who), "born": (None, known["born"])},
        details={"case": case.pk, "procedure": case.procedure},
    )
    say_stage(made, Stage(stage), actor)
    _first_step(actor, made, first, letter, where)
    return Dossier.objects.select_related("person", "organization", "case").get(pk=made.pk)


def courses(node: Node, day: date) -> list[Offered]:
    """Procedures of recruitment an organisation may go through: those that lead over an admission."""
    return [
        one
        for one in offered(node, day)
        if any("admission_meeting" in step.facts for step in one.procedure.steps)
    ]


def _person(actor: Actor, node: Node, name: str, person: int | None, first: date) -> tuple[int, str]:
    """(the person, their standing)."""
    if person is None:
        made = admit(
            actor=writing(actor), organization=node.pk, name=name, type=Stage.APPLICANT.value, on=first
        )
        return made.pk, Stage.APPLICANT.value
    found = members.person(person)
    if found.organization_id != node.pk or found.until is not None:
        raise Wrong({"person": f"此人不在{node.name}；请从名册中选择"})
    if found.type not in {Stage.APPLICANT, Stage.ACTIVIST, Stage.CANDIDATE}:
        raise Wrong({"person": f"{found.name}现在是{found.type_name}；应选申请人、积极分子或发展对象"})
    if Dossier.objects.filter(person=person).exclude(stage=Stage.ENDED).exists():
        raise Wrong({"person": f"{found.name}已经有一份在办的材料；一人一案"})
    return found.pk, found.type


def _first_step(actor: Actor, made: Dossier, first: date, letter: str, where: str) -> None:
    """The application itself, where the procedure begins with one."""
    going = live(made.case)
    step = going.procedure.steps[0]
    if "application_received" not in step.facts:
        bring_up(made, actor)
        return
    said = {"received_by": "unit_org"}
    noted(made, actor, kind="application_received", on=first, words=letter, said=said, step=step.id)
    paper = where.strip() or ("在网站上递交的申请书" if letter.strip() else "支部档案柜")
    take_step(
        actor=writing(actor),
        case=made.case_id,
        version=made.case.version,
        step=step.id,
        on=first,
        papers=[Paper(one, words=paper) for one in step.evidence],
    )
    bind(made, step.id)


def bind(dossier: Dossier, step: str) -> None:
    """The note of a step belongs to the move that took it."""
    move = procedures.last_done(dossier.case_id, step)
    dossier.notes.filter(step=step, move=None, voided_at=None).update(move=move)
