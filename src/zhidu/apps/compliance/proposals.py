"""What a clause proposes where it was not kept for long (提出程序): a procedure for people to open, or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
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
from zhidu.apps.procedures.choosing import Offered, named
from zhidu.domain.rules.clause import Clause
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.compliance.models import StoredFinding
    from zhidu.apps.orgs.models import Node
    from zhidu.apps.procedures.models import Case

NEAR, REACHED = "at_risk", "breached"


@dataclass(frozen=True, slots=True)
class Proposal:
    """The procedure by name, whether it may be opened already, where, and the case where there is one."""

    title: str
    reached: bool
    url: str = ""
    case: str = ""


class Proposals:
    """What the clauses of one organisation propose; each part is looked up once, however many people it is about."""

    def __init__(self, actor: Actor, node: Node, people: Iterable[int]) -> None:
        self._actor, self._node, self._people = actor, node, sorted(set(people))
        self._named: dict[str, Offered | None] = {}

    @cached_property
    def _cases(self) -> dict[tuple[int | None, str], Case]:
        rows = procedures.open_about(self._actor, self._people)
        return {(one.person_id, one.procedure): one for one in rows}

    @cached_property
    def _may_open(self) -> bool:
        return OPEN.can_create(self._actor, self._node.path)

    def about(self, row: StoredFinding, clause: Clause | None) -> Proposal | None:
        """About the person of *row*; None where nothing is proposed, or it has not come to that."""
        if clause is None or not clause.proposes or row.person is None or row.verdict not in {NEAR, REACHED}:
            return None
        if clause.proposes not in self._named:
            self._named[clause.proposes] = named(self._node, clause.proposes, [today()])
        chosen = self._named[clause.proposes]
        if chosen is None:
            return None
        title, reached = chosen.procedure.title, row.verdict == REACHED
        known = self._cases.get((row.person, chosen.procedure.id))
        if known is not None:
            return Proposal(title, reached, case=known.get_absolute_url())
        if not reached or not self._may_open:
            return Proposal(title, reached)
        query = {"organization": self._node.pk, "procedure": chosen.key, "person": row.person}
        return Proposal(title, reached, f"{reverse('procedures:new')}?{urlencode(query)}")


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
    found = _each(
        Proposals(request.actor, node, [one.person for one in rows if one.person]), decorate(rows), clauses
    )
    if not found and request.htmx:
        return HttpResponse()
    return render(request, "compliance/proposals.html", {"node": node, "found": found, "clauses": clauses})


def _each(
    proposals: Proposals, rows: Sequence[StoredFinding], clauses: Mapping[str, Clause]
) -> list[tuple[StoredFinding, Clause, Proposal]]:
    """One line a person and procedure, the worst: a lapse is judged anew in every month."""
    found: dict[tuple[int | None, str], tuple[StoredFinding, Clause, Proposal]] = {}
    for row in sorted(rows, key=lambda one: (one.verdict != REACHED, -one.pk)):
        clause = clauses[row.clause]
        if (row.person, clause.proposes) in found:
            continue
        made = proposals.about(row, clause)
        if made is not None:
            found[row.person, clause.proposes] = (row, clause, made)
    return list(found.values())
