"""The superior chooses the text for cases begun under an earlier one, and a case goes over to it."""

from __future__ import annotations

from zhidu.apps.orgs import queries as orgs
from zhidu.apps.procedures import actions as procedures
from zhidu.apps.procedures import queries as cases
from zhidu.apps.procedures.choosing import named
from zhidu.apps.procedures.engine import live
from zhidu.apps.procedures.saving import writing
from zhidu.apps.recruitment.access import ALLOT, KEEP
from zhidu.apps.recruitment.models import Choice, Dossier
from zhidu.apps.recruitment.saving import locked, some_words, still_open
from zhidu.apps.recruitment.texts import standing
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now, today


@act("recruitment.choose_text", "选定跨新旧文本的事项按哪个程序办")
def choose_text(*, actor: Actor, organization: int, procedure: str, reason: str) -> Choice:
    """From now on, for this organisation and those below; what was chosen before stays on record."""
    node = orgs.organization(organization)
    if node is None:
        raise Wrong({"organization": "没有这个组织；请从列表中选择"})
    ALLOT.require_at(actor, node.path)
    if named(node, procedure, [today()]) is None:
        raise Wrong({"procedure": f"{node.name}执行的制度里没有这个程序；请从列表中选择"})
    made = Choice.objects.create(
        organization=node,
        procedure=procedure,
        reason=some_words(reason, "reason", 300),
        on=today(),
        by=actor.user,
        at=now(),
    )
    record(
        obj=made.code,
        place=node.pk,
        on=made.on,
        changes={"procedure": (None, procedure), "reason": (None, made.reason)},
    )
    return made


@act("recruitment.move_over", "改走新的发展党员程序")
def move_over(*, actor: Actor, dossier: int, version: int) -> Dossier:
    """Let one case go over to the text the superior has chosen; *version* is that of the case."""
    row = locked(dossier)
    KEEP.require(actor, row)
    still_open(row)
    case = cases.case(row.case_id)
    at = standing(live(case)) if case is not None else None
    if at is None:
        raise Wrong("走的就是现行的文本；没有要改的")
    if not at.may_move or at.choice is None:
        raise Wrong("按哪个文本办下去由上级党组织选定；上级还没有选定改走新的")
    procedures.move_over(
        actor=writing(actor),
        case=row.case_id,
        version=version,
        procedure=at.new.procedure.id,
        reason=at.choice.reason,
    )
    record(
        obj=row.code,
        place=row.organization_id,
        on=today(),
        details={"procedure": at.new.procedure.id, "choice": at.choice.pk},
    )
    return row
