"""Somebody on probation who is not confirmed in time: longer once, or not at all (延长、取消)."""

from __future__ import annotations

from datetime import date

from zhidu.apps.members.actions import leave
from zhidu.apps.procedures.actions import withdraw_case
from zhidu.apps.procedures.saving import writing
from zhidu.apps.recruitment.access import DECIDE, KEEP
from zhidu.apps.recruitment.following import bring_up
from zhidu.apps.recruitment.models import Outcome
from zhidu.apps.recruitment.rules import rules_of
from zhidu.apps.recruitment.saving import a_past_day, locked, some_words
from zhidu.apps.recruitment.states import Outcome as Kind
from zhidu.apps.recruitment.states import Stage
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now


@act("recruitment.propose_outcome", "报请延长预备期、取消预备党员资格")
def propose_outcome(
    *, actor: Actor, dossier: int, kind: str, met_on: date, words: str, months: int | None = None
) -> Outcome:
    """What the members' meeting of *met_on* passed; the superiors answer. How long and how often, the clauses say."""
    row = locked(dossier)
    KEEP.require(actor, row)
    if kind not in set(Kind):
        raise Wrong({"kind": "应为延长预备期、取消预备党员资格之一"})
    if row.stage != Stage.PROBATION or row.admitted_on is None:
        raise Wrong(f"{row.person.name}现在是{row.stage_name}；只对预备党员这样办")
    a_past_day(met_on, "met_on")
    if met_on < row.admitted_on:
        raise Wrong({"met_on": f"应不早于接收的 {row.admitted_on}"})
    why = some_words(words, "words", 500)
    if row.outcomes.filter(agreed=None).exists():
        raise Wrong("已经报了一次，等上级批复；不能再报")
    if kind == Kind.EXTEND:
        _length(row.outcomes.filter(kind="extend", agreed=True).count(), months, row, met_on)
    made = Outcome.objects.create(
        dossier=row,
        kind=kind,
        months=months if kind == Kind.EXTEND else None,
        met_on=met_on,
        words=why,
        asked_by=actor.user,
        asked_at=now(),
    )
    record(
        obj=made.code,
        place=row.organization_id,
        on=met_on,
        changes={"kind": (None, kind), "months": (None, made.months), "words": (None, why)},
    )
    return made


def _length(times: int, months: int | None, row: object, on: date) -> None:
    """Raise Wrong for a longer probation that no clause allows."""
    least, most, often = rules_of(row.organization, on).extension()  # type: ignore[attr-defined]
    if often is not None and times >= often:
        raise Wrong(f"预备期只能延长 {often} 次，已经延长过；仍不具备条件的，取消预备党员资格")
    if months is None:
        raise Wrong({"months": "没有写延长几个月"})
    if least is not None and months < least:
        raise Wrong({"months": f"写的是 {months} 个月；延长应不少于 {least} 个月"})
    if most is not None and months > most:
        raise Wrong({"months": f"写的是 {months} 个月；延长应不超过 {most} 个月"})


@act("recruitment.answer_outcome", "批复延长预备期、取消预备党员资格")
def answer_outcome(
    *, actor: Actor, outcome: int, version: int, agreed: bool, on: date, words: str = ""
) -> Outcome:
    """What the superiors say. Cancelled: the person is no longer in the Party, and the case is over."""
    found = Outcome.objects.select_for_update(of=("self",)).filter(pk=outcome).first()
    if found is None or found.version != version:
        raise Wrong("没有这件报请，或者刚被别人改过；请重新打开")
    row = locked(found.dossier_id)
    DECIDE.require(actor, row)
    if found.agreed is not None:
        raise Wrong(f"这件已经批复：{found.state_name}")
    a_past_day(on)
    if on < found.met_on:
        raise Wrong({"on": f"应不早于大会通过的 {found.met_on}"})
    found.agreed, found.answered_on = agreed, on
    found.answer = words.strip() if agreed else some_words(words, "words", 500)
    found.answered_by, found.version = actor.user, found.version + 1
    found.save()
    record(
        obj=found.code,
        place=row.organization_id,
        on=on,
        changes={"agreed": (None, agreed), "answer": (None, found.answer)},
    )
    if agreed and found.kind == Kind.CANCEL:
        leave(actor=writing(actor), person=row.person_id, last=on, why="not_confirmed")
        withdraw_case(
            actor=writing(actor),
            case=row.case_id,
            version=row.case.version,
            on=on,
            reason=f"取消预备党员资格：{found.words}"[:300],
        )
    elif agreed:
        bring_up(row, actor)
    return found
