"""How hours are reckoned, who studies along without being on the register, and who of them came."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from zhidu.apps.activities import queries as activities
from zhidu.apps.activities.access import CORRECT
from zhidu.apps.activities.access import SEE as SEE_ACTIVITY
from zhidu.apps.activities.states import State
from zhidu.apps.learning import actions
from zhidu.apps.learning.access import KEEP
from zhidu.apps.learning.forms.plan import ConversionForm, LearnersForm, PresenceForm
from zhidu.apps.learning.kinds import CIRCLES, GATHERINGS
from zhidu.apps.learning.models import Conversion, Learner, Presence
from zhidu.apps.learning.reckoning import running
from zhidu.apps.learning.views.load import organization_or_404
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.panels import nothing
from zhidu.foundation.ui.toast import toast


def conversion(request: HttpRequest, organization: int) -> HttpResponse:
    """What runs now, from whom, and the form for another answer."""
    node = organization_or_404(request, organization, KEEP)
    now_running = running(node.pk, today())
    names = ("hour", "half_from", "half", "day_from", "day", "self_study", "confirm")
    known = {name: getattr(now_running, name) for name in names} if now_running else {}
    form = ConversionForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_conversion(
                actor=request.actor,
                organization=node.pk,
                since=form.cleaned_data["since"],
                answer=form.answer,
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "已定下；本组织和下级的学时照此折算")
            return redirect("learning:plan", node.pk)
    before = Conversion.objects.filter(organization=node).order_by("-since", "-pk")[:12]
    shown = {"node": node, "form": form, "running": now_running, "before": before}
    return render(request, "learning/conversion.html", shown)


def learners(request: HttpRequest, organization: int) -> HttpResponse:
    """The circles, one form each."""
    node = organization_or_404(request, organization, KEEP)
    rows = list(Learner.objects.filter(organization=node, last=None))
    posted = request.POST.get("circle", "")
    forms = []
    for circle, title in CIRCLES.items():
        here = [one for one in rows if one.circle == circle]
        lines = "\n".join(f"{one.name}，{one.note}" if one.note else one.name for one in here)
        mine = posted == circle
        form = LearnersForm(
            request.POST if mine else None,
            initial={"circle": circle, "names": lines},
            auto_id=f"id_{circle}_%s",
        )
        if mine and form.is_valid():
            try:
                number = actions.set_learners(
                    actor=request.actor, organization=node.pk, circle=circle, names=form.lines
                )
            except Wrong as wrong:
                add_faults(form, wrong)
            else:
                toast(request, f"已存：{title} {number} 人")
                return redirect("learning:learners", node.pk)
        forms.append((title, len(here), form))
    return render(request, "learning/learners.html", {"node": node, "forms": forms})


def presence(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of a session that was held: who came that is not on the register."""
    found = activities.activity(pk)
    if found is None:
        raise Http404("没有这条记录")
    SEE_ACTIVITY.require(request.actor, found)
    request.nav_key = "activities"
    held = found.kind in GATHERINGS and found.state == State.HELD and found.voided_at is None
    rows: list[Any] = (
        list(Learner.objects.filter(organization=found.organization_id, last=None)) if held else []
    )
    there = set(Presence.objects.filter(activity=pk).values_list("learner", flat=True)) if held else set()
    if not rows and not there:
        return nothing(request)
    if not CORRECT.can(request.actor, found):
        form = None
    else:
        names = [(str(one.pk), f"{one.name}（{one.note}）" if one.note else one.name) for one in rows]
        form = PresenceForm(
            request.POST or None, choices=names, initial={"learners": [str(one) for one in there]}
        )
        if request.method == "POST" and form.is_valid():
            try:
                number = actions.note_presence(
                    actor=request.actor,
                    activity=pk,
                    learners=[int(one) for one in form.cleaned_data["learners"]],
                )
            except Wrong as wrong:
                add_faults(form, wrong)
            else:
                toast(request, f"已记下：名册以外到场 {number} 人")
                return redirect(found)
    shown = {
        "activity": found,
        "form": form,
        "there": len(there),
        "of": len(rows),
        "back": reverse("activities:one", args=[pk]),
    }
    return render(request, "learning/presence.html", shown)
