"""What pages and papers ask about dossiers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from zhidu.apps.procedures import queries as procedures
from zhidu.apps.recruitment.access import BEGIN, SEE
from zhidu.apps.recruitment.models import Application, Companion, Dossier, Note
from zhidu.apps.recruitment.states import ORDER, Stage
from zhidu.foundation.access.roles import ORGANISERS, SUPERIOR
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today

ON_THE_WAY = tuple(one.value for one in ORDER[:-1])


def dossiers() -> QuerySet[Dossier]:
    """Every dossier with what its pages need."""
    rows = Dossier.objects.select_related(
        "person", "organization", "case", "case__matter", "case__organization"
    )
    return rows.prefetch_related("companions__person").defer("letter")


def dossier(pk: int) -> Dossier:
    """One dossier. Raises ``Dossier.DoesNotExist``."""
    rows = Dossier.objects.select_related("person", "organization", "case", "case__matter")
    return rows.prefetch_related("companions__person").get(pk=pk)


def visible(actor: Actor) -> QuerySet[Dossier]:
    """Dossiers *actor* may see."""
    return SEE.visible(actor, dossiers())


def of_case(case: int) -> Dossier | None:
    """The dossier of a case; one query."""
    return Dossier.objects.select_related("person", "organization", "case").filter(case=case).first()


def notes(dossier: int) -> list[Note]:
    """Notes in use, the earliest first."""
    return list(Note.objects.filter(dossier=dossier, voided_at=None))


def helping(dossier: Dossier, *, now_only: bool = True) -> list[Companion]:
    """Mentors and sponsors."""
    rows = sorted(dossier.companions.all(), key=lambda one: (one.kind, one.pk))
    return [one for one in rows if one.last is None or not now_only]


def stages(rows: QuerySet[Dossier]) -> dict[str, int]:
    """Stage → how many; one query."""
    found = rows.order_by().values_list("stage").annotate(number=Count("pk", distinct=True))
    return dict(found)


def applications(actor: Actor) -> list[Application]:
    """Applications that wait for the actor to take them in; one query."""
    paths = sorted({one.path for one in actor.held if one.role in ORGANISERS | {SUPERIOR}})
    rows = Application.objects.filter(organization__path__in=paths, dossier=None, returned="").select_related(
        "organization"
    )
    return [one for one in rows if BEGIN.can_create(actor, one.organization.path)]


def own_applications(actor: Actor) -> list[Application]:
    """What the account itself handed in."""
    if actor.user is None:
        return []
    return list(Application.objects.filter(user=actor.user).select_related("organization", "dossier"))


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list: who, how far, what is next, and how many days are left."""

    dossier: Dossier
    due: date | None
    left: int | None


def lines(rows: Iterable[Dossier]) -> list[Line]:
    """Rows with the days left to the nearest limit; no query of its own."""
    day = today()
    found = []
    for one in rows:
        due = min((each for each in (one.case.due, one.inspect_by) if each is not None), default=None)
        if one.stage == Stage.PROBATION and due is None:
            due = one.probation_until
        found.append(Line(one, due, (due - day).days if due is not None else None))
    return found


def to_inspect(organization: int, until: date) -> list[Dossier]:
    """Activists who are to be looked at again by a day, the nearest first; one query."""
    rows = Dossier.objects.filter(organization=organization, stage=Stage.ACTIVIST, inspect_by__lte=until)
    return list(rows.select_related("person").defer("letter").order_by("inspect_by")[:20])


def waiting_for(actor: Actor) -> Q:
    """Dossiers whose case waits for the actor."""
    return Q(case__in=procedures.cases().filter(procedures.turn_of(actor)).values("pk"))
