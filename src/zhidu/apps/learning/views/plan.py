"""The plan of a year: its words, its sessions by month, and what can be done with it."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from zhidu.apps.activities.places import places
from zhidu.apps.learning import actions, sheet
from zhidu.apps.learning.access import KEEP
from zhidu.apps.learning.forms.plan import PlanForm, SessionForm
from zhidu.apps.learning.kinds import HALL, SESSIONS
from zhidu.apps.learning.library import COURSE
from zhidu.apps.learning.models import Plan, Resource, Session
from zhidu.apps.learning.reckoning import running
from zhidu.apps.learning.scheduling import forms_of, slots, topics_of
from zhidu.apps.learning.views.load import asked_year, home_of, mine, organization_or_404
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast, trouble

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

COURSES = 7
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Where the study of whoever asks is: of several organisations one is chosen."""
    request.nav_key = "learning"
    found = mine(request.actor)
    home = home_of(request.actor)
    only = found[0] if len(found) == 1 else home if not found else None
    if only is not None:
        return redirect("learning:plan", only.pk)
    return render(request, "learning/choose.html", {"mine": found})


@require_GET
def plan(request: HttpRequest, organization: int) -> HttpResponse:
    """The year at a glance."""
    node, year = organization_or_404(request, organization), asked_year(request)
    found = _plan(node, year)
    sessions = list(found.sessions.select_related("activity")) if found else []
    may_keep = KEEP.can_create(request.actor, node.path)
    place = places([node.pk])[node.pk]
    day = min(max(date(year, 1, 1), today()), date(year, 12, 31))
    words = _words(place, day)
    for one in sessions:
        one.topic_words = [words.get(token, token) for token in one.topics.split(";") if token]
        one.form_word = words.get(one.form, one.form)
    asked = slots(place, day)
    open_to = [one for one in sessions if one.activity_id is None and one.on >= today()]
    return render(
        request,
        "learning/plan.html",
        {
            "node": node,
            "year": year,
            "before": year - 1,
            "after": year + 1 if year <= today().year else None,
            "plan": found,
            "months": [
                (month, list(rows)) for month, rows in groupby(sessions, key=lambda one: one.on.month)
            ],
            "total": len(sessions),
            "not_arranged": len(open_to),
            "slots": asked,
            "timed": any(one.windows for one in asked),
            "reckoned": running(node.pk, day),
            "may_keep": may_keep,
            "ahead": year >= today().year,
            "courses": Resource.objects.filter(
                organization__in=[node.pk, *node.ancestor_ids], kind=COURSE, last=None
            )[:COURSES],
        },
    )


def _words(place: Any, day: date) -> dict[str, str]:  # noqa: ANN401 - a place of the app below
    """Every word for content and form that the clauses name."""
    found: dict[str, str] = {}
    for kind in SESSIONS:
        found |= topics_of(kind, place, day) | forms_of(kind, place, day)
    return found


def _plan(node: Node, year: int) -> Plan | None:
    return Plan.objects.select_related("organization", "record").filter(organization=node, year=year).first()


def _plan_or_404(request: HttpRequest, pk: int) -> Plan:
    found = Plan.objects.select_related("organization", "record").filter(pk=pk).first()
    if found is None:
        raise Http404("没有这份计划")
    KEEP.require(request.actor, found)
    request.nav_key = "learning"
    return found


