"""The forms of the acts on one person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from zhidu.apps.members import actions
from zhidu.apps.members.access import KEEP, TRANSFER
from zhidu.apps.members.appointing import verb_for
from zhidu.apps.members.changing import present, subject_class
from zhidu.apps.members.forms import ChangeForm, LeaveForm, NameForm, ReadmitForm, RelieveForm, TransferForm
from zhidu.apps.members.models import Person, Post
from zhidu.apps.members.queries import visible_people
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.orgs.act_pages import ActPage, answer
from zhidu.apps.orgs.attribute_fields import PREFIX, fields_for, given, initial
from zhidu.apps.orgs.choices import organizations
from zhidu.foundation.access.verbs import Verb
from zhidu.foundation.clock import today


def _person(request: HttpRequest, pk: int, verb: Verb) -> Person:
    row = get_object_or_404(visible_people(request.actor), pk=pk)
    verb.require(request.actor, row)
    request.nav_key = "members"
    return row


def url_of(pk: int) -> str:
    """The page of a person."""
    return reverse("members:person", args=[pk])


def crumbs(row: Person, last: str) -> tuple[tuple[str, str], ...]:
    """Where a form about a person stands."""
    return (("党员", reverse("members:people")), (row.name, url_of(row.pk)), (last, ""))


def version_of(row: Any) -> Callable[[], int]:  # noqa: ANN401 - any row with a version
    """Which version the row has now, when asked."""
    return lambda: type(row).objects.values_list("version", flat=True).get(pk=row.pk)


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another type, group or other attributes from a day."""
    row = _person(request, pk, KEEP)
    now = present(row)
    data = request.POST or None
    wanted = data.get("type", row.type) if data else row.type
    kind = (
        subject_class(wanted) if wanted in dict(ChangeForm.base_fields["type"].choices) else row.subject_class
    )

    def run(cleaned: dict[str, Any]) -> tuple[str, str]:
        actions.change_standing(
            actor=request.actor,
            person=pk,
            on=cleaned["on"],
            type=cleaned["type"],
            group=cleaned["group"],
            attributes={
                name: text for name, text in given(cleaned).items() if PREFIX + name in fields_for(kind)
            },
            version=cleaned["version"],
        )
        return f"已变更：{row.name}", url_of(pk)

    page = ActPage(
        heading="变更情况",
        lead=f"{row.name}，{row.type_name}，在{row.organization.name}。",
        submit="登记变更",
        back=url_of(pk),
        hint="预备党员转正、调整党小组、外出流动都在这里登记。空着就是“不知道”。",
        crumbs=crumbs(row, "变更情况"),
    )
    form = ChangeForm(
        data,
        kind=row.subject_class,
        now=row.type,
        groups=orgs.group_choices(row.organization, today()),
        initial={
            "version": row.version,
            "type": row.type,
            "group": row.group_id,
            **initial(now.attributes),
        },
    )
    return answer(request, form, run, page, version=version_of(row))


def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """To another organisation from a day."""
    row = _person(request, pk, TRANSFER)
    text = request.GET.get("q", "").strip()
    choices = organizations(
        request.actor, TRANSFER, text, beside=row.organization, chosen=request.POST.get("to")
    )
    choices = [one for one in choices if one[0] != str(row.organization_id)]

    def run(cleaned: dict[str, Any]) -> tuple[str, str]:
        new = actions.transfer(actor=request.actor, person=pk, **cleaned)
        return f"已转到{new.organization.name}：{row.name}", url_of(pk)

    page = ActPage(
        heading="转接组织关系",
        lead=f"{row.name}现在在{row.organization.name}。",
        submit="转接组织关系",
        back=url_of(pk),
        hint="原组织的职务到前一天为止。这里是两头都归您管的直接办；要对方接收的，在“组织关系”里转出，接收了才算。",
        crumbs=crumbs(row, "转接组织关系"),
        search="找组织（名称的一部分）",
        found=text,
    )
    form = TransferForm(request.POST or None, choices=choices, initial={"version": row.version})
    return answer(request, form, run, page, version=version_of(row))


def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day in any organisation of the site."""
    row = _person(request, pk, KEEP)

    def run(cleaned: dict[str, Any]) -> tuple[str, str]:
        actions.leave(
            actor=request.actor,
            person=pk,
            last=cleaned["last"],
            why=cleaned["why"],
            version=cleaned["version"],
        )
        return f"已登记离开：{row.name}", url_of(pk)

    page = ActPage(
        heading="登记离开",
        lead=f"{row.name}不再属于{row.organization.name}，也不转到本系统的其他组织。",
        submit="登记离开",
        kind="danger",
        back=url_of(pk),
        hint="以前的记录都留着。职务和帐号的身份到最后一天为止。转到本系统其他组织的，请办“转接组织关系”；转到外面的，在“组织关系”里开介绍信，收到回执自动登记。",
        crumbs=crumbs(row, "登记离开"),
    )
    form = LeaveForm(request.POST or None, name=row.name, initial={"version": row.version})
    return answer(request, form, run, page, version=version_of(row))


def readmit(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody who left comes back to the organisation he or she left."""
    row = _person(request, pk, KEEP)

    def run(cleaned: dict[str, Any]) -> tuple[str, str]:
        actions.readmit(actor=request.actor, person=pk, organization=row.organization_id, **cleaned)
        return f"已重新登记：{row.name}", url_of(pk)

    page = ActPage(
        heading="重新登记",
        lead=f"{row.name}重新在{row.organization.name}登记。",
        submit="重新登记",
        back=url_of(pk),
        hint="离开的那段日子不补。",
        crumbs=crumbs(row, "重新登记"),
    )
    form = ReadmitForm(
        request.POST or None,
        groups=orgs.group_choices(row.organization, today()),
        initial={"version": row.version, "type": row.type},
    )
    return answer(request, form, run, page, version=version_of(row))


def name(request: HttpRequest, pk: int) -> HttpResponse:
    """The right name."""
    row = _person(request, pk, KEEP)

    def run(cleaned: dict[str, Any]) -> tuple[str, str]:
        right = actions.correct_name(actor=request.actor, person=pk, **cleaned)
        return f"已更正：{right.name}", url_of(pk)

    page = ActPage(
        heading="更正姓名",
        lead=f"现在写的是“{row.name}”。",
        submit="更正姓名",
        back=url_of(pk),
        hint="各处记录随着改；原来写的留在“经过”里。",
        crumbs=crumbs(row, "更正姓名"),
    )
    form = NameForm(request.POST or None, initial={"version": row.version})
    return answer(request, form, run, page, version=version_of(row))


def relieve(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of a post."""
    post = get_object_or_404(Post.objects.select_related("person", "organization", "group"), pk=pk)
    verb_for(post.post).require(request.actor, post)
    request.nav_key = "members"
    back = url_of(post.person_id)

    def run(cleaned: dict[str, Any]) -> tuple[str, str]:
        actions.relieve(actor=request.actor, post=pk, **cleaned)
        return f"已免去{post.person.name}的{post.post_name}", back

    page = ActPage(
        heading="免职",
        lead=f"{post.person.name}在{post.organization.name}任{post.post_name}。",
        submit="免职",
        kind="danger",
        back=back,
        hint="帐号的这项身份也到这一天为止。",
        crumbs=crumbs(post.person, "免职"),
    )
    form = RelieveForm(request.POST or None, initial={"version": post.version})
    return answer(request, form, run, page, version=version_of(post))
