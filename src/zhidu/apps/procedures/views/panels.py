"""What this app puts on the page of a matter: the case it is, or the way to let it become one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from zhidu.apps.activities import queries as activities
from zhidu.apps.activities.access import SEE_MATTER
from zhidu.apps.procedures import actions, queries
from zhidu.apps.procedures.access import OPEN, SEE
from zhidu.foundation.ui.panels import nothing
from zhidu.foundation.ui.toast import toast


@require_GET
def about_matter(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the matter stands in its procedure; nothing where it names none."""
    matter = activities.matter(pk)
    if matter is None:
        raise Http404("没有这件事项")
    SEE_MATTER.require(request.actor, matter)
    case = queries.of_matter(pk)
    if case is not None and not SEE.can(request.actor, case):
        case = None
    may = (
        case is None
        and queries.of_matter(pk) is None
        and bool(matter.attributes.get("procedure"))
        and OPEN.can_create(request.actor, matter.organization.path)
    )
    if case is None and not may and request.htmx:
        return nothing(request)
    return render(
        request, "procedures/about_matter.html", {"case": case, "matter": matter, "may_take_up": may}
    )


@require_POST
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a matter go on as a case."""
    made = actions.take_up(actor=request.actor, matter=pk)
    toast(request, f"接着按程序办：{made.matter.title}")
    return redirect(made)
