"""身份: who holds what, where, from when to when; by person and by organisation."""

from __future__ import annotations

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from zhidu.apps.dashboards.access import ADMINISTER
from zhidu.foundation.access.models import Grant
from zhidu.foundation.access.queries import in_force
from zhidu.foundation.access.roles import ROLES
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.identity import places
from zhidu.foundation.identity.access import GRANT, stronger
from zhidu.foundation.identity.actions import revoke_role
from zhidu.foundation.identity.models import login_name
from zhidu.foundation.identity.queries import ended
from zhidu.foundation.ui.forms import Form
from zhidu.foundation.ui.toast import toast, trouble

A_PAGE = 30
PLACES = 50
"""Organisations with the name that was typed whose grants are looked for."""
STATES = (("", "现在有的"), ("coming", "以后才有的"), ("ended", "已经结束的"), ("all", "全部"))


class GrantFilter(Form):
    """Conditions; whatever cannot be read is left aside."""

    who = forms.CharField(label="谁", max_length=60, required=False)
    place = forms.CharField(label="哪个组织", max_length=60, required=False)
    role = forms.ChoiceField(label="身份", choices=[("", "全部"), *ROLES.items()], required=False)
    state = forms.ChoiceField(label="什么时候", choices=STATES, required=False)


@require_GET
def grants(request: HttpRequest) -> HttpResponse:
    """The list."""
    actor: Actor = request.actor
    if not ADMINISTER.somewhere(actor):
        raise Refused(ADMINISTER)
    form = GrantFilter(request.GET)
    form.is_valid()
    rows = _asked(actor, form.cleaned_data)
    page = Paginator(
        rows.select_related("user").order_by("path", "role", "user__name", "id"), A_PAGE
    ).get_page(request.GET.get("page"))
    named = places.named({one.path for one in page})
    shown = [
        {
            "grant": one,
            "place": named[one.path],
            "ended": ended(one),
            "mine": not ended(one) and not stronger(actor, [one]),
        }
        for one in page
    ]
    return render(request, "administration/grants.html", {"form": form, "page": page, "rows": shown})


def _asked(actor: Actor, asked: dict[str, str]) -> QuerySet[Grant]:
    found = GRANT.visible(actor, Grant.objects.all())
    if who := asked.get("who", "").strip():
        found = found.filter(Q(user__name__contains=who) | Q(user__username__contains=login_name(who)))
    if place := asked.get("place", "").strip():
        found = found.filter(path__in=[one.path for one in places.search(actor, place, PLACES)])
    if role := asked.get("role"):
        found = found.filter(role=role)
    day = today()
    match asked.get("state", ""):
        case "coming":
            return found.filter(since__gt=day)
        case "ended":
            return found.filter(until__lt=day)
        case "all":
            return found
    return found.filter(in_force(day))


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """收回, at once; a later last day is chosen on the page of the account."""
    grant = get_object_or_404(GRANT.visible(request.actor, Grant.objects.select_related("user")), pk=pk)
    name = grant.user.name
    if request.POST.get("confirm", "").strip() != name:
        trouble(request, f"没有收回：要核对姓名，请输入“{name}”。")
        return redirect("administration:grants")
    try:
        revoke_role(actor=request.actor, grant=pk)
    except Wrong as wrong:
        trouble(request, str(wrong))
    else:
        toast(request, f"已收回：{name} 的{grant.role_name}。")
    return redirect("administration:grants")
