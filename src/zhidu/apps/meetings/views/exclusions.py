"""Who is not counted in 应到: the list of an organisation, one more, and the end of one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhidu.apps.activities.kinds import Kind
from zhidu.apps.activities.places import places
from zhidu.apps.activities.setting import Setting
from zhidu.apps.meetings import actions, exclusions
from zhidu.apps.meetings.access import EXCLUDE
from zhidu.apps.meetings.forms.exclusions import EndForm, ExcludeForm
from zhidu.apps.meetings.models import Exclusion
from zhidu.domain.rules.vocabulary import MEASURES
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast

MOST = 100


def index(request: HttpRequest, organization: int) -> HttpResponse:
    """Those left out now and before, and the form for one more."""
    place = places([organization]).get(organization)
    if place is None or place.node.id != place.organization.id:
        raise Http404("没有这个组织")
    EXCLUDE.require_at(request.actor, place.node.path)
    setting = Setting(Kind(MEASURES["members_meeting"]), place, today())
    grounds = exclusions.grounds(setting.clauses)
    form = ExcludeForm(setting, grounds, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.exclude(actor=request.actor, organization=organization, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "已登记；从那天起的会，不到会的不计入应到")
            return redirect("meetings:exclusions", organization)
    rows = Exclusion.objects.filter(organization=organization).select_related("person").order_by("-pk")
    return render(
        request,
        "meetings/exclusions.html",
        {
            "form": form,
            "place": place,
            "rows": [(one, setting.words.word(one.ground)) for one in rows[:MOST]],
            "grounds": [(setting.words.word(one.word), one.clause) for one in grounds.values()],
            "today": today(),
        },
    )


def ending(request: HttpRequest, pk: int) -> HttpResponse:
    """Count somebody again."""
    found = Exclusion.objects.select_related("person", "organization").filter(pk=pk).first()
    if found is None:
        raise Http404("没有这一条")
    EXCLUDE.require(request.actor, found)
    form = EndForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_exclusion(actor=request.actor, exclusion=pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已恢复：{found.person.name}从今天起计入应到会")
            return redirect("meetings:exclusions", found.organization_id)
    return render(request, "meetings/end_exclusion.html", {"form": form, "row": found})
