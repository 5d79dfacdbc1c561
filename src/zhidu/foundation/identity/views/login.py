"""Signing in and out."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.identity import actions, demo
from zhidu.foundation.identity.address import address_of
from zhidu.foundation.identity.forms import LoginForm
from zhidu.foundation.identity.models import User
from zhidu.foundation.identity.queries import account_named
from zhidu.foundation.identity.throttle import FREE, Attempt, Slow, address_key, name_key

WRONG = "登录名或口令不对；请再输一遍，注意大小写。还是不行，请找管理员重发口令。"


@login_not_required
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The login page. What it says does not tell a wrong name from a wrong password or a stopped account."""
    after = _local(request)
    if request.user.is_authenticated:
        return redirect(after)
    form = LoginForm(request.POST or None, initial={"username": request.GET.get("name", "")})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            user = _checked(request, form.cleaned_data["username"], form.cleaned_data["password"])
        except Slow as slow:
            form.add_error(None, str(slow))
            status = 429
        else:
            if user is not None:
                login(request, user)
                actions.sign_in(actor=actor_of(user))
                return redirect(after)
            form.add_error(None, WRONG)
    shown = {"form": form, "next": after, "demo": demo.accounts()}
    return render(request, "identity/login.html", shown, status=status)


def _checked(request: HttpRequest, username: str, password: str) -> User | None:
    key = name_key(username)
    attempt = Attempt(key, address_key(address_of(request)))
    user = authenticate(request, username=username, password=password)
    if user is not None:
        attempt.succeeded()
        return user
    # told once, when the waiting begins, and only about accounts that exist
    if attempt.failures(key) == FREE["name"] and (known := account_named(username)):
        actions.slow_down(actor=SYSTEM, user=known.pk, failures=FREE["name"])
    return None


def _local(request: HttpRequest) -> str:
    """Where to go afterwards: only ever a page of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    # without the stroke it would be taken for the name of a page, and there is none of that name
    return wanted if here and wanted.startswith("/") else settings.LOGIN_REDIRECT_URL


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    if request.user.is_authenticated:
        actions.sign_out(actor=actor_of(request.user))
    logout(request)
    return redirect(settings.LOGIN_URL)
