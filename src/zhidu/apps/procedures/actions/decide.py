"""Answering a request for approval (批复): agree, return to be put right, refuse."""

from __future__ import annotations

from datetime import date

from zhidu.apps.procedures.access import ACT, OFFICERS
from zhidu.apps.procedures.engine import Live, live
from zhidu.apps.procedures.finishing import finish
from zhidu.apps.procedures.models import Proof, Request
from zhidu.apps.procedures.notices import tell_answered, tell_asked
from zhidu.apps.procedures.saving import LONGEST, a_step, after, brought_up, locked, make
from zhidu.apps.procedures.states import Answer
from zhidu.apps.procedures.turns import Turn, is_above, may
from zhidu.domain.procedures import Act, Step
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now, today

ACTS = {Answer.AGREED: Act.PASS, Answer.RETURNED: Act.RETURN, Answer.REFUSED: Act.FAIL}


@act("procedures.decide", "批复请示")
def decide(
    *,
    actor: Actor,
    request: int,
    version: int,
    answer: str,
    on: date,
    words: str = "",
    further: bool = False,
) -> Request:
    """Say what the level asked says. A level that is not the last sends it up by agreeing; *further* does so too.

    *version* is that of the case. To return or to refuse needs *words*: whoever asked must know what to put right.
    """
    sent = Request.objects.select_related("place").filter(pk=request).first()
    if sent is None:
        raise Wrong("没有这件请示；请从列表中选择")
    row = locked(sent.case_id, version)
    ACT.require(actor, row)
    going = live(row)
    if not may_answer(actor, sent, going):
        raise Refused(ACT, path=sent.place.path)
    sent = Request.objects.select_for_update(of=("self",)).select_related("place").get(pk=request)
    if not sent.waiting:
        raise Wrong(f"这件请示已经答复：{sent.answer_name}")
    step = a_step(going, sent.step)
    said = _checked(sent, answer, on, words)
    sent.answer, sent.answered_on, sent.words = said.value, on, words.strip()
    sent.by, sent.at = actor.user, now()
    above = _next(going, sent, further=further) if said is Answer.AGREED else None
    sent.save()
    record(
        obj=row.code,
        place=row.organization_id,
        on=on,
        changes={"answer": (None, said.chinese), "words": (None, words.strip())},
        details={"request": sent.pk, "level": sent.level, "answer": said.value, "place": sent.place_id},
    )
    if above is not None:
        _send_up(going, sent, above, on)
        brought_up(row)
        return sent
    # who was asked for a ruling has ruled, whichever way
    through = said is Answer.AGREED or (sent.rules and said is Answer.REFUSED)
    does = Act.PASS if through else ACTS[said]
    make(going, step, does, on, actor, trusted=True, words=words, details={"request": sent.pk})
    if through:
        _reply_stands(going, step, sent)
        finish(row, step, on, actor)
    after(live(row), actor)
    tell_answered(sent, going)
    return sent


def may_answer(actor: Actor, sent: Request, going: Live) -> bool:
    """Whether *actor* answers for the level that was asked."""
    turn = Turn("", sent.place.path, sent.place.name, OFFICERS, above=True, node=sent.place_id)
    return may(actor, turn, going.row, going.delegations)


def _checked(sent: Request, answer: str, on: date, words: str) -> Answer:
    if answer not in {one.value for one in ACTS}:
        raise Wrong({"answer": "请选同意、退回补正或者不同意"})
    if on < sent.asked_on or on > today():
        raise Wrong({"on": f"答复日期应在 {sent.asked_on} 送到那天至今天之间"})
    said = Answer(answer)
    if sent.rules and not words.strip():
        raise Wrong({"words": "没有写裁决的意见；应写明裁决什么、为什么，下级照此办"})
    if said is not Answer.AGREED and not words.strip():
        raise Wrong({"words": f"{said.chinese}的，应写明为什么、要补什么；对方照此补正"})
    if len(words) > LONGEST:
        raise Wrong({"words": f"有 {len(words)} 字；应不超过 {LONGEST} 字"})
    return said


def _next(going: Live, sent: Request, *, further: bool) -> int | None:
    """The place that is asked next; None where this level decides."""
    line = [*reversed(going.line.above)]
    at = next((place for place, one in enumerate(line) if one.pk == sent.place_id), -1)
    if not sent.last or further:
        if at + 1 >= len(line):
            raise Wrong({"further": "上面没有别的组织了，由本级决定"})
        return int(line[at + 1].pk)
    return None


def _reply_stands(going: Live, step: Step, sent: Request) -> None:
    """A reply given here is the paper itself where the step asks for one of whoever replies."""
    if not is_above(step.actor, going.line):
        return
    ready = {one.token for one in going.ready(step.id)}
    Proof.objects.bulk_create(
        Proof(
            case=going.row,
            step=step.id,
            token=token,
            words=f"本网站的批复：{sent.place.name}，{sent.answered_on}",
            by=sent.by,
            at=now(),
        )
        for token in step.evidence
        if token not in ready
    )


def _send_up(going: Live, sent: Request, above: int, on: date) -> None:
    gate = going.step(sent.step)
    levels = going.line.levels(gate.gate.by if gate is not None and gate.gate is not None else "")
    target = levels[-1].pk if levels else above
    made = Request.objects.create(
        case=going.row,
        step=sent.step,
        asked=sent.asked,
        place_id=above,
        level=sent.level + 1,
        last=above == target or sent.last,
        ruling=sent.ruling,
        asked_on=on,
        asked_by=sent.asked_by,
    )
    tell_asked(Request.objects.select_related("place").get(pk=made.pk), going)
