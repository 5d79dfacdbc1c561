"""One person: where he or she belonged and when, what posts were held, and what was done to the record."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhidu.apps.members.access import KEEP, SEE, TRANSFER
from zhidu.apps.members.actions.leave import REASONS
from zhidu.apps.members.appointing import verb_for
from zhidu.apps.members.models import Person, Post
from zhidu.apps.members.queries import memberships, posts_of, visible_people
from zhidu.apps.orgs.attributes import label, shown
from zhidu.apps.orgs.history import events
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today


@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """The own record of whoever signed in."""
    request.nav_key = "me"
    if request.actor.person is None:
        return render(request, "members/nobody.html")
    return _shown(request, get_object_or_404(_people(), pk=request.actor.person))


@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """The record of one person."""
    row = get_object_or_404(visible_people(request.actor), pk=pk)
    SEE.require(request.actor, row)
    request.nav_key = "me" if row.pk == request.actor.person else "members"
    return _shown(request, row)


def _people() -> Any:  # noqa: ANN401 - a queryset
    return Person.objects.select_related("organization", "group")


def _shown(request: HttpRequest, row: Person) -> HttpResponse:
    actor = request.actor
    stretches = memberships(row.pk)
    posts = sorted(posts_of(row.pk), key=lambda one: (one.last is not None, -one.pk))
    held = [(one, _ways(actor, one), shown(SubjectClass.POST_HOLDER, one.attributes)) for one in posts]
    last = stretches[-1] if stretches else None
    return render(
        request,
        "members/person.html",
        {
            "person": row,
            "self": row.pk == actor.person,
            "gone": row.until is not None and row.until < today(),
            "facts": shown(last.subject_class, last.attributes) if last else [],
            "unknown": _unknown(row, dict(last.attributes)) if last else [],
            "stretches": [
                (one, shown(one.subject_class, one.attributes), REASONS.get(one.ended, ""))
                for one in reversed(stretches)
            ],
            "may_correct": KEEP.can(actor, row),
            "posts": held,
            "any_ways": any(ways for _, ways, _ in held),
            "events": events([row.code, *(one.code for one in posts)], REASONS),
            "acts": acts_for(actor, row),
            "crumbs": [("党员", reverse("members:people")), (row.name, "")],
        },
    )


_ASKED = ("able_to_contact", "occupation", "payer")
"""What clauses ask about every member and what an empty field leaves open."""


def _unknown(row: Person, known: dict[str, str]) -> list[str]:
    if row.subject_class is not SubjectClass.MEMBER:
        return []
    return [label(name) for name in _ASKED if not known.get(name)]


def _ways(actor: Actor, post: Post) -> list[tuple[str, str]]:
    """(what may be done with the post, its address)."""
    if not verb_for(post.post).can(actor, post):
        return []
    found = [("更正", reverse("members:correct-post", args=[post.pk]))]
    if post.last is None:
        found.insert(0, ("免职", reverse("members:relieve", args=[post.pk])))
    return found


def acts_for(actor: Actor, row: Person) -> list[tuple[str, str]]:
    """(what may be done, its address); what this actor may not do is not offered."""

    def at(name: str) -> str:
        return reverse(f"members:{name}", args=[row.pk])

    if row.until is not None:
        return [("重新登记", at("readmit"))] if KEEP.can(actor, row) else []
    found = []
    if KEEP.can(actor, row):
        found.append(("变更情况", at("change")))
        found.append(("更正姓名", at("name")))
    if TRANSFER.can(actor, row):
        found.append(("转接组织关系", at("transfer")))
    if KEEP.can(actor, row):
        found.append(("登记离开", at("leave")))
    return found
