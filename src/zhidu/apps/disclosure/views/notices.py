"""Pages for whoever is signed in: what is disclosed, publishing, correcting, withdrawing, and the public page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhidu.apps.activities import queries as activities
from zhidu.apps.disclosure import actions, choices, queries
from zhidu.apps.disclosure.access import KEEP, SEE
from zhidu.apps.disclosure.forms import CorrectForm, NoticeForm, PageForm, WithdrawForm, initial, page_initial
from zhidu.apps.disclosure.models import Notice
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.files import queries as files
from zhidu.foundation.identity import queries as identity
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.panels import nothing
from zhidu.foundation.ui.toast import toast

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

PER_PAGE = 40
SHOWN = {"": "正在公开", "all": "全部", "public": "向群众公开", "members": "只向党员公开"}


def index(request: HttpRequest) -> HttpResponse:
    """What the organisations disclose that the actor may see."""
    if not SEE.somewhere(request.actor):
        raise Refused(SEE)
    rows, shown = queries.visible_notices(request.actor), request.GET.get("show", "")
    page = Paginator(_narrowed(rows, shown), PER_PAGE).get_page(request.GET.get("page"))
    mine = choices.organizations(request.actor) if KEEP.somewhere(request.actor) else []
    here = reverse("disclosure:index")
    return render(
        request,
        "disclosure/index.html",
        {
            "page": page,
            "mine": mine,
            "everything": shown == "all",
            "tabs": [
                {"title": title, "url": f"{here}?show={name}", "current": name == shown}
                for name, title in SHOWN.items()
            ],
        },
    )


def _narrowed(rows: QuerySet[Notice], shown: str) -> QuerySet[Notice]:
    if shown == "all":
        return rows
    standing = rows.filter(queries.standing(today()))
    return standing.filter(audience=shown) if shown in {"public", "members"} else standing


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice with its history."""
    notice = _notice(request, pk)
    former = list(notice.former.all())
    return render(
        request,
        "disclosure/one.html",
        {
            "notice": notice,
            "former": former,
            "users": identity.names({one.by for one in former if one.by} | ({notice.published_by} - {None})),
            "box": files.box(request.actor, notice.code),
            "may_keep": notice.withdrawn_at is None and KEEP.can(request.actor, notice),
        },
    )


def new(request: HttpRequest) -> HttpResponse:
    """Disclose something; of several organisations one is chosen first."""
    mine = choices.organizations(request.actor)
    if not mine:
        raise Refused(KEEP)
    asked = request.GET.get("organization", "")
    known = dict(mine)
    if asked not in known:
        if len(mine) > 1:
            return render(request, "disclosure/choose.html", {"mine": mine})
        asked = mine[0][0]
    node = orgs.node(int(asked))
    about = request.GET.get("about", "")
    form = NoticeForm(
        request.POST or None,
        about=choices.records(request.actor, node, request.POST.get("about") or about),
        matters=choices.matters(request.actor, node),
        initial={"first": today(), "via": ["site"], "about": about},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.publish(actor=request.actor, organization=node.pk, entry=form.entry())
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已公开：{made.title}")
            return redirect(made)
    return render(request, "disclosure/form.html", {"form": form, "node": node})


@require_GET
def about_activity(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of a record that a clause wants told: where it was told, and the way to do it."""
    record = activities.visible_activities(request.actor).filter(pk=pk).select_related("organization").first()
    if record is None:
        raise Http404("没有这条记录")
    rows = list(queries.visible_notices(request.actor).filter(about=pk, withdrawn_at=None)[:PER_PAGE])
    may_keep = (
        record.state == "held"
        and record.voided_at is None
        and KEEP.can_create(request.actor, record.organization.path)
        and record.kind in choices.told_of(record.organization)
    )
    if not rows and not may_keep:
        return nothing(request)
    return render(
        request, "disclosure/about_activity.html", {"rows": rows, "record": record, "may_keep": may_keep}
    )


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Write over a notice, with the reason."""
    notice = _kept(request, pk)
    node = notice.organization
    form = CorrectForm(
        request.POST or None,
        about=choices.records(request.actor, node, str(notice.about_id or "")),
        matters=choices.matters(request.actor, node),
        initial=initial(notice),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(
                actor=request.actor,
                notice=pk,
                version=form.cleaned_data["version"],
                entry=form.entry(),
                reason=form.cleaned_data["reason"],
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "已更正；原来写的在“变动”里")
            return redirect(notice)
    return render(request, "disclosure/form.html", {"form": form, "node": node, "notice": notice})


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a notice down."""
    notice = _kept(request, pk)
    form = WithdrawForm(request.POST or None, initial={"version": notice.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(actor=request.actor, notice=pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已撤回：{notice.title}")
            return redirect(notice)
    return render(request, "disclosure/withdraw.html", {"form": form, "notice": notice})


def page(request: HttpRequest, organization: int) -> HttpResponse:
    """What residents find of an organisation."""
    node = _node(request, organization)
    KEEP.require_at(request.actor, node.path)
    found = queries.page_of(node.pk)
    form = PageForm(request.POST or None, initial=page_initial(found, node.name))
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        is_open, version = data.pop("open"), data.pop("version")
        try:
            actions.set_page(
                actor=request.actor, organization=node.pk, open=is_open, version=version, texts=data
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "公开页已开放" if is_open else "公开页已关上，群众看不到了")
            return redirect("disclosure:index")
    return render(request, "disclosure/page.html", {"form": form, "node": node, "found": found})


def _node(request: HttpRequest, pk: int) -> Node:
    found = orgs.visible_nodes(request.actor).filter(pk=pk, kind=orgs.ORGANIZATION).first()
    if found is None:
        raise Http404("没有这个组织")
    return found


def _notice(request: HttpRequest, pk: int) -> Notice:
    rows = Notice.objects.select_related("organization", "about", "matter")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404("没有这件公开的事")
    SEE.require(request.actor, found)
    request.nav_key = "disclosure"
    return found


def _kept(request: HttpRequest, pk: int) -> Notice:
    found = _notice(request, pk)
    KEEP.require(request.actor, found)
    if found.withdrawn_at is not None:
        raise Http404("已经撤回")
    return found
