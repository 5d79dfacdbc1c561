"""Taking a step of the way into the Party with what has to be known of it (办理一步)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from zhidu.apps.procedures import queries as procedures
from zhidu.apps.procedures.actions import take_step
from zhidu.apps.procedures.engine import live
from zhidu.apps.procedures.papers_in import Paper
from zhidu.apps.recruitment.access import SEE
from zhidu.apps.recruitment.actions.begin import bind
from zhidu.apps.recruitment.models import Companion, Dossier
from zhidu.apps.recruitment.saving import locked, noted, still_open
from zhidu.apps.recruitment.states import NAMED
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record

ROWS = ("S5.10.2", "S6.3.3", "S6.3.4", "S6.3.5", "S6.3.6", "S6.3.7")


@act("recruitment.record_step", "办理发展党员的一步", covers=ROWS)
def record_step(
    *,
    actor: Actor,
    dossier: int,
    version: int,
    step: str,
    on: date,
    said: Mapping[str, str] | None = None,
    words: str = "",
    papers: Sequence[Paper] = (),
) -> Dossier:
    """Take *step* on a day. *said* answers what the clauses want written down; *version* is that of the case.

    Raises Wrong with every reason of the procedure and of the clauses against it.
    """
    row = locked(dossier)
    SEE.require(actor, row)
    still_open(row)
    case = procedures.case(row.case_id)
    wanted = live(case).step(step) if case is not None else None
    if wanted is None:
        raise Wrong("没有这一步；请从步骤里选")
    given = dict(said or {})
    kind = wanted.facts[0] if wanted.facts else step
    noted(row, actor, kind=kind, on=on, words=words, said=given, step=step)
    take_step(
        actor=actor,
        case=row.case_id,
        version=version,
        step=step,
        on=on,
        words=words,
        papers=papers,
    )
    bind(row, step)
    for fact in wanted.facts:
        if fact in NAMED:
            for pk in filter(None, given.get("people", "").split(";")):
                Companion.objects.create(dossier=row, person_id=int(pk), kind=NAMED[fact].value, first=on)
    record(obj=row.code, place=row.organization_id, on=on, details={"step": step, **given})
    return Dossier.objects.select_related("person", "organization", "case").get(pk=row.pk)
