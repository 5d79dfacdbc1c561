"""Putting a step to its gate (提请): the vote, the superiors, the public."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zhidu.apps.procedures.access import ACT
from zhidu.apps.procedures.engine import Live, live
from zhidu.apps.procedures.models import Move, Request
from zhidu.apps.procedures.notices import tell_asked
from zhidu.apps.procedures.papers_in import Paper, hand_in
from zhidu.apps.procedures.ports import publisher
from zhidu.apps.procedures.saving import a_step, brought_up, locked, make, writing
from zhidu.domain.procedures import Act, Step
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act


@act("procedures.ask", "提请表决、审批或公示")
def ask(
    *,
    actor: Actor,
    case: int,
    step: str,
    on: date,
    version: int | None = None,
    words: str = "",
    source: str = "",
    papers: Sequence[Paper] = (),
) -> Move:
    """Put a step to its gate. *source* is what an app above put it before: the code of a ballot.

    Approval is asked of the levels one after another. What is published goes up with *words* as its text, where
    somebody puts up publications and the case is not private.
    """
    row = locked(case, version)
    ACT.require(actor, row)
    going = live(row)
    wanted = a_step(going, step)
    if papers and going.may(actor, wanted, Act.ASK):
        hand_in(going, wanted, papers, actor)
        going = live(row)
    kind = wanted.gate.kind if wanted.gate is not None else ""
    if kind == "publication" and not source:
        source = _published(going, wanted, actor, on, words)
    made = make(going, wanted, Act.ASK, on, actor, words=words, source=source)
    if kind == "approval":
        _send(going, wanted, made)
    brought_up(row)
    return made


def _send(going: Live, step: Step, made: Move) -> None:
    """The request to the first level; none where nobody above is on this site."""
    levels = going.line.levels(step.gate.by if step.gate is not None else "")
    if levels:
        sent = Request.objects.create(
            case=going.row,
            step=step.id,
            asked=made,
            place=levels[0],
            level=1,
            last=len(levels) == 1,
            ruling=step.gate is not None and step.gate.ruling,
            asked_on=made.on,
            asked_by=made.by,
        )
        tell_asked(sent, going)


def _published(going: Live, step: Step, actor: Actor, on: date, words: str) -> str:
    gate, up = step.gate, publisher()
    if gate is None or up is None or going.row.private or gate.by not in {"masses", "all_members"}:
        return ""
    if not words.strip():
        raise Wrong({"words": "请写公示的内容：公示什么、有意见向谁反映"})
    last = going.calendar.add(on, gate.lasting) if gate.lasting is not None else None
    put = up.publish(
        actor=writing(actor),
        organization=going.row.organization_id,
        matter=going.row.matter_id,
        title=f"{step.title}：{going.row.matter.title}"[:120],
        text=words.strip(),
        to_everybody=gate.by == "masses",
        about_person=going.row.person_id is not None,
        first=on,
        last=last,
    )
    return put.code
