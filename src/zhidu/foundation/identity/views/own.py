"""The own account."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from zhidu.foundation.acts import Wrong
from zhidu.foundation.identity import places
from zhidu.foundation.identity.actions import change_password
from zhidu.foundation.identity.forms import PasswordForm
from zhidu.foundation.identity.queries import open_grants
from zhidu.foundation.identity.throttle import Attempt, Slow, password_key


@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """Name, roles, and what can be changed."""
    grants = open_grants(request.user)
    named = places.named({one.path for one in grants})
    shown = {"account": request.user, "grants": [(one, named[one.path]) for one in grants]}
    return render(request, "identity/me.html", shown)


@sensitive_post_parameters("old", "new", "again")
@never_cache
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Changing the own password; at first use there is no way round it."""
    first = request.user.must_change_password
    form = PasswordForm(request.POST or None, first=first)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            _change(request, form.cleaned_data)
        except Wrong as wrong:
            form.refuse(wrong)
        except Slow as slow:
            form.add_error(None, str(slow))
            status = 429
        else:
            messages.success(request, "口令已经改好；其他地方的登录都已退出。")
            return redirect("/" if first else "identity:me")
    shown = {"form": form, "first": first, "frame": "ui/plain.html" if first else "ui/page.html"}
    return render(request, "identity/password.html", shown, status=status)


def _change(request: HttpRequest, typed: dict[str, str]) -> None:
    # counted like a login: a session left open must not help anybody to find out the password
    attempt = None if request.user.must_change_password else Attempt(password_key(request.user.pk))
    try:
        account = change_password(
            actor=request.actor, old=typed.get("old", ""), new=typed["new"], again=typed["again"]
        )
    except Wrong as wrong:
        if attempt is not None and "old" not in wrong.faults:
            attempt.succeeded()
        raise
    if attempt is not None:
        attempt.succeeded()
    update_session_auth_hash(request, account)
