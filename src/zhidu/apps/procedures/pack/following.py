"""Steps that records of the pack show are taken with those records: nobody puts them down a second time."""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

from django.db.models import Q

from zhidu.apps.procedures.engine import Live, live
from zhidu.apps.procedures.models import Case, Proof
from zhidu.apps.procedures.pack.parts import LIFE
from zhidu.apps.procedures.pack.reading import Pack
from zhidu.apps.procedures.saving import after, locked, make
from zhidu.apps.procedures.states import State
from zhidu.domain.procedures import Act, Step
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, acting
from zhidu.foundation.clock import now, today

_BUSY: ContextVar[bool] = ContextVar("procedures_pack_busy", default=False)
MOST = 20


def follow(entries: Iterable[Any]) -> None:
    """Called at the end of every act: where it wrote a record of a pack, its case goes on."""
    numbers = {int(one.object.removeprefix("activity-")) for one in entries if _is_record(one.object)}
    doing = acting()
    if not numbers or doing is None or _BUSY.get():
        return
    rows = Case.objects.filter(state=State.OPEN, meeting__kind__in=LIFE).filter(
        Q(meeting__in=numbers) | Q(meeting__followed_by__in=numbers)
    )
    cases = sorted(set(rows.values_list("pk", flat=True)))
    token = _BUSY.set(True)
    try:
        for pk in cases:
            catch_up(locked(pk, None), doing.actor)
    finally:
        _BUSY.reset(token)


def _is_record(code: str) -> bool:
    return code.startswith("activity-") and code.removeprefix("activity-").isdecimal()


def catch_up(row: Case, actor: Actor) -> None:
    """Take every step, from the present one on, that a record already shows; stop at the first that none does."""
    for _ in range(MOST):
        going, pack = live(row), Pack(row)
        step = going.next
        shown = pack.shows(step.id) if step is not None and step.gate is None and row.open else None
        if step is None or shown is None:
            return
        _hand_in(going, step, shown, actor)
        on = max(shown.on if shown.state == "held" else today(), going.standing.last or shown.on)
        try:
            make(
                live(row),
                step,
                Act.DO,
                min(on, today()),
                actor,
                trusted=True,
                fields=_fields(pack, step, shown),
            )
        except Wrong:
            return  # what speaks against it is said on the page of the step
        after(live(row), actor)


def _hand_in(going: Live, step: Step, shown: Any, actor: Actor) -> None:  # noqa: ANN401 - a record
    """The record is the paper that the step asks for."""
    ready = {one.token for one in going.ready(step.id)}
    for token in step.evidence:
        if token not in ready:
            Proof.objects.create(
                case=going.row, step=step.id, token=token, record=shown, by=actor.user, at=now()
            )


def _fields(pack: Pack, step: Step, shown: Any) -> dict[str, str]:  # noqa: ANN401
    """What the step wants to be filled in, from the arrangement of the meeting."""
    meeting = pack.meeting
    agenda = "；".join(one.title for one in meeting.agenda.all())
    known = {
        "theme": shown.title or meeting.title,
        "content": agenda or shown.notes or shown.title,
        "time": f"{meeting.on:%Y-%m-%d}" + (f" {meeting.begins:%H:%M}" if meeting.begins else ""),
    }
    return {name: known.get(name, "") or "见记录" for name in step.fields}
