"""The study of one person: 我的学习 on the telephone, and the same page for whoever keeps study there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from zhidu.apps.activities import attending
from zhidu.apps.activities.places import places
from zhidu.apps.learning import actions, examining, own
from zhidu.apps.learning.access import ANSWER_REPORT, KEEP, SEE_REPORT
from zhidu.apps.learning.forms.reports import AnswerForm, ReportForm
from zhidu.apps.learning.kinds import GATHERINGS, NOTE
from zhidu.apps.learning.models import Report
from zhidu.apps.learning.reports import KINDS, State
from zhidu.apps.learning.scheduling import topics_of
from zhidu.apps.learning.views.load import organization_or_404
from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.files import queries as files
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.panels import nothing
from zhidu.foundation.ui.toast import toast, trouble

if TYPE_CHECKING:
    from zhidu.apps.members.models import Person

MOST = 60
NEXT = 4


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """One's own page."""
    request.nav_key = "learning"
    if request.actor.person is None:
        return render(request, "learning/nobody.html")
    return redirect("learning:person", request.actor.person)


def person_or_404(request: HttpRequest, pk: int) -> tuple[Person, bool]:
    """The person, and whether it is the one who asks. Raises Refused for others than whoever keeps study there."""
    found = members.visible_people(request.actor).filter(pk=pk).first()
    if found is None or found.organization is None:
        raise Http404("没有这个人，或此人现在不属于哪个组织")
    itself = request.actor.person == found.pk
    if not itself and not KEEP.can_create(request.actor, orgs.organization_of(found.organization).path):
        raise Refused(KEEP, path=found.organization.path)
    request.nav_key = "learning"
    return found, itself


@require_GET
def person(request: HttpRequest, person: int) -> HttpResponse:
    """What is done, what is left, what comes next."""
    found, itself = person_or_404(request, person)
    home, day = orgs.organization_of(found.organization), today()
    standings, ahead = own.standings(found.pk, home, day)
    there = attending.attended_since(found.pk, date(day.year, 1, 1), GATHERINGS)
    reports = Report.objects.filter(person=found.pk, on__year=day.year).select_related("record")
    return render(
        request,
        "learning/person.html",
        {
            "person": found,
            "own": itself,
            "home": home,
            "year": day.year,
            "standings": standings,
            "ahead": ahead[:NEXT],
            "more": max(len(ahead) - NEXT, 0),
            "sessions": there[:MOST],
            "times": attending.times([found.pk], GATHERINGS, day.year).get(found.pk, 0),
            "reports": reports.exclude(kind=NOTE)[:MOST],
            "notes_due": own.notes_due(found.pk, home, day),
            "kinds": [(kind, title) for kind, title in KINDS.items() if kind != NOTE],
        },
    )


@require_GET
def to_do(request: HttpRequest, pk: int) -> HttpResponse:
    """On one's own first page: exams to sit, sessions without a note, and the way to one's study."""
    if pk != request.actor.person:
        raise Refused(SEE_REPORT)
    found = members.visible_people(request.actor).filter(pk=pk).first()
    if found is None or found.organization is None:
        return nothing(request)
    home = orgs.organization_of(found.organization)
    shown = {"exams": examining.open_to(pk), "notes": len(own.notes_due(pk, home, today()))}
    return render(request, "learning/to_do.html", shown)


def reporting(request: HttpRequest, person: int, kind: str) -> HttpResponse:
    """The form for one report."""
    found, itself = person_or_404(request, person)
    if kind not in KINDS:
        raise Http404("没有这一种")
    home, day = orgs.organization_of(found.organization), today()
    place = places([home.pk])[home.pk]
    sessions = own.notes_due(found.pk, home, day) if kind == NOTE else []
    form = ReportForm(
        request.POST or None,
        request.FILES or None,
        kind=kind,
        topics=topics_of(kind, place, day),
        sessions=sessions,
        initial={"session": request.GET.get("session", "")[:12]},
    )
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data.get("upload")
        try:
            made = actions.report(
                actor=request.actor, person=found.pk, said=form.said, files=[upload] if upload else []
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已记下：{made.title}，{made.state_name}")
            return redirect("learning:person", found.pk)
    shown = {
        "person": found,
        "own": itself,
        "kind": kind,
        "title": KINDS[kind],
        "form": form,
        "sessions": sessions,
    }
    return render(request, "learning/report_form.html", shown)


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One report, and the answer to it."""
    found = Report.objects.select_related("person", "organization", "record", "session").filter(pk=pk).first()
    if found is None:
        raise Http404("没有这一条")
    SEE_REPORT.require(request.actor, found)
    request.nav_key = "learning"
    itself = request.actor.person == found.person_id
    waits = found.state == State.WAITING or request.method == "POST"
    may_answer = waits and not itself and ANSWER_REPORT.can(request.actor, found)
    form = AnswerForm(request.POST or None, initial={"version": found.version}) if may_answer else None
    if form is not None and request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.answer_report(
                actor=request.actor,
                report=found.pk,
                version=data["version"],
                accepted=data["accepted"] == "yes",
                words=data["words"],
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "已答复")
            return redirect("learning:reports", found.organization_id)
    shown = {"one": found, "own": itself, "form": form, "box": files.box(request.actor, found.code)}
    return render(request, "learning/report.html", shown)


@require_POST
def withdrawing(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own back."""
    found = Report.objects.filter(pk=pk).first()
    if found is None:
        raise Http404("没有这一条")
    SEE_REPORT.require(request.actor, found)
    version = request.POST.get("version", "")
    try:
        actions.withdraw_report(
            actor=request.actor,
            report=pk,
            version=int(version) if version.isdecimal() and len(version) < 10 else -1,
        )
    except Wrong as wrong:
        trouble(request, "；".join(wrong.faults.values()))
        return redirect("learning:report", pk)
    toast(request, f"已收回：{found.title}")
    return redirect("learning:person", found.person_id)


@require_GET
def reports(request: HttpRequest, organization: int) -> HttpResponse:
    """What waits for the branch, and what came this year."""
    node = organization_or_404(request, organization, KEEP)
    rows = Report.objects.filter(organization=node).exclude(kind=NOTE).select_related("person", "record")
    year = rows.filter(on__year=today().year)
    counted = {
        title: year.filter(kind=kind, state=State.ACCEPTED).values("person").distinct().count()
        for kind, title in KINDS.items()
        if kind != NOTE
    }
    shown = {
        "node": node,
        "waiting": rows.filter(state=State.WAITING).order_by("at")[:MOST],
        "latest": year.exclude(state=State.WAITING)[:MOST],
        "counted": counted,
        "members": len(members.on_day(node.pk, today())),
        "year": today().year,
    }
    return render(request, "learning/reports.html", shown)
