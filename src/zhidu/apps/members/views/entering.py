"""The forms that begin at an organisation: somebody new, a post, and going over into another organisation."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from zhidu.apps.members import actions
from zhidu.apps.members.access import ADMIT, APPOINT, APPOINT_LEADER
from zhidu.apps.members.changing import subject_class
from zhidu.apps.members.forms import AdmitForm, AppointForm, MergeForm
from zhidu.apps.members.queries import visible_people
from zhidu.apps.members.views.changes import url_of
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.orgs.access import MANAGE
from zhidu.apps.orgs.act_pages import ActPage, answer
from zhidu.apps.orgs.attribute_fields import PREFIX, fields_for, given
from zhidu.apps.orgs.choices import organizations
from zhidu.foundation.access.rules import below
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.clock import today

MOST = 200
"""People in one list; of more they are found by name."""
Crumbs = tuple[tuple[str, str], ...]


def _organization(request: HttpRequest, pk: int) -> Any:  # noqa: ANN401 - a row of the app below
    request.nav_key = "members"
    return get_object_or_404(orgs.visible_nodes(request.actor), pk=pk, kind=orgs.ORGANIZATION)


def _crumbs(node: Any, last: str) -> Crumbs:  # noqa: ANN401
    return (
        ("组织", reverse("orgs:tree")),
        (node.name, reverse("orgs:one", args=[node.pk])),
        (last, ""),
    )


def admit(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody new on the register of the organisation."""
    node = _organization(request, pk)
    ADMIT.require_at(request.actor, node.path)

    def run(cleaned: dict[str, Any]) -> tuple[str, str]:
        allowed = fields_for(subject_class(cleaned["type"]))
        person = actions.admit(
            actor=request.actor,
            organization=pk,
            name=cleaned["name"],
            type=cleaned["type"],
            on=cleaned["on"],
            group=cleaned["group"],
            # what a prospect cannot have is not asked; what was left empty anyway is no fault
            attributes={
                name: text for name, text in given(cleaned).items() if text or PREFIX + name in allowed
            },
        )
        return f"已登记：{person.name}", url_of(person.pk)

    page = ActPage(
        heading="登记党员",
        lead=f"登记在{node.name}。",
        submit="登记",
        back=reverse("orgs:one", args=[pk]),
        hint="从外面转来的、新发展的和正在发展的同志都在这里登记。从本系统别的组织转来的，请办“转接组织关系”。",
        crumbs=_crumbs(node, "登记党员"),
    )
    form = AdmitForm(request.POST or None, groups=orgs.group_choices(node, today()))
    return answer(request, form, run, page)


def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """A post in the organisation for somebody who belongs there."""
    node = _organization(request, pk)
    actor = request.actor
    if not (APPOINT.can_create(actor, node.path) or APPOINT_LEADER.can_create(actor, node.path)):
        raise Refused(APPOINT)
    text = request.GET.get("q", "").strip()
    people, too_many = _eligible(request, node, text)

    def run(cleaned: dict[str, Any]) -> tuple[str, str]:
        post = actions.appoint(
            actor=actor,
            person=cleaned["person"],
            organization=pk,
            post=cleaned["post"],
            on=cleaned["on"],
            group=cleaned["group"],
            attributes=given(cleaned),
        )
        return f"已任职：{post.post_name}", url_of(cleaned["person"])

    page = ActPage(
        heading="任职",
        lead=f"在{node.name}任职。",
        submit="任职",
        back=reverse("orgs:one", args=[pk]),
        hint="选举或批准以后登记。有帐号的，从那天起有这项职务的身份。书记、副书记由上级登记。",
        crumbs=_crumbs(node, "任职"),
        search="找人（姓名的一部分）" if too_many or text else "",
        found=text,
    )
    form = AppointForm(request.POST or None, people=people, groups=orgs.group_choices(node, today()))
    return answer(request, form, run, page)


def _eligible(request: HttpRequest, node: Any, text: str) -> tuple[list[tuple[str, str]], bool]:  # noqa: ANN401
    """(full members of the organisation and those below it, whether there are more than one list takes)."""
    rows = visible_people(request.actor).filter(
        below("organization__path", node.path), until=None, type__in=("full_member", "member")
    )
    chosen = request.POST.get("person", "")
    wanted = Q(name__contains=text) | (Q(pk=int(chosen[:15])) if chosen.isdecimal() else Q(pk=None))
    found = list(rows.filter(wanted).order_by("organization__path", "pk")[: MOST + 1])
    named = [
        (
            str(one.pk),
            one.name if one.organization_id == node.pk else f"{one.name}（{one.organization.name}）",
        )
        for one in found[:MOST]
    ]
    return named, len(found) > MOST


def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody and everything of the organisation goes over into another."""
    node = _organization(request, pk)
    MANAGE.require(request.actor, node)
    text = request.GET.get("q", "").strip()
    choices = organizations(request.actor, MANAGE, text, beside=node, chosen=request.POST.get("to"))
    choices = [one for one in choices if one[0] != str(pk)]

    def run(cleaned: dict[str, Any]) -> tuple[str, str]:
        number = actions.merge_branches(
            actor=request.actor,
            source=pk,
            into=cleaned["to"],
            on=cleaned["on"],
            version=cleaned["version"],
        )
        return f"已合并，{number} 人转过去", reverse("orgs:one", args=[cleaned["to"]])

    page = ActPage(
        heading="并入别的组织",
        lead=f"{node.name}的人员、党小组、场所和单位都并过去，{node.name}到前一天撤销。",
        submit="合并",
        kind="danger",
        back=reverse("orgs:one", args=[pk]),
        hint="委员会和职务到前一天为止，并过去以后重新选举、任职；党小组长随党小组过去。",
        crumbs=_crumbs(node, "并入别的组织"),
        search="找组织（名称的一部分）",
        found=text,
    )
    form = MergeForm(request.POST or None, name=node.name, choices=choices, initial={"version": node.version})
    return answer(request, form, run, page)
