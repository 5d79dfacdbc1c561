"""One more thing done as the clause asks: sure, held, complete, and entered the day it happened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.properties.strategies import Scene
from zhidu.domain.rules.facts import Condition, Fact
from zhidu.domain.rules.kinds import params as p

MORE_NEVER_HURTS = ("frequency", "quota", "coverage", "deadline", "record", "disclosure", "composition")


@st.composite
def matching_facts(draw: st.DrawFn, scene: Scene) -> Fact:
    """A record the clause of *scene* counts; one that follows an event refers to a recorded one."""
    params: Any = scene.clause.params
    ref = draw(st.sampled_from([one.id for one in scene.facts] or [""]))
    event = next((one for one in scene.facts if one.id == ref), None)
    first = event.on if event and event.on <= scene.as_of else date(2025, 12, 1)
    on = draw(st.dates(first, scene.as_of))
    if isinstance(params, p.Deadline) and params.before and event is not None:
        on = draw(st.dates(date(2025, 12, 1), min(event.on, scene.as_of)))
    return Fact(
        id="more",
        subject=draw(st.sampled_from([one.id for one in scene.subjects])),
        measure=measure_of(params),
        on=on,
        quantity=Decimal(draw(st.integers(1, 3))),
        ref=ref,
        attributes=cells_of(params),
    )


def measure_of(params: p.Params) -> str:
    """What the clause counts."""
    match params:
        case p.Frequency(measure=name) | p.Quota(measure=name):
            return name
        case p.Coverage(has=name) | p.Deadline(act=name) | p.Composition(of=name):
            return name
        case p.Record():
            return "record"
        case _:
            return "disclosure"


def cells_of(params: p.Params) -> dict[str, str]:
    """Columns with which a record surely passes every condition of the clause."""
    match params:
        case p.Frequency():
            return {"present": "10", "entitled": "10", "recorded": "true", **passing(params.where)}
        case p.Quota():
            return {"minutes": "600", "hours": "10", **passing(params.where)}
        case p.Coverage():
            return {"with": "张三;李四;王五", **passing(params.where)}
        case p.Deadline():
            named = {"by": ";".join(sorted(params.by)), "audience": ";".join(sorted(params.to))}
            return {**named, "topic": "topic_a", "note": "有"}
        case p.Composition():
            return {params.column: "topic_a;topic_b;topic_c"}
        case p.Record():
            cells = {"form": params.form, "fields": ";".join(params.fields)}
            return {
                **cells,
                "signed_by": ";".join(params.sign),
                "sealed": "true",
                "grade": _first(params.grades),
            }
        case p.Disclosure():
            return {"audience": ";".join(sorted(params.to)), "via": ";".join(sorted(params.via))}
        case _:
            return {}


def passing(conditions: Iterable[Condition]) -> dict[str, str]:
    """Cells that pass every condition; a column of numbers takes an end that is given."""
    found = {}
    for one in conditions:
        number = one.at_least if one.at_least is not None else one.at_most
        found[one.column] = min(one.any_of) if one.any_of else str(number)
    return found


def _first(words: tuple[str, ...]) -> str:
    return words[0] if words else ""
