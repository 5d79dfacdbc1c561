"""Handing in what shows that a step was taken: a file, a record that exists, or where the paper lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from zhidu.apps.activities import queries as activities
from zhidu.apps.procedures.engine import Live
from zhidu.apps.procedures.models import Proof
from zhidu.apps.procedures.turns import is_above
from zhidu.domain.procedures import Step
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import now
from zhidu.foundation.files.actions import attach


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: *token* as the procedure names it, and exactly one of the three ways to show it."""

    token: str
    upload: Any = None
    record: int | None = None
    words: str = ""


def own_papers(going: Live, step: Step) -> tuple[str, ...]:
    """Papers that are sent along when a step is put to its gate: not those whose gate is what they come of.

    Minutes and tally sheets follow from the vote; a reply is written by whoever replies.
    """
    if step.gate is None or step.gate.kind == "ballot" or is_above(step.actor, going.line):
        return ()
    return step.evidence


def hand_in(going: Live, step: Step, papers: Sequence[Paper], actor: Actor) -> list[Proof]:
    """Keep *papers* for a step. Raises Wrong, each fault at the field of its paper (``paper_…``)."""
    made = []
    for one in papers:
        field = f"paper_{one.token}"
        if one.token not in step.evidence:
            raise Wrong({field: f"“{step.title}”不用这份材料"})
        if one.record is not None and not _may_name(one.record, going, actor):
            raise Wrong({field: "没有所选的记录；请从列表中选择"})
        if len(one.words) > 200:
            raise Wrong({field: f"有 {len(one.words)} 字；应不超过 200 字"})
        try:
            file = attach(actor=actor, owner=going.row.code, upload=one.upload) if one.upload else None
        except Wrong as wrong:
            raise Wrong({field: "；".join(wrong.faults.values())}) from wrong
        made.append(
            Proof.objects.create(
                case=going.row,
                step=step.id,
                token=one.token,
                attachment=file,
                record_id=one.record,
                words=one.words.strip(),
                by=actor.user,
                at=now(),
            )
        )
    return made


def _may_name(pk: int, going: Live, actor: Actor) -> bool:
    rows = activities.visible_activities(actor).filter(pk=pk, voided_at=None)
    return rows.filter(
        organization__path__in=[going.line.own.path, *(one.path for one in going.line.above)]
    ).exists()
