"""What pages and other apps may ask about cases."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from zhidu.apps.procedures.access import OFFICERS, SEE
from zhidu.apps.procedures.engine import Live, live, procedure_of
from zhidu.apps.procedures.models import Case, Move, Request
from zhidu.apps.procedures.ports import AtGate
from zhidu.apps.procedures.saving import in_words
from zhidu.apps.procedures.states import State
from zhidu.domain.procedures import Act, Step
from zhidu.domain.procedures import Move as Moved
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today


def cases() -> QuerySet[Case]:
    """Every case with what its pages need, the texts of books left where they are."""
    rows = Case.objects.select_related("organization", "matter", "book", "person", "about", "meeting")
    return rows.defer("book__files")


def case(pk: int) -> Case | None:
    """One case, whoever asks."""
    return cases().filter(pk=pk).first()


def visible_cases(actor: Actor) -> QuerySet[Case]:
    """Cases *actor* may see."""
    return SEE.visible(actor, cases())


def open_about(actor: Actor, people: Collection[int]) -> list[Case]:
    """Cases about any of *people* that are not over, as far as *actor* may see them; one query."""
    return list(visible_cases(actor).filter(person__in=people, state=State.OPEN))


def turn_of(actor: Actor) -> Q:
    """Cases that wait for *actor*: for an organisation they act for, or for themselves."""
    paths = sorted({one.path for one in actor.held if one.role in OFFICERS})
    found = Q(turn__in=paths) if paths else Q(pk__in=[])
    if actor.user is not None:
        day = today()
        lent = Q(delegations__receiver=actor.user, delegations__until__gte=day, delegations__ended_on=None)
        found |= Q(pk__in=Case.objects.filter(lent).values("pk"))
    return found & Q(state=State.OPEN)


def waiting_for(actor: Actor) -> QuerySet[Case]:
    """Open cases that *actor* can see and whose next move is theirs, the nearest limit first."""
    return visible_cases(actor).filter(turn_of(actor)).order_by("due", "since", "pk")


def waiting_elsewhere(actor: Actor, organization: int) -> QuerySet[Case]:
    """Open cases of an organisation that wait for somebody else."""
    rows = visible_cases(actor).filter(organization=organization, state=State.OPEN)
    return rows.exclude(turn_of(actor)).order_by("since", "pk")


def requests(actor: Actor) -> QuerySet[Request]:
    """Requests for approval that wait for *actor* to answer."""
    paths = sorted({one.path for one in actor.held if one.role in OFFICERS})
    rows = Request.objects.filter(place__path__in=paths, answer="waiting")
    return rows.select_related("place", "case__organization", "case__matter").order_by("asked_on", "pk")


def waiting_requests(case: int) -> list[Request]:
    """Requests in a case that nobody has answered yet."""
    return list(Request.objects.filter(case=case, answer="waiting"))


def still_open(numbers: Iterable[int]) -> frozenset[int]:
    """Those of these cases that are not over; one query, none for none."""
    wanted = set(numbers)
    rows = Case.objects.filter(pk__in=wanted, state=State.OPEN) if wanted else Case.objects.none()
    return frozenset(rows.values_list("pk", flat=True))


def of_matter(matter: int) -> Case | None:
    """The case of a matter, where it goes through a procedure."""
    return cases().filter(matter=matter).first()


def of_meeting(activity: int) -> Case | None:
    """The case of a meeting, the latest where there are several; taken back ones do not count."""
    rows = cases().filter(meeting=activity).exclude(state=State.WITHDRAWN)
    return rows.order_by("-pk").first()


@dataclass(frozen=True, slots=True)
class AtStep:
    """What a program that takes a step has to know: the version it sees, and the papers that are asked for."""

    version: int
    evidence: tuple[str, ...]
    fields: tuple[str, ...]


def at_step(pk: int, step: str) -> AtStep:
    """One step of a case. Raises LookupError where there is none."""
    row = case(pk)
    wanted = procedure_of(row)[1].step(step) if row is not None else None
    if row is None or wanted is None:
        raise LookupError(f"没有第 {pk} 件事的“{step}”这一步")
    return AtStep(row.version, wanted.evidence, wanted.fields)


# ---------------------------------------------------------------- for those who serve gates


def at_gate(pk: int, step: str) -> AtGate | None:
    """One step of a case with all its gate has to know; None where there is no such step or it has no gate."""
    row = case(pk)
    if row is None:
        return None
    going = live(row)
    wanted = going.step(step)
    return gate_of(going, wanted) if wanted is not None and wanted.gate is not None else None


def at_gates(actor: Actor, organization: int, kind: str) -> list[AtGate]:
    """Steps of the open cases of an organisation that are, or may now be, before a gate of that kind.

    As far as *actor* may see the cases. At most sixty; about three queries each.
    """
    rows = visible_cases(actor).filter(organization=organization, state=State.OPEN)
    return [one for row in rows.order_by("pk")[:60] for one in _at(live(row), kind)]


def waiting_at(pk: int, kind: str) -> AtGate | None:
    """The first step of an open case that has a gate of that kind and is not through it."""
    row = case(pk)
    if row is None or not row.open:
        return None
    going = live(row)
    for step in going.procedure.steps:
        chosen = going.standing.chosen(step) is not False
        if step.gate is not None and step.gate.kind == kind and chosen and not going.standing.done(step.id):
            return gate_of(going, step)
    return None


def _at(going: Live, kind: str) -> Iterator[AtGate]:
    step = going.next
    if step is None or step.gate is None or step.gate.kind != kind:
        return
    if going.standing.of(step.id).passed is None:
        yield gate_of(going, step)


def gate_of(going: Live, step: Step) -> AtGate:
    """A step with a gate as whoever serves the gate sees it."""
    gate = step.gate
    assert gate is not None  # noqa: S101 - the callers looked
    at = going.standing.of(step.id)
    asked = [one for one in going.moves if one.step == step.id and one.act == Act.ASK]
    against = going.refusals(Moved(step=step.id, on=today(), act=Act.ASK))
    row = going.row
    return AtGate(
        case=row.pk,
        matter=row.matter_id,
        title=row.matter.title,
        procedure=going.procedure.title,
        organization=row.organization_id,
        path=row.organization.path,
        step=step.id,
        step_title=step.title,
        cite=step.cite or going.procedure.cite,
        kind=gate.kind,
        by=gate.by,
        person=row.person_id,
        private=row.private,
        asked_on=at.asked,
        asked_source=asked[-1].source if asked and at.asked is not None else "",
        passed_on=at.passed,
        may_be_asked=not against,
        refused_because="".join(in_words(one, going) for one in against),
        url=row.get_absolute_url(),
    )


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the superiors decided of a matter that was put to them (裁决)."""

    place: str
    on: date
    carried: bool
    said: str
    words: str

    @property
    def sentence(self) -> str:
        return f"{self.place} {self.on.year}年{self.on.month}月{self.on.day}日{self.said}。{self.words}"


