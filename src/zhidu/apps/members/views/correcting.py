"""The forms that put wrong days right."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from zhidu.apps.members import actions
from zhidu.apps.members.access import KEEP
from zhidu.apps.members.appointing import verb_for
from zhidu.apps.members.forms import DaysForm, PostForm
from zhidu.apps.members.models import Membership, Post
from zhidu.apps.members.views.changes import crumbs, url_of, version_of
from zhidu.apps.orgs.act_pages import ActPage, answer
from zhidu.apps.orgs.attribute_fields import given, initial


def stretch(request: HttpRequest, pk: int) -> HttpResponse:
    """The right days of one stretch of a person."""
    row = get_object_or_404(
        Membership.objects.select_related("person__organization", "person__group", "organization"), pk=pk
    )
    person = row.person
    KEEP.require(request.actor, person)
    request.nav_key = "members"
    back = url_of(person.pk)

    def run(cleaned: dict[str, Any]) -> tuple[str, str]:
        actions.correct_stretch(actor=request.actor, stretch=pk, **cleaned)
        return f"已更正：{person.name}", back

    page = ActPage(
        heading="更正组织关系的起止",
        lead=f"{person.name}在{row.organization.name}，{row.type_name}。",
        submit="更正",
        back=back,
        hint="前一段随着改到前一天为止。离开登错了的，把“至”清空就恢复，职务要重新登记。原来写的留在“经过”里。",
        crumbs=crumbs(person, "更正起止"),
    )
    form = DaysForm(
        request.POST or None, initial={"version": person.version, "first": row.first, "last": row.last}
    )
    return answer(request, form, run, page, version=version_of(person))


def post(request: HttpRequest, pk: int) -> HttpResponse:
    """The right days of a post, and what is known of it."""
    row = get_object_or_404(Post.objects.select_related("person", "organization", "group"), pk=pk)
    verb_for(row.post).require(request.actor, row)
    request.nav_key = "members"
    back = url_of(row.person_id)

    def run(cleaned: dict[str, Any]) -> tuple[str, str]:
        actions.correct_post(
            actor=request.actor,
            post=pk,
            first=cleaned["first"],
            last=cleaned["last"],
            attributes=given(cleaned),
            version=cleaned["version"],
        )
        return f"已更正：{row.person.name}的{row.post_name}", back

    page = ActPage(
        heading="更正任职",
        lead=f"{row.person.name}在{row.organization.name}任{row.post_name}。",
        submit="更正",
        back=back,
        hint="登错了日期、任期的在这里改。原来写的留在“经过”里。",
        crumbs=crumbs(row.person, "更正任职"),
    )
    form = PostForm(
        request.POST or None,
        initial={
            "version": row.version,
            "first": row.first,
            "last": row.last,
            **initial(row.attributes),
        },
    )
    return answer(request, form, run, page, version=version_of(row))
