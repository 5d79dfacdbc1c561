"""Looking after accounts: the list, a new one, and the page of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from zhidu.foundation.access.roles import ROLES
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, acts
from zhidu.foundation.identity import places
from zhidu.foundation.identity.access import MANAGE, grantable_roles, stronger
from zhidu.foundation.identity.actions import create_account
from zhidu.foundation.identity.forms import AccountForm, GrantForm, LinkForm, RevokeForm, as_choice, as_path
from zhidu.foundation.identity.models import User
from zhidu.foundation.identity.queries import account, ended, grants_of, names, visible_accounts
from zhidu.foundation.journal.queries import about

A_PAGE = 30


@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    """Accounts the actor looks after."""
    text = request.GET.get("q", "").strip()
    _keeper(request.actor)
    found = visible_accounts(request.actor, text)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    named = places.named({one.path for one in page})
    shown = {"page": page, "rows": [(one, named[one.path]) for one in page], "q": text}
    return render(request, "identity/accounts.html", shown)


def _keeper(actor: Actor) -> None:
    """Refuse whoever looks after no account at all."""
    if not actor.system and not any(MANAGE.can_create(actor, one.path) for one in actor.held):
        MANAGE.require_at(actor, "")


def found_places(request: HttpRequest, chosen: str | None) -> list[tuple[str, str]]:
    """Places to choose from: those searched for, and the one already chosen."""
    found = places.search(request.actor, request.GET.get("place", ""))
    path = None if chosen is None else as_path(chosen)
    if path is not None and path not in {one.path for one in found} and places.exists(path):
        found.append(places.named({path})[path])
    return [(as_choice(one.path), f"{one.name}（{one.above}）" if one.above else one.name) for one in found]


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new account; its one-time password is on the answer and nowhere else."""
    _keeper(request.actor)
    choices = found_places(request, request.POST.get("path"))
    form = AccountForm(
        request.POST or None, choices=choices, initial={"path": choices[0][0] if choices else ""}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = create_account(actor=request.actor, **form.cleaned_data)
        except Wrong as wrong:
            form.refuse(wrong)
        else:
            return handed_over(request, made.user, made.password)
    return render(request, "identity/new.html", {"form": form, "place": request.GET.get("place", "")})


def handed_over(request: HttpRequest, user: User, password: str) -> HttpResponse:
    """The page that shows a one-time password, once."""
    return render(request, "identity/handed_over.html", {"account": user, "password": password})


def shown_account(request: HttpRequest, pk: int) -> User:
    """The account of a page. Raises Http404 or Refused."""
    try:
        user = account(pk)
    except User.DoesNotExist as missing:
        raise Http404("没有这个帐号") from missing
    MANAGE.require(request.actor, user)
    return user


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: what it holds, and what can be done about it."""
    return one_page(request, shown_account(request, pk))


def one_page(request: HttpRequest, user: User, **forms: Any) -> HttpResponse:  # noqa: ANN401
    """The page of an account, with whatever form has something to say."""
    actor = request.actor
    grants = grants_of(user)
    named = places.named({user.path, *(grant.path for grant in grants)})
    rows = [
        {
            "grant": grant,
            "place": named[grant.path],
            "ended": ended(grant),
            "mine": not ended(grant) and not stronger(actor, [grant]),
        }
        for grant in grants
    ]
    beyond = stronger(actor, [grant for grant in grants if not ended(grant)])
    text = request.GET.get("person", "")
    people = places.search_people(actor, text)
    choices = [(str(one.id), f"{one.name}（{one.organization}）") for one in people]
    shown = {
        "account": user,
        "managed_by": named[user.path],
        "person": places.somebody(user.person),
        "rows": rows,
        "beyond": beyond,
        "self": user.pk == actor.user,
        "grant_form": GrantForm(choices=found_places(request, None), roles=grantable_roles(actor)),
        "revoke_form": RevokeForm(),
        "link_form": LinkForm(choices=choices) if choices else None,
        "people_q": text,
        "place_q": request.GET.get("place", ""),
        "history": history(user),
    }
    return render(request, "identity/account.html", {**shown, **forms})


def history(user: User) -> list[dict[str, Any]]:
    """The last entries of the journal about an account, in words."""
    entries = list(about(user.code)[:20])
    who = names(entry.actor for entry in entries if entry.actor is not None)
    named = places.named({entry.details["path"] for entry in entries if "role" in entry.details})
    titles = acts()
    return [
        {
            "title": titles[entry.act].title if entry.act in titles else entry.act,
            "what": _what(entry.details, named),
            "who": who.get(entry.actor, "系统"),
            "entry": entry,
        }
        for entry in entries
    ]


def _what(details: Mapping[str, Any], named: Mapping[str, places.Place]) -> str:
    """Which role where, or how many failures."""
    if "role" in details:
        return f"{ROLES.get(details['role'], details['role'])}（{named[details['path']].name}）"
    return f"接连 {details['failures']} 次" if "failures" in details else ""
