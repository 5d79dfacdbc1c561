"""What is done about one account from its page."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhidu.foundation.access.models import Grant
from zhidu.foundation.acts import Wrong
from zhidu.foundation.identity import actions, places
from zhidu.foundation.identity.access import grantable_roles
from zhidu.foundation.identity.forms import GrantForm, LinkForm, RevokeForm
from zhidu.foundation.identity.models import User
from zhidu.foundation.identity.views.accounts import found_places, handed_over, one_page, shown_account


def _done(request: HttpRequest, user: User, told: str, body: Callable[[], object]) -> HttpResponse:
    """Do something that has no form of its own; what was refused is told on the page of the account."""
    try:
        body()
    except Wrong as wrong:
        messages.error(request, str(wrong))
    else:
        messages.success(request, told)
    return redirect("identity:account", pk=user.pk)


@never_cache
@require_POST
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """A new one-time password."""
    user = shown_account(request, pk)
    try:
        password = actions.reset_password(actor=request.actor, user=pk)
    except Wrong as wrong:
        messages.error(request, str(wrong))
        return redirect("identity:account", pk=pk)
    return handed_over(request, user, password)


@require_POST
def disable(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody signs in with it any more."""
    user = shown_account(request, pk)
    return _done(
        request, user, f"已停用 {user.name} 的帐号。", lambda: actions.disable(actor=request.actor, user=pk)
    )


@require_POST
def enable(request: HttpRequest, pk: int) -> HttpResponse:
    """It may be used again."""
    user = shown_account(request, pk)
    return _done(
        request, user, f"已启用 {user.name} 的帐号。", lambda: actions.enable(actor=request.actor, user=pk)
    )


@require_POST
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Link it with a person of the register, or with nobody."""
    user = shown_account(request, pk)
    if "nobody" in request.POST:
        return _done(
            request,
            user,
            "已取消关联。",
            lambda: actions.link_person(actor=request.actor, user=pk, person=None),
        )
    person = request.POST.get("person", "")
    found = places.somebody(int(person)) if person.isdecimal() and len(person) < 16 else None
    choices = [(str(found.id), f"{found.name}（{found.organization}）")] if found else []
    form = LinkForm(request.POST, choices=choices)
    if form.is_valid():
        try:
            actions.link_person(actor=request.actor, user=pk, person=form.cleaned_data["person"])
        except Wrong as wrong:
            form.refuse(wrong)
        else:
            messages.success(request, f"已关联：{found.name if found else ''}")
            return redirect("identity:account", pk=pk)
    return one_page(request, user, link_form=form)


@require_POST
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out a role."""
    user = shown_account(request, pk)
    choices = found_places(request, request.POST.get("path"))
    form = GrantForm(request.POST, choices=choices, roles=grantable_roles(request.actor))
    if form.is_valid():
        try:
            made = actions.grant_role(actor=request.actor, user=pk, **form.cleaned_data)
        except Wrong as wrong:
            form.refuse(wrong)
        else:
            messages.success(request, f"已授予：{made.role_name}")
            return redirect("identity:account", pk=pk)
    return one_page(request, user, grant_form=form)


@require_POST
def revoke(request: HttpRequest, pk: int, grant: int) -> HttpResponse:
    """Take a role back."""
    user = shown_account(request, pk)
    if not Grant.objects.filter(pk=grant, user=user).exists():
        raise Http404("没有这项身份")
    form = RevokeForm(request.POST)
    if not form.is_valid():
        messages.error(request, "最后一天应是一个日期，如 2026-11-18；不填就立即收回。")
        return redirect("identity:account", pk=pk)
    last = form.cleaned_data["last"]
    return _done(
        request,
        user,
        "已收回。" if last is None else f"已定：到 {last} 为止。",
        lambda: actions.revoke_role(actor=request.actor, grant=grant, last=last),
    )
