"""What an app above says of a step that was put to its gate: carried or not (表决的结果等)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from zhidu.apps.activities import queries as activities
from zhidu.apps.procedures.engine import live
from zhidu.apps.procedures.finishing import finish
from zhidu.apps.procedures.models import Move, Proof
from zhidu.apps.procedures.saving import a_step, after, locked, make
from zhidu.domain.procedures import Act
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act
from zhidu.foundation.clock import now

OUTCOMES = {"passed": Act.PASS, "failed": Act.FAIL, "returned": Act.RETURN}


@act("procedures.answer", "登记表决、公示的结果")
def answer(
    *,
    actor: Actor,
    case: int,
    step: str,
    outcome: str,
    on: date,
    source: str,
    words: str = "",
    proofs: Mapping[str, int] | None = None,
) -> Move:
    """Pass (``passed``), fail (``failed``) or return (``returned``) a step that was asked about with *source*.

    To be called by the app that serves the gate, inside its own act and after its own check of who may: a result
    follows from what happened there, so nobody is asked again. *proofs*: token → the record that shows it. Where
    nothing else is missing the step counts as done at once.
    """
    row = locked(case, None)
    going = live(row)
    wanted = a_step(going, step)
    if wanted.gate is None or wanted.gate.kind == "approval":
        raise Wrong(f"“{wanted.title}”的结果不由表决或公示得出")
    asked = [one for one in going.moves if one.step == step and one.act == Act.ASK]
    if not source or not asked or asked[-1].source != source:
        raise Wrong(f"“{wanted.title}”不是由它提请的，不能由它得出结果")
    for token, record in (proofs or {}).items():
        if activities.activity(record) is None:
            raise Wrong(f"没有所指的记录 {record}；材料应是登记过的记录")
        Proof.objects.create(case=row, step=step, token=token, record_id=record, by=actor.user, at=now())
    act_ = OUTCOMES[outcome]
    made = make(going, wanted, act_, on, actor, trusted=True, words=words, source=source)
    if act_ is Act.PASS:
        finish(row, wanted, on, actor)
    after(live(row), actor)
    return made
