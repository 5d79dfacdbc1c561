"""What the acts of this app share: locking a case, making a move, and writing down how the case stands after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from zhidu.apps.activities.actions import close_matter, record_held
from zhidu.apps.activities.entries import Entry
from zhidu.apps.procedures.engine import Live, last_day, live
from zhidu.apps.procedures.models import Case, Move
from zhidu.apps.procedures.states import State, Waits
from zhidu.apps.procedures.turns import delegated
from zhidu.domain.procedures import Act, Refusal, Step
from zhidu.domain.procedures import Move as Moved
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Stale, Wrong, record
from zhidu.foundation.clock import now, today

LONGEST = 2000
WHY = 300


def locked(pk: int, version: int | None) -> Case:
    """The case, locked. Raises Wrong where there is none, Stale where it has changed since *version*.

    None: whoever calls has looked at nothing that could have changed, as an app above that answers a gate.
    """
    rows = Case.objects.select_for_update(of=("self",)).select_related(
        "organization", "matter", "book", "person"
    )
    found = rows.defer("book__files").filter(pk=pk).first()
    if found is None:
        raise Wrong("没有这件事；请从列表中选择")
    if version is not None and found.version != version:
        raise Stale("您打开以后，这件事又往前办了；您写的没有存，请看了现在的情形再办")
    return found


def a_step(going: Live, name: str) -> Step:
    """The step of that name. Raises Wrong."""
    step = going.step(name)
    if step is None:
        raise Wrong(f"“{going.procedure.title}”没有这一步；请从步骤里选")
    return step


def writing(actor: Actor) -> Actor:
    """The same account, writing records that this app has checked by rules of its own."""
    return Actor(
        user=actor.user, name=actor.name, person=actor.person, held=actor.held, system=True, day=actor.day
    )


def refused(found: Iterable[Refusal], going: Live) -> None:
    """Raise Wrong with everything that speaks against a move, each with what is missing and from when it goes."""
    texts = [in_words(one, going) for one in found]
    if texts:
        raise Wrong("".join(texts))


def in_words(refusal: Refusal, going: Live) -> str:
    """One refusal with what is missing, named as the book does."""
    text = refusal.text
    if refusal.rule in {"evidence", "fields"} and refusal.missing:
        names = "、".join(going.said(one) for one in refusal.missing)
        text = f"{text[:-1]}：{names}。"
    if refusal.rule == "actor" and refusal.missing:
        turn = going.line.turn(refusal.missing[0], going.said(refusal.missing[0]))
        text = f"{text[:-1]}，由{going.who(turn)}办。"
    return text


def make(
    going: Live,
    step: Step,
    act: Act,
    on: date,
    actor: Actor,
    *,
    trusted: bool = False,
    result: str = "",
    words: str = "",
    fields: Mapping[str, str] | None = None,
    source: str = "",
    details: Mapping[str, Any] | None = None,
) -> Move:
    """Make one move that the rules allow, and bring the case up to date. Raises Wrong with the reasons against it.

    *trusted*: whether *actor* may was asked by the caller, as where a ballot answers.
    """
    given = {name: text.strip() for name, text in (fields or {}).items() if text.strip()}
    if on > today():
        raise Wrong({"on": f"{on.year}年{on.month}月{on.day}日在将来；应不晚于今天"})
    if len(words) > LONGEST:
        raise Wrong({"words": f"有 {len(words)} 字；应不超过 {LONGEST} 字"})
    ready = going.ready(step.id)
    moved = Moved(
        step=step.id,
        on=on,
        act=act,
        result=result,
        evidence=frozenset(one.token for one in ready),
        fields=frozenset(given),
        acting=None if trusted else going.acting(actor, step, act),
    )
    refused(going.refusals(moved, making=True), going)
    turn = going.turn(step, act)
    for_another = None if trusted or actor.system else delegated(actor, turn, going.delegations)
    written = None
    if act is Act.DO:
        written = record_held(actor=writing(actor), entry=_entry(going, step, on, result, words, given))
    made = Move.objects.create(
        case=going.row,
        step=step.id,
        act=act.value,
        on=on,
        result=result,
        words=words.strip(),
        fields=given,
        acting=step.actor if act in {Act.DO, Act.ASK} else (step.gate.by if step.gate else ""),
        delegation=for_another,
        record=written,
        source=source,
        by=actor.user,
        at=now(),
    )
    if act is Act.DO:
        going.row.proofs.filter(pk__in=[one.pk for one in ready]).update(move=made)
    record(
        obj=going.row.code,
        place=going.row.organization_id,
        on=on,
        changes={"step": (None, f"{act.chinese}：{step.title}"), "words": (None, words.strip())},
        details={"move": made.pk, "step": step.id, "act": act.value, **(details or {})},
    )
    return made


def _entry(going: Live, step: Step, on: date, result: str, words: str, fields: Mapping[str, str]) -> Entry:
    row = going.row
    told = [words.strip(), *(f"{going.said(name)}：{text}" for name, text in fields.items())]
    return Entry(
        kind="procedure_step",
        node=row.organization_id,
        matter=row.matter_id,
        on=on,
        title=step.title[:200],
        notes="\n".join(one for one in told if one),
        columns={"step": step.id, "result": result},
    )


def brought_up(row: Case, *, changed: bool = True) -> Live:
    """Write down how the case stands now; *changed* counts the version up. The case as it stands."""
    going = live(row)
    standing, step = going.standing, going.next
    row.step, row.step_title = (step.id, step.title[:200]) if step is not None else ("", "")
    required = [one for one in going.procedure.steps if standing.required(one)]
    row.total = len(required)
    row.done = sum(standing.done(one.id) for one in required)
    row.since = standing.last or row.matter.first
    row.due = last_day(going.times)
    row.waits, row.turn, row.turn_name = _waits(going)
    if row.state != State.OPEN:
        row.waits, row.turn, row.turn_name, row.due = "", "", "", None
    if changed:
        row.version += 1
    row.save()
    return going


def _waits(going: Live) -> tuple[str, str, str]:
    step = going.next
    if step is None:
        turn = going.line.turn("", "")
        return Waits.CLOSING.value, turn.path, turn.name
    now_at = going.standing.of(step.id)
    if step.gate is not None and now_at.asked is not None and now_at.passed is None:
        turn = going.turn(step, Act.PASS if step.gate.kind == "approval" else Act.ASK)
        if step.gate.kind == "approval":
            waiting = going.row.requests.filter(answer="waiting").select_related("place").last()
            if waiting is not None:
                return Waits.APPROVAL.value, waiting.place.path, waiting.place.name
        return step.gate.kind, turn.path, going.who(turn)[:160]
    turn = going.turn(step, Act.ASK if step.gate is not None and now_at.passed is None else Act.DO)
    return Waits.STEP.value, turn.path, going.who(turn)[:160]


def after(going: Live, actor: Actor) -> Live:
    """Bring the case up to date after a move, and close it where nothing is left to do."""
    found = brought_up(going.row)
    again = any(one.repeat for one in found.procedure.steps[-1:])
    if found.standing.complete and not found.procedure.loops and not again and found.row.open:
        close(found, found.standing.last or today(), actor)
    return found


def close(going: Live, on: date, actor: Actor, *, withdrawn: bool = False, reason: str = "") -> None:
    """End the case and its matter; where everything was done, the record says so too. The caller records it."""
    row = going.row
    if not withdrawn:
        record_held(
            actor=writing(actor),
            entry=Entry(
                kind="procedure_closed", node=row.organization_id, matter=row.matter_id, on=on, title="办结"
            ),
        )
    if row.matter.last is None:
        row.matter = close_matter(
            actor=writing(actor), matter=row.matter_id, version=row.matter.version, last=on, reason=reason
        )
    row.state = State.WITHDRAWN.value if withdrawn else State.CLOSED.value
    row.ended_on, row.reason = on, reason
    brought_up(row, changed=False)