def words(request: HttpRequest, organization: int) -> HttpResponse:
    """Writing the themes and what is asked of everybody."""
    node, year = organization_or_404(request, organization, KEEP), asked_year(request)
    found = _plan(node, year)
    known = {
        "themes": found.themes if found else "",
        "requirement": found.requirement if found else "",
        "version": found.version if found else 0,
    }
    form = PlanForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.set_plan(actor=request.actor, organization=node.pk, year=year, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已存：{year}年学习计划")
            return redirect(made)
    return render(request, "learning/words.html", {"node": node, "year": year, "plan": found, "form": form})


@require_POST
def proposing(request: HttpRequest, pk: int) -> HttpResponse:
    """List the sessions that the clauses ask for."""
    found = _plan_or_404(request, pk)
    try:
        number = actions.propose_sessions(actor=request.actor, plan=found.pk)
    except Wrong as wrong:
        trouble(request, "；".join(wrong.faults.values()))
    else:
        toast(
            request, f"按规定的时段列出 {number} 次；逐次写上学什么，就可以印发" if number else "都已经列好了"
        )
    return redirect(found)


@require_POST
def issuing(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue the plan and arrange what is to come."""
    found = _plan_or_404(request, pk)
    version = request.POST.get("version", "")
    try:
        number = actions.issue(
            actor=request.actor,
            plan=found.pk,
            version=int(version) if version.isdecimal() and len(version) < 10 else -1,
        )
    except Wrong as wrong:
        trouble(request, "；".join(wrong.faults.values()))
    else:
        toast(request, f"已印发，安排了 {number} 次学习，日历和各人的“下一次会”里都有")
    return redirect(found)


def adding(request: HttpRequest, pk: int) -> HttpResponse:
    """One more session."""
    return _session(request, _plan_or_404(request, pk), None)


def session(request: HttpRequest, pk: int) -> HttpResponse:
    """Changing one that was not arranged yet."""
    found = Session.objects.select_related("plan__organization", "activity").filter(pk=pk).first()
    if found is None:
        raise Http404("没有这次学习")
    KEEP.require(request.actor, found.plan)
    request.nav_key = "learning"
    if found.activity_id is not None and request.method != "POST":
        return redirect(found.activity)
    return _session(request, found.plan, found)


def _session(request: HttpRequest, plan: Plan, one: Session | None) -> HttpResponse:
    place = places([plan.organization_id])[plan.organization_id]
    day = one.on if one else min(max(date(plan.year, 1, 1), today()), date(plan.year, 12, 31))
    kinds = [one.kind] if one else list(SESSIONS)
    topics: dict[str, str] = {}
    ways: dict[str, str] = {}
    for kind in kinds:
        topics |= topics_of(kind, place, day)
        ways |= forms_of(kind, place, day)
    names = ("kind", "on", "begins", "ends", "title", "form", "lecturer", "venue", "version")
    known: dict[str, Any] = {name: getattr(one, name) for name in names} if one else {"on": day, "version": 0}
    if one is None and (course := _course(request, plan)) is not None:
        known |= {"kind": HALL, "title": course.name, "lecturer": course.lecturer}
    if one:
        known["topics"] = one.topics.split(";") if one.topics else []
    form = SessionForm(request.POST or None, new=one is None, initial=known, topics=topics, ways=ways)
    if request.method == "POST" and form.is_valid():
        try:
            if one:
                version = form.cleaned_data["version"] or 0
                actions.change_session(actor=request.actor, session=one.pk, version=version, said=form.said)
            else:
                actions.add_session(actor=request.actor, plan=plan.pk, said=form.said)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已存：{form.said.on.month}月{form.said.on.day}日 {SESSIONS[form.said.kind]}")
            return redirect(plan)
    return render(request, "learning/session.html", {"plan": plan, "one": one, "form": form})


def _course(request: HttpRequest, plan: Plan) -> Resource | None:
    """The course in the address, of the organisation or one above it."""
    number = request.GET.get("course", "")
    if not number.isdecimal() or len(number) > 12:
        return None
    line = [plan.organization_id, *plan.organization.ancestor_ids]
    return Resource.objects.filter(pk=int(number), kind=COURSE, organization__in=line).first()


@require_POST
def dropping(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one out."""
    found = Session.objects.select_related("plan__organization").filter(pk=pk).first()
    if found is None:
        raise Http404("没有这次学习")
    KEEP.require(request.actor, found.plan)
    plan, version = found.plan, request.POST.get("version", "")
    try:
        actions.drop_session(
            actor=request.actor,
            session=found.pk,
            version=int(version) if version.isdecimal() and len(version) < 10 else -1,
        )
    except Wrong as wrong:
        trouble(request, "；".join(wrong.faults.values()))
    else:
        toast(request, f"已去掉：{found.on.month}月{found.on.day}日 {found.kind_name}")
    return redirect(plan)


@require_GET
def as_sheet(request: HttpRequest, pk: int) -> FileResponse:
    """The plan as a workbook."""
    found = Plan.objects.select_related("organization", "record").filter(pk=pk).first()
    if found is None:
        raise Http404("没有这份计划")
    organization_or_404(request, found.organization_id)
    return FileResponse(sheet.of_plan(found), as_attachment=True, filename=f"{found}.xlsx", content_type=XLSX)
