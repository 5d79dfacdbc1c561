"""Content: what an event was about: usual, required, or reserved to one forum."""

from __future__ import annotations

from collections.abc import Iterator

from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.findings import Finding
from zhidu.domain.rules.kinds.base import Said, Task, event_finding
from zhidu.domain.rules.kinds.params import Content
from zhidu.domain.rules.scope import events
from zhidu.domain.rules.wording import day
from zhidu.domain.rules.world import measure_name


def evaluate(task: Task, params: Content) -> Iterator[Finding]:
    """One finding per event; a list of usual examples never alarms, and is silent where nothing was noted."""
    for event, stretch in events(
        task.duty, task.subject, task.stretches(), params.event, task.world, task.window
    ):
        found = event.words(params.column)
        kept = _kept(params, event, found)
        if kept is None and _only_examples(params):
            continue
        did = "没有记录内容" if found is None else f"记为{task.phrase(found)}"
        lacking = sorted(params.must_include - found) if found is not None else []
        if lacking:
            did += f"，缺“{task.phrase(lacking)}”"
        if found is not None and found & params.reserved:
            forum = event.words("forum")
            did += f"，由{task.phrase(forum)}决定" if forum else "，没有记录由谁决定"
        yield event_finding(
            task,
            event,
            stretch,
            Said(
                what=task.clause.title,
                when=f"{day(event.on, task.as_of)}{measure_name(params.event)}",
                should=_should(task, params, found or frozenset()),
                did=did,
            ),
            kept=kept,
        )


def _only_examples(params: Content) -> bool:
    asks = params.must_include or params.reserved or params.exactly is not None or params.at_least is not None
    return params.other and not asks


def _kept(params: Content, event: Fact, found: frozenset[str] | None) -> bool | None:
    if found is None:
        return None
    if params.must_include and not params.must_include <= found:
        return False
    if params.exactly is not None and len(found) != params.exactly:
        return False
    if params.at_least is not None and len(found) < params.at_least:
        return False
    if not params.other and params.allowed and not found <= params.allowed:
        return False
    if found & params.reserved:
        forum = event.words("forum")
        return None if forum is None else bool(forum & params.reserved_to)
    return True


def _should(task: Task, params: Content, found: frozenset[str]) -> str:
    parts = []
    if params.must_include:
        parts.append(f"应包括{task.phrase(params.must_include)}")
    if params.exactly is not None:
        parts.append(f"应正好写明 {params.exactly} 项")
    if params.at_least is not None:
        parts.append(f"应至少写明 {params.at_least} 项")
    if params.reserved:
        named = (found & params.reserved) or params.reserved
        parts.append(f"{task.phrase(named)}应由{task.either(params.reserved_to)}决定")
    if params.allowed:
        parts.append(f"{'一般为' if params.other else '应限于'}{task.phrase(params.allowed)}")
    return "，".join(parts)


def implies(a: Content, b: Content) -> bool:
    """Whether what *a* lets through, *b* lets through."""
    if (a.event, a.column) != (b.event, b.column):
        return False
    if _only_examples(b):
        # a list of examples asks nothing; two lists stand side by side
        return a == b
    if not a.must_include >= b.must_include or (b.exactly is not None and a.exactly != b.exactly):
        return False
    if b.at_least is not None and max(a.at_least or 0, a.exactly or 0, len(a.must_include)) < b.at_least:
        return False
    reserved = not b.reserved or (a.reserved >= b.reserved and a.reserved_to <= b.reserved_to)
    allowed = b.other or not b.allowed or (not a.other and bool(a.allowed) and a.allowed <= b.allowed)
    return reserved and allowed
