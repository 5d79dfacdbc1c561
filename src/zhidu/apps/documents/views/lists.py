"""Lists of documents (待我办、收文、发文), the check of a pdf, and the panel on the page of a meeting."""

from __future__ import annotations

import hashlib
import re

from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhidu.apps.activities import queries as activities
from zhidu.apps.ballots import queries as ballots
from zhidu.apps.documents import queries
from zhidu.apps.documents.access import DRAFT, SET_AGENCY
from zhidu.apps.documents.forms.writing import VerifyForm
from zhidu.apps.documents.states import State
from zhidu.apps.documents.views.load import places
from zhidu.apps.procedures import queries as procedures
from zhidu.apps.procedures.access import SEE as SEE_CASE
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.ui.panels import nothing

PER_PAGE, WAITING = 30, 50
VIEWS = {"": "待我办", "in": "收文", "out": "发文"}


def waiting(request: HttpRequest) -> int:
    """How many documents wait to be received, for the rail."""
    return queries.to_receive(request.actor).count()


def index(request: HttpRequest) -> HttpResponse:
    """The three lists."""
    actor = request.actor
    if not DRAFT.somewhere(actor):
        raise Refused(DRAFT)
    asked = request.GET.get("view", "")
    view = asked if asked in VIEWS else ""
    here = reverse("documents:index")
    given: dict[str, object] = {
        "view": view,
        "tabs": [
            {"title": title, "url": f"{here}?view={key}", "current": key == view}
            for key, title in VIEWS.items()
        ],
        "agencies": places(actor, SET_AGENCY)[:6],
    }
    if view:
        rows = queries.incoming(actor) if view == "in" else queries.outgoing(actor)
        given["page"] = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    else:
        given["groups"] = _groups(request)
    return render(request, "documents/index.html", given)


def _groups(request: HttpRequest) -> list[dict[str, object]]:
    actor = request.actor
    found = [
        ("等您签收", "签收", [one.document for one in queries.to_receive(actor)[:WAITING]]),
        ("等您批复的请示", "批复", [one.document for one in queries.to_answer(actor)[:WAITING]]),
        ("等您签发", "签发", list(queries.to_sign(actor)[:WAITING])),
        ("等您核稿", "核稿", list(queries.to_check(actor)[:WAITING])),
        ("签发了还没有发出", "发出", list(queries.to_send(actor)[:WAITING])),
        ("您起草的", "接着写", list(queries.drafts(actor)[:WAITING])),
    ]
    return [{"title": title, "action": action, "rows": rows} for title, action, rows in found if rows]


def verify(request: HttpRequest) -> HttpResponse:
    """Whether a pdf is the one that was sent: by its SHA-256."""
    if not DRAFT.somewhere(request.actor):
        raise Refused(DRAFT)
    form = VerifyForm(request.POST or None, request.FILES or None)
    given: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["upload"]
        digest = _digest(upload) if upload else re.sub(r"\s", "", form.cleaned_data["digest"]).lower()
        given |= {"digest": digest, "found": queries.with_digest(request.actor, digest), "looked": True}
    return render(request, "documents/verify.html", given)


def _digest(upload: UploadedFile) -> str:
    found = hashlib.sha256()
    for chunk in upload.chunks():
        found.update(chunk)
    return found.hexdigest()


def about_case(request: HttpRequest, pk: int) -> HttpResponse:
    """The same on the page of a case that is about a meeting."""
    case = procedures.case(pk)
    if case is None:
        raise Http404("没有这件事")
    SEE_CASE.require(request.actor, case)
    if case.meeting_id is None:
        return nothing(request)
    return about_activity(request, case.meeting_id)


def about_activity(request: HttpRequest, pk: int) -> HttpResponse:
    """Documents about a meeting, and the way to one about it; on the page of that meeting."""
    activity = (
        activities.visible_activities(request.actor).filter(pk=pk).select_related("organization").first()
    )
    if activity is None:
        raise Http404("没有这条记录")
    rows = queries.visible_documents(request.actor).filter(about=pk).exclude(state=State.DROPPED)
    return render(
        request,
        "documents/about_activity.html",
        {
            "activity": activity,
            "documents": list(rows[:WAITING]),
            "may_draft": DRAFT.can_create(request.actor, activity.organization.path),
        },
    )


def about_ballot(request: HttpRequest, pk: int) -> HttpResponse:
    """Beside an election that is over: the way to report it."""
    if not ballots.visible_ballots(request.actor).filter(pk=pk).exists():
        raise Http404("没有这次表决")
    found = ballots.closed_election(request.actor, pk)
    if found is None or not DRAFT.can_create(request.actor, found.organization.path):
        return HttpResponse() if request.htmx else render(request, "documents/about_ballot.html", {})
    return render(request, "documents/about_ballot.html", {"ballot": found})
