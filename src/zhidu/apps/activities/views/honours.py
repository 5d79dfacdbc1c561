"""On the file of a person: commendations and penalties on record, as far as the actor may read them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from zhidu.apps.activities.queries import visible_activities
from zhidu.apps.activities.states import State
from zhidu.apps.members.queries import visible_people

HONOURS = frozenset({"commendation", "praised"})
PENALTIES = frozenset({"discipline_case"})
MOST = 40


@require_GET
def about_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The latest first; what was declared void is left out."""
    person = get_object_or_404(visible_people(request.actor), pk=pk)
    rows = visible_activities(request.actor).filter(
        person=person.pk, kind__in=HONOURS | PENALTIES, state=State.HELD, voided_at=None
    )
    return render(
        request, "activities/honours.html", {"person": person, "rows": rows.order_by("-on", "-pk")[:MOST]}
    )
