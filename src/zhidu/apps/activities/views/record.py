"""Recording, arranging and correcting: one form for every kind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from zhidu.apps.activities import actions
from zhidu.apps.activities.access import CORRECT, RECORD
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.forms.record import CorrectForm, HoldForm, RecordForm
from zhidu.apps.activities.invitations import granted
from zhidu.apps.activities.models import Activity
from zhidu.apps.activities.offers import left_over
from zhidu.apps.activities.periods import end_of, within
from zhidu.apps.activities.ports import Told, watch
from zhidu.apps.activities.proposing import Proposal, proposal
from zhidu.apps.activities.setting import Setting
from zhidu.apps.activities.states import State
from zhidu.apps.activities.views.load import (
    about,
    activity_or_404,
    asked_setting,
    last_time,
    setting_of,
)
from zhidu.apps.activities.views.notices import about_time
from zhidu.apps.activities.views.prefill import as_last_time, initial
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast

HOME = "/"
"""The first page; which app makes it is none of this one's business."""
PREFILLED = ("for_period", "on", "title", "matter", "post")
"""Fields an address may fill in beforehand; ``who=person-5`` as often as there are people."""


def record(request: HttpRequest) -> HttpResponse:
    """Write down what was held or done."""
    return _new(request, planning=False)


def plan(request: HttpRequest) -> HttpResponse:
    """Arrange something for a day to come."""
    return _new(request, planning=True)


