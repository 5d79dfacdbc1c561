"""What a procedure is made of, as data: steps with actors, evidence, time limits and gates."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from zhidu.domain.calendar import Duration

OTHERWISE = "otherwise"
"""The result that leads into none of the named branches; a step with ``only_if: otherwise`` is taken then, and where
nothing was said of the result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What must be passed before a step counts as done: a ballot, an approval, a publication."""

    kind: str
    """``ballot``, ``approval`` or ``publication``."""
    by: str = ""
    """The matter voted on, the approving body, or the audience."""
    lasting: Duration | None = None
    ruling: bool = False
    """An approval by which the superiors decide the matter itself (裁决): a no is an answer as well as a yes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: who acts, what must be shown, how long at least, by when at latest."""

    id: str
    title: str
    actor: str = ""
    fields: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    since: str = ""
    min_dwell: Duration | None = None
    within: Duration | None = None
    within_of: str = ""
    gate: Gate | None = None
    optional: bool = False
    repeat: bool = False
    on_fail: str = ""
    only_if: str = ""
    facts: tuple[str, ...] = ()
    """Measures that come about with the step (列为发展对象 …): what clauses look at beside the step itself."""
    covers: tuple[str, ...] = ()
    cite: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """An ordered list of steps; ``loops`` lets the last lead back to the first (PDCA).

    ``about`` says what each case is about (``person``, ``organization``, ``meeting``; '' where it is open), and
    ``private`` that nobody but those concerned may read it.
    """

    id: str
    title: str
    steps: tuple[Step, ...]
    loops: bool = False
    covers: tuple[str, ...] = ()
    cite: str = ""
    first: date = date.min
    last: date = date.max
    replaces: str = ""
    forms: tuple[str, ...] = field(default=())
    about: str = ""
    private: bool = False

    def step(self, step_id: str) -> Step | None:
        """The step of that id, or None."""
        return next((one for one in self.steps if one.id == step_id), None)

    def position(self, step_id: str) -> int:
        """Place of the step, counted from 0; -1 where there is none."""
        return next((place for place, one in enumerate(self.steps) if one.id == step_id), -1)
