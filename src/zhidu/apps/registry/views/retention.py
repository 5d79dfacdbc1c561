"""How long files are kept, whose time is over, and erasing one of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from zhidu.apps.members.queries import visible_people
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.orgs.act_pages import ActPage, Confirmed, answer
from zhidu.apps.registry import actions
from zhidu.apps.registry.access import KEEP
from zhidu.apps.registry.retention import kept_after, own_answer, said_for, until_of
from zhidu.apps.registry.views.load import person_or_404
from zhidu.foundation.access.rules import below as under
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import Form, add_faults
from zhidu.foundation.ui.toast import toast

OFFERED = 100


class RetentionForm(Form):
    """How long, and what says so."""

    months = forms.IntegerField(label="离开以后保存几个月", min_value=1, max_value=1200)
    basis = forms.CharField(label="依据", max_length=200, help_text="哪份文件，或者哪次会议定的。")


def choose(request: HttpRequest) -> HttpResponse:
    """The organisations whose files the actor keeps by an office there."""
    paths = sorted({one.path for one in request.actor.held if one.path})
    rows = orgs.living(orgs.visible_nodes(request.actor), today()).filter(
        kind=orgs.ORGANIZATION, path__in=paths
    )
    mine = [one for one in rows[:OFFERED] if KEEP.can_create(request.actor, one.path)]
    if not mine:
        raise Refused(KEEP)
    request.nav_key = "members"
    if len(mine) == 1:
        return redirect("registry:retention", mine[0].pk)
    return render(request, "registry/retentions.html", {"mine": mine})


def retention(request: HttpRequest, organization: int) -> HttpResponse:
    """What holds, and the files of those who left, the longest ago first."""
    node = orgs.organization(organization)
    if node is None:
        raise Http404("没有这个组织")
    KEEP.require_at(request.actor, node.path)
    request.nav_key = "members"
    said, own = said_for(node), own_answer(node.pk)
    first = {"months": own.months, "basis": own.basis} if own else {}
    form = RetentionForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_retention(actor=request.actor, organization=node.pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已定：离开以后保存 {form.cleaned_data['months']} 个月")
            return redirect("registry:retention", node.pk)
    people = KEEP.visible(request.actor, visible_people(request.actor)).filter(
        under("organization__path", node.path)
    )
    day = today()
    found = kept_after(people, day)
    return render(
        request,
        "registry/retention.html",
        {
            "node": node,
            "said": said,
            "form": form,
            "due": [one for one in found if one.due(day)],
            "later": [one for one in found if not one.due(day)],
        },
    )


def erasing(request: HttpRequest, person: int) -> HttpResponse:
    """The name has to be typed."""
    row = person_or_404(request, person, KEEP)
    back = reverse("registry:retention", args=[row.organization_id])

    def run(cleaned: dict[str, Any]) -> tuple[str, str]:
        actions.erase_file(actor=request.actor, person=row.pk, confirm=cleaned["confirm"])
        return f"已擦除{row.name}的档案", back

    until = until_of(row)
    page = ActPage(
        heading="擦除档案",
        lead=f"{row.name}（{row.organization.name}）"
        + (f"，{row.until}离开" if row.until else "，还没有离开")
        + (f"，保存到 {until}。" if until else "。"),
        submit="擦除",
        kind="danger",
        back=back,
        hint="身份证号、电话、住址、照片、以前登记过的内容都擦除，不能恢复。姓名、起止和组织的记录留着，那是组织的历史。",
        crumbs=(("党员", reverse("members:people")), ("保存期限", back), ("擦除档案", "")),
    )
    return answer(request, Confirmed(request.POST or None, name=row.name), run, page)
