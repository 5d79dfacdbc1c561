"""Facts of this app: what the steps of dossiers bring about, as it stood at the close of a day.

Read from the steps of the case and the notes that go with them; nothing is stored a second time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from zhidu.apps.procedures import queries as procedures
from zhidu.apps.procedures.actions.move_over import SETTLED
from zhidu.apps.procedures.engine import procedure_of
from zhidu.apps.recruitment.asking import CONCLUDED, TRAINED, training
from zhidu.apps.recruitment.models import Companion, Dossier, Note, Outcome
from zhidu.apps.recruitment.penalties import in_force, on_record
from zhidu.apps.recruitment.rules import rules_of
from zhidu.apps.recruitment.states import NAMED
from zhidu.domain.calendar import add_months
from zhidu.domain.procedures import Step
from zhidu.domain.rules.facts import Fact
from zhidu.foundation.clock import ZONE

if TYPE_CHECKING:
    from zhidu.apps.procedures.models import Case, Move

ADMITTED, APPROVED = "admission_meeting", "admission_approved"
PART_OF = {
    "mentor_assigned": "activist_confirmed",
    "sponsor_named": "candidate_confirmed",
    "dossier_part": "confirmation_approved",
}
"""Parts → the fact at which clauses want them to be complete."""
TOLD = {"audience": "person;members_meeting"}
"""The step by which the result is told tells the person and the meeting."""
SOON = 3
OF_THE_PROSPECT = frozenset({"qualified_and_willing", "admission_meeting", "candidate_confirmed"})
OF_THE_PERSON = frozenset({"probation_inspected", "confirmation_done"})
"""What clauses ask of somebody who is a member already."""


@dataclass(frozen=True, slots=True)
class Known:
    """What was read once for all dossiers."""

    notes: Mapping[int | None, Note]
    helping: Mapping[tuple[int, str], list[Companion]]
    agreed: Mapping[tuple[int, str], str]
    penalties: Mapping[int, list[Any]]


def facts(*, organizations: Collection[int] | None, known_on: date) -> list[Fact]:
    """What was on record at the close of *known_on*; None: of every organisation.

    Eight queries, and one where there is no dossier.
    """
    end = datetime.combine(known_on + timedelta(days=1), time(), ZONE)
    rows = Dossier.objects.select_related("organization")
    if organizations is not None:
        rows = rows.filter(organization__in=organizations)
    dossiers = {one.case_id: one for one in rows}
    if not dossiers:
        return []
    cases = {one.pk: one for one in procedures.cases().filter(pk__in=dossiers)}
    known = _known(dossiers, end)
    found: list[Fact] = []
    ids: dict[tuple[int, str], str] = {}
    for move in procedures.done_before(dossiers, end):
        case, dossier = cases[move.case_id], dossiers[move.case_id]
        step = procedure_of(case)[1].step(move.step)
        if step is None or move.words == SETTLED:
            # a step that only a later text asks for, and that was passed over, brought nothing about
            continue
        for fact in step.facts:
            told = _told(move, fact, case.matter.code, end)
            if told.voided_on is None:
                ids[case.pk, fact] = told.id
            found += _of(told, dossier, move, step, known, ids)
    found += _of_people(cases, dossiers, end)
    return found


def _known(dossiers: Collection[int], end: datetime) -> Known:
    notes = Note.objects.filter(dossier__case__in=dossiers, move__isnull=False, at__lt=end)
    helping: dict[tuple[int, str], list[Companion]] = {}
    for one in Companion.objects.filter(dossier__case__in=dossiers):
        helping.setdefault((one.dossier_id, one.kind), []).append(one)
    return Known(
        {one.move_id: one for one in notes},
        helping,
        procedures.agreed_by(dossiers),
        on_record({one.person_id for rows in helping.values() for one in rows}),
    )


def _told(move: Move, fact: str, subject: str, end: datetime) -> Fact:
    """The fact by itself. All of a dossier refer to its matter, and so belong together."""
    void = move.voided_at or (move.record.voided_at if move.record is not None else None)
    return Fact(
        id=f"move-{move.pk}.{fact}",
        subject=subject,
        measure=fact,
        on=move.record.on if move.record is not None else move.on,
        entered_on=_day(move.at),
        voided_on=_day(void) if void is not None and void < end else None,
        ref=subject,
    )


def _of(
    told: Fact, dossier: Dossier, move: Move, step: Step, known: Known, ids: Mapping[tuple[int, str], str]
) -> Iterator[Fact]:
    """The fact with what was noted of it; of people one each, of an archive one a paper."""
    told = replace(told, attributes=_columns(told, dossier, known.notes.get(move.pk)))
    if told.measure == APPROVED and (kind := known.agreed.get((move.case_id, step.id))):
        told = replace(told, attributes={**told.attributes, "approved_by": kind})
    # parts are counted where they belong: at the step that wants them to be complete
    at = ids.get((move.case_id, PART_OF.get(told.measure, "")), told.ref)
    if told.measure == TRAINED:
        days = training(told.attributes, rules_of(dossier.organization, told.on)).days
        yield replace(told, quantity=days if days is not None else Decimal(0), sure=days is not None)
    elif told.measure in NAMED:
        for one in known.helping.get((dossier.pk, NAMED[told.measure].value), ()):
            yield _helper(told, one, known, at)
    elif told.measure == "dossier_part":
        for word in step.evidence:
            yield replace(told, id=f"{told.id}.{word}", ref=at, attributes={"type": word})
    elif told.measure == "disclosure":
        of = "confirmation_approved" if (move.case_id, "confirmation_approved") in ids else APPROVED
        yield replace(told, ref=ids.get((move.case_id, of), told.ref), attributes=TOLD)
    else:
        yield told
    yield from _papers_of(told, dossier, step)
    yield from _for_others(told, dossier)


def _papers_of(told: Fact, dossier: Dossier, step: Step) -> Iterator[Fact]:
    """The paper that a clause wants of a fact: it was handed in, but nobody said which boxes of it are filled in."""
    if not step.evidence or told.measure != ADMITTED:
        return
    for form in rules_of(dossier.organization, told.on).forms_of(told.measure):
        yield replace(told, id=f"{told.id}.{form}", measure="record", ref=told.id, attributes={"form": form})


def _helper(told: Fact, one: Companion, known: Known, at: str) -> Fact:
    """One mentor or sponsor; whether a penalty counted that day is known, since penalties are kept here."""
    counting = in_force(known.penalties.get(one.person_id, ()), one.first)
    return replace(
        told,
        id=f"companion-{one.pk}",
        on=one.first,
        ref=at,
        attributes={
            "type": "full_member",
            "person": f"person-{one.person_id}",
            "penalty": ";".join(each.word for each in counting) or "none",
        },
    )


def _for_others(told: Fact, dossier: Dossier) -> Iterator[Fact]:
    """The same as a fact of the person, and an admission as one of everybody who answers for the number."""
    if told.measure in OF_THE_PROSPECT:
        yield replace(told, id=f"{told.id}.p", subject=f"prospect-{dossier.person_id}")
    if told.measure in OF_THE_PERSON:
        yield replace(told, id=f"{told.id}.p", subject=f"person-{dossier.person_id}")
    if told.measure == ADMITTED:
        for pk in (dossier.organization_id, *dossier.organization.ancestor_ids):
            yield replace(
                told, id=f"{told.id}.org-{pk}", subject=f"org-{pk}", measure="admitted", attributes={}
            )


def _columns(told: Fact, dossier: Dossier, note: Note | None) -> dict[str, str]:
    """What clauses look at beside the day."""
    said = {name: text for name, text in (note.said if note is not None else {}).items() if name != "people"}
    if told.measure == CONCLUDED and said.get("conclusion"):
        said["fields"] = "conclusion"
    if told.measure == ADMITTED:
        soon = dossier.leaves_on is not None and told.on <= dossier.leaves_on <= add_months(told.on, SOON)
        said["leaves_within_3m"] = "true" if soon else "false"
    if told.measure == "application_received" and dossier.born is not None:
        said["age"] = str(_age(dossier.born, told.on))
    if told.measure == "candidate_confirmed" and dossier.traits:
        said["traits"] = ";".join(dossier.traits)
    return said


def _of_people(cases: dict[int, Case], dossiers: dict[int, Dossier], end: datetime) -> Iterator[Fact]:
    """Probation, and notices in another place: what belongs to no single step."""
    for case, dossier in dossiers.items():
        subject = cases[case].matter.code
        begun, until = dossier.admitted_on, dossier.probation_until
        if begun is not None and begun < end.date():
            started = Fact(
                id=f"{dossier.code}.began",
                subject=subject,
                measure="probation_started",
                on=begun,
                ref=subject,
            )
            yield started
            yield replace(started, id=f"{started.id}.p", subject=f"person-{dossier.person_id}")
            if until is not None and until < end.date():
                over = replace(started, id=f"{dossier.code}.over", measure="probation_ended", on=until)
                yield over
                yield replace(over, id=f"{over.id}.p", subject=f"person-{dossier.person_id}")
    longer = Outcome.objects.filter(
        dossier__in=[one.pk for one in dossiers.values()], kind="extend", agreed=True
    )
    for one in longer.select_related("dossier"):
        yield Fact(
            id=one.code,
            subject=cases[one.dossier.case_id].matter.code,
            measure="probation_extended",
            on=one.met_on,
            ref=cases[one.dossier.case_id].matter.code,
            attributes={"months": str(one.months or "")},
        )


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _day(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()
