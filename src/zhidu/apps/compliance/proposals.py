"""What a clause proposes where it was not kept for long (提出程序): a procedure for people to open, or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhidu.apps.adoption import queries as adoption
from zhidu.apps.compliance import queries
from zhidu.apps.compliance.access import SEE_ALL
from zhidu.apps.compliance.names import decorate
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.procedures import queries as procedures
from zhidu.apps.procedures.access import OPEN
from zhidu.apps.procedures.choosing import named
from zhidu.domain.rules.clause import Clause
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.compliance.models import StoredFinding

NEAR, REACHED = "at_risk", "breached"


@dataclass(frozen=True, slots=True)
class Proposal:
    """The procedure by name, whether it may be opened already, where, and the case where there is one."""

    title: str
    reached: bool
    url: str = ""
    case: str = ""


def proposal(actor: Actor, row: StoredFinding, clause: Clause | None) -> Proposal | None:
    """What *clause* proposes about the person of *row*; None where it proposes nothing, or it has not come to that."""
    if clause is None or not clause.proposes or row.person is None or row.verdict not in {NEAR, REACHED}:
        return None
    node = row.organization
    chosen = named(node, clause.proposes, [today()])
    if chosen is None:
        return None
    known = procedures.open_about(actor, row.person, chosen.procedure.id)
    if known is not None:
        return Proposal(chosen.procedure.title, row.verdict == REACHED, case=known.get_absolute_url())
    url = ""
    if row.verdict == REACHED and OPEN.can_create(actor, node.path):
        query = {"organization": node.pk, "procedure": chosen.key, "person": row.person}
        url = f"{reverse('procedures:new')}?{urlencode(query)}"
    return Proposal(chosen.procedure.title, row.verdict == REACHED, url)


@require_GET
def of_organization(request: HttpRequest, organization: int) -> HttpResponse:
    """The panel: everybody of whom a clause proposes something, or soon will."""
    node = get_object_or_404(orgs.visible_nodes(request.actor), pk=organization, kind=orgs.ORGANIZATION)
    SEE_ALL.require(request.actor, node)
    queries.fresh(node.pk)
    clauses = {duty.clause.key: duty.clause for duty in adoption.duties(node) if duty.clause.proposes}
    rows = queries.of_organization(request.actor, node.pk).filter(
        clause__in=clauses, verdict__in=(NEAR, REACHED)
    )
    found = _each(request.actor, decorate(rows), clauses)
    if not found and request.htmx:
        return HttpResponse()
    return render(request, "compliance/proposals.html", {"node": node, "found": found, "clauses": clauses})


def _each(
    actor: Actor, rows: Sequence[StoredFinding], clauses: Mapping[str, Clause]
) -> list[tuple[StoredFinding, Clause, Proposal]]:
    """One line a person and procedure, the worst: a lapse is judged anew in every month."""
    found: dict[tuple[int | None, str], tuple[StoredFinding, Clause, Proposal]] = {}
    for row in sorted(rows, key=lambda one: (one.verdict != REACHED, -one.pk)):
        clause = clauses[row.clause]
        if (row.person, clause.proposes) in found:
            continue
        made = proposal(actor, row, clause)
        if made is not None:
            found[row.person, clause.proposes] = (row, clause, made)
    return list(found.values())
