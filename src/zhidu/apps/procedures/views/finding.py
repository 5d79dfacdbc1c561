"""The case a page is about, for whoever may see it."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from zhidu.apps.procedures import queries
from zhidu.apps.procedures.access import SEE
from zhidu.apps.procedures.engine import Live, live
from zhidu.apps.procedures.models import Case


def the_case(request: HttpRequest, pk: int) -> Case:
    """Raises Http404 where there is none, Refused where the actor may not see it."""
    found = queries.case(pk)
    if found is None:
        raise Http404("没有这件事")
    SEE.require(request.actor, found)
    return found


def the_live(request: HttpRequest, pk: int) -> Live:
    """The same with everything that was done."""
    return live(the_case(request, pk))