def ruling(case: int) -> Ruling | None:
    """The ruling in a case; None where nobody has ruled."""
    rows = Request.objects.filter(case=case, ruling=True, last=True, answer__in=["agreed", "refused"])
    found = rows.select_related("place").last()
    if found is None or found.answered_on is None:
        return None
    carried = found.answer == "agreed"
    return Ruling(found.place.name, found.answered_on, carried, found.answer_name, found.words)


@dataclass(frozen=True, slots=True)
class Course:
    """A case whose way leads over a vote: the step, its matter, and the consent the superiors give before it."""

    case: Case
    step: str
    by: str
    consent: str
    """Title of the step by which the superiors consent; '' where none is asked for."""
    consented: bool
    asked: bool


def course(pk: int) -> Course | None:
    """The first vote of a case and the last approval before it; None where there is no vote in it."""
    row = case(pk)
    going = live(row) if row is not None else None
    if row is None or going is None:
        return None
    before = None
    for step in going.procedure.steps:
        gate = step.gate
        if gate is not None and gate.kind == "approval":
            before = step
        if gate is not None and gate.kind == "ballot":
            at = going.standing.of(before.id) if before is not None else None
            return Course(
                row,
                step.id,
                gate.by,
                before.title if before is not None else "",
                at is None or at.passed is not None or bool(at.done),
                at is not None and at.asked is not None,
            )
    return None


def titles(actor: Actor, codes: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Code of a case → its title and its address, of those *actor* may see; one query."""
    wanted = {int(code.rpartition("-")[2]): code for code in codes if code.startswith("procedure-")}
    rows = visible_cases(actor).filter(pk__in=wanted) if wanted else ()
    return {wanted[row.pk]: (row.matter.title, row.get_absolute_url()) for row in rows}


def last_done(pk: int, step: str) -> Move | None:
    """The latest move by which a step was done."""
    return Move.objects.filter(case=pk, step=step, act=Act.DO, voided_at=None).last()


def done_before(numbers: Collection[int], end: datetime) -> QuerySet[Move]:
    """Steps of these cases that were written down as done before a moment, also those taken back since."""
    rows = Move.objects.filter(case__in=numbers, act=Act.DO, at__lt=end)
    return rows.select_related("record")


def agreed_by(numbers: Collection[int]) -> dict[tuple[int, str], str]:
    """(case, step) → the type of organisation whose agreement decided it; one query."""
    rows = Request.objects.filter(case__in=numbers, last=True, answer="agreed").order_by("pk")
    return {(case, step): type_ for case, step, type_ in rows.values_list("case", "step", "place__type")}


def moves_on(pk: int, day: date) -> QuerySet[Move]:
    """What was done in a case on a day."""
    return Move.objects.filter(case=pk, on=day, voided_at=None)