def _new(request: HttpRequest, *, planning: bool) -> HttpResponse:
    setting = asked_setting(request)
    RECORD.require(request.actor, setting.place)
    first: dict[str, Any] = {name: request.GET[name] for name in PREFILLED if request.GET.get(name)}
    if not planning and within(first.get("for_period", ""), today()):
        first.setdefault("on", today())
    offered = proposal(setting, today(), end_of(first.get("for_period", ""))) if planning else None
    if offered is not None:
        first.setdefault("on", offered.on)
        if offered.begins is not None:
            first.setdefault("begins", offered.begins)
    first["who"] = request.GET.getlist("who")
    last = last_time(request, setting)
    if last is not None and request.GET.get("like") == str(last.pk):
        first = {**as_last_time(last, setting), **first}
    left = left_over(setting, request.actor) if planning and setting.kind.gathering else ()
    form = RecordForm(
        setting, request.POST or None, request.FILES or None, planning=planning, initial=first, left=left
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = _write(request, form, planning=planning)
        except Wrong as wrong:
            _faults(form, wrong)
        else:
            return made
    return _page(request, form, setting, planning=planning, last=last, offered=offered)


def _write(request: HttpRequest, form: RecordForm, *, planning: bool) -> HttpResponse:
    entries = form.entries()
    earlier = about(request)
    if earlier is not None:
        entries = [replace(one, about=earlier.pk) for one in entries]
    told = watch(request.actor, form.setting.place.organization.id)
    if len(entries) > 1:
        made = actions.enter_many(actor=request.actor, rows=entries)
        toast(request, f"已记下：{form.setting.kind.chinese} {len(made)} 条")
        return redirect(HOME if comes_back(request) else "activities:list")
    if planning:
        one = actions.plan(
            actor=request.actor,
            entry=entries[0],
            agenda=form.items(),
            notify=bool(form.cleaned_data.get("notify")),
            late_reason=form.cleaned_data.get("late_reason", ""),
            move_reason=form.cleaned_data.get("move_reason", ""),
            materials=form.cleaned_data.get("materials") or (),
            attendance=form.attendance(),
        )
        return _done(request, one, "已安排", told)
    one = actions.record_held(
        actor=request.actor, entry=entries[0], attendance=form.attendance(), agenda=form.items()
    )
    return _done(request, one, "已记下", told)


def _done(request: HttpRequest, one: Activity, what: str, told: Told) -> HttpResponse:
    """Say what was put down and what has changed by it; back to where one came from."""
    changed = told(one)
    text = f"{what}：{one.kind_name} {one.on.month}月{one.on.day}日" + "".join(
        f"。{line}" for line in changed
    )
    if comes_back(request):
        toast(request, text, see=one.get_absolute_url())
        return redirect(HOME)
    toast(request, text)
    return redirect(one)


def comes_back(request: HttpRequest) -> bool:
    """Whether one came from the first page, and goes back there."""
    return request.GET.get("back") == "home"


def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that an arrangement was held."""
    activity = activity_or_404(request, pk)
    CORRECT.require(request.actor, activity)
    setting = setting_of(request, activity)
    form = HoldForm(setting, request.POST or None, correcting=True, initial=initial(activity, setting))
    if request.method == "POST" and form.is_valid():
        try:
            entry = _same(form.entries()[0], activity)
            told = watch(request.actor, activity.organization_id)
            one = actions.record_held(
                actor=request.actor,
                entry=entry,
                attendance=form.attendance(),
                agenda=form.items(),
                plan=activity.pk,
                version=form.cleaned_data["version"],
            )
        except Wrong as wrong:
            _faults(form, wrong)
        else:
            return _done(request, one, "已记下", told)
    return _page(request, form, setting, planning=False, activity=activity)


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a record right."""
    activity = activity_or_404(request, pk)
    CORRECT.require(request.actor, activity)
    setting = setting_of(request, activity)
    planned = activity.state == State.PLANNED
    left = left_over(setting, request.actor) if planned and setting.kind.gathering else ()
    form = CorrectForm(
        setting,
        request.POST or None,
        left=left,
        planning=planned,
        correcting=True,
        initial=initial(activity, setting),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(
                actor=request.actor,
                activity=activity.pk,
                version=form.cleaned_data["version"],
                entry=form.entries()[0],
                reason=form.cleaned_data["reason"],
                attendance=form.attendance(),
                agenda=form.items(),
                notify=bool(form.cleaned_data.get("notify")),
                late_reason=form.cleaned_data.get("late_reason", ""),
                move_reason=form.cleaned_data.get("move_reason", ""),
            )
        except Wrong as wrong:
            _faults(form, wrong)
        else:
            toast(request, f"已更正：{activity.kind_name}；原来写的在下面“变动”里")
            return redirect(activity)
    return _page(request, form, setting, planning=planned, activity=activity)


def _same(entry: Entry, activity: Activity) -> Entry:
    """What was arranged and about whom is not asked again."""
    return replace(
        entry,
        person=activity.person_id if activity.post_id is None else None,
        prospect=activity.prospect,
        post=activity.post_id,
        matter=activity.matter_id,
        about=activity.about_id,
    )


def _faults(form: RecordForm, wrong: Wrong) -> None:
    """What the act refused, at the field where it was typed."""
    places = {"names": "keeping", "person": "who", "upload": "materials"}
    found: dict[str, str] = {}
    for name, sentence in wrong.faults.items():
        field = name.rpartition(".")[2]
        field = places.get(field, field)
        found[field if field in form.fields else f"c_{field}"] = sentence
    add_faults(form, type(wrong)(found))


def _page(
    request: HttpRequest,
    form: RecordForm,
    setting: Setting,
    *,
    planning: bool,
    activity: Activity | None = None,
    last: Activity | None = None,
    offered: Proposal | None = None,
) -> HttpResponse:
    return render(
        request,
        "activities/form.html",
        {
            "form": form,
            "setting": setting,
            "planning": planning,
            "activity": activity,
            "holding": isinstance(form, HoldForm),
            "correcting": isinstance(form, CorrectForm),
            "earlier": about(request),
            "last": last,
            "offered": offered,
            "on_leave": len(granted(activity)) if isinstance(form, HoldForm) and activity else 0,
            "ways": _ways(request, planning=planning) if activity is None else [],
            "back": HOME if comes_back(request) else "",
            **(about_time(_on_the_day(form, setting)) if planning else {}),
        },
    )


def _on_the_day(form: RecordForm, setting: Setting) -> Setting:
    """The setting as of the day that stands in the form: what has to be done before depends on it."""
    try:
        day = form.fields["on"].to_python(form["on"].value())
    except ValidationError:
        day = None
    return replace(setting, day=day) if day is not None and day != setting.day else setting


def _ways(request: HttpRequest, *, planning: bool) -> list[dict[str, Any]]:
    """The same thing to be arranged, or already held: one step from one form to the other."""
    asked = request.GET.urlencode()
    return [
        {"title": title, "url": f"{reverse(name)}?{asked}", "current": plans is planning}
        for title, name, plans in (
            ("已经开过，记录", "activities:record", False),
            ("还没有开，安排", "activities:plan", True),
        )
    ]
