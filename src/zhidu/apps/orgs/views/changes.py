"""The forms of the acts on the tree."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from zhidu.apps.orgs import actions
from zhidu.apps.orgs.access import DESCRIBE, FOUND, FOUND_PART, MANAGE
from zhidu.apps.orgs.act_pages import ActPage, answer
from zhidu.apps.orgs.attribute_fields import given, initial
from zhidu.apps.orgs.changing import present
from zhidu.apps.orgs.choices import organizations
from zhidu.apps.orgs.forms import (
    ChooseForm,
    DescribeForm,
    DissolveForm,
    FoundForm,
    RenameForm,
    SpellForm,
    TermForm,
    with_initial,
)
from zhidu.apps.orgs.models import CODES, Node, Spell
from zhidu.apps.orgs.queries import visible_nodes
from zhidu.apps.orgs.views.one import crumbs
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.foundation.access.verbs import Verb


def _node(request: HttpRequest, pk: int, verb: Verb) -> Node:
    """The node, if the actor may do this to it; else not found, or refused."""
    node = get_object_or_404(visible_nodes(request.actor), pk=pk)
    verb.require(request.actor, node)
    request.nav_key = "orgs"
    return node


def _url(node: Node) -> str:
    return reverse("orgs:one", args=[node.pk])


def _crumbs(request: HttpRequest, node: Node, last: str) -> tuple[tuple[str, str], ...]:
    above = crumbs(request.actor, node)
    return (*above[:-1], (node.name, _url(node)), (last, ""))


def _version(node: Node) -> Any:  # noqa: ANN401 - a callable for the form
    return lambda: Node.objects.values_list("version", flat=True).get(pk=node.pk)


def found(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new node under *pk* (None: at the top of the tree)."""
    kind = _kind(request.GET.get("kind") or "organization")
    above = get_object_or_404(visible_nodes(request.actor), pk=pk) if pk is not None else None
    verb = FOUND if kind is SubjectClass.ORGANIZATION else FOUND_PART
    verb.require_at(request.actor, above.path if above else "")
    request.nav_key = "orgs"

    def run(cleaned: dict[str, Any]) -> tuple[str, str]:
        node = actions.found(
            actor=request.actor,
            parent=pk,
            type=cleaned["type"],
            name=cleaned["name"],
            on=cleaned["on"],
            attributes=given(cleaned),
        )
        return f"已设立：{node.name}", _url(node)

    where = above.name if above else "最上一级"
    page = ActPage(
        heading=f"设立{kind.chinese}",
        lead=f"设在{where}之下。" if above else "设在最上一级。",
        submit=f"设立{kind.chinese}",
        back=_url(above) if above else reverse("orgs:tree"),
        hint="不知道的先空着：空着就是“不知道”，以后可以补。",
        crumbs=_crumbs(request, above, f"设立{kind.chinese}")
        if above
        else (("组织", reverse("orgs:tree")), ("设立", "")),
    )
    form = FoundForm(request.POST or None, kind=kind)
    return answer(request, form, run, page)


def _kind(word: str) -> SubjectClass:
    try:
        kind = SubjectClass(word)
    except ValueError:
        raise Http404 from None
    if kind not in CODES:
        raise Http404
    return kind


def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name from a day."""
    node = _node(request, pk, MANAGE)

    def run(cleaned: dict[str, Any]) -> tuple[str, str]:
        row = actions.rename(actor=request.actor, node=pk, **cleaned)
        return f"已改名：{row.name}", _url(row)

    page = ActPage(
        heading="改名",
        lead=f"现在叫“{node.name}”。",
        submit="改名",
        back=_url(node),
        hint="以前的记录照旧写着当时的名称。",
        crumbs=_crumbs(request, node, "改名"),
    )
    form = RenameForm(request.POST or None, initial=with_initial(node.version))
    return answer(request, form, run, page, version=_version(node))


def describe(request: HttpRequest, pk: int) -> HttpResponse:
    """Other attributes from a day; another type where the actor is above."""
    node = _node(request, pk, DESCRIBE)

    def run(cleaned: dict[str, Any]) -> tuple[str, str]:
        row = actions.describe(
            actor=request.actor,
            node=pk,
            on=cleaned["on"],
            type=cleaned.get("type"),
            attributes=given(cleaned),
            version=cleaned["version"],
        )
        return f"已登记：{row.name}", _url(row)

    page = ActPage(
        heading="改情况",
        lead=f"{node.name}，从某天起是什么情况。",
        submit="登记情况",
        back=_url(node),
        hint="空着就是“不知道”；判定会写缺资料，不会当作没有。",
        crumbs=_crumbs(request, node, "改情况"),
    )
    form = DescribeForm(
        request.POST or None,
        kind=node.subject_class,
        retype=MANAGE.can(request.actor, node),
        initial=with_initial(node.version, {"type": node.type, **initial(present(node).attributes)}),
    )
    return answer(request, form, run, page, version=_version(node))


def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Under another superior from a day."""
    node = _node(request, pk, MANAGE)
    verb = FOUND if node.subject_class is SubjectClass.ORGANIZATION else FOUND_PART
    text = request.GET.get("q", "").strip()
    choices = organizations(request.actor, verb, text, without=node, chosen=request.POST.get("to"))

    def run(cleaned: dict[str, Any]) -> tuple[str, str]:
        row = actions.move(actor=request.actor, node=pk, **cleaned)
        return f"已调整隶属：{row.name}", _url(row)

    page = ActPage(
        heading="调整隶属",
        lead=f"{node.name}现在在{node.parent.name if node.parent else '最上一级'}之下。",
        submit="调整隶属",
        back=_url(node),
        hint="之下的组织、党员和身份一起过去；以前的记录和判定仍归以前的上级。",
        crumbs=_crumbs(request, node, "调整隶属"),
        search="找组织（名称的一部分）",
        found=text,
    )
    form = ChooseForm(request.POST or None, choices=choices, initial=with_initial(node.version))
    return answer(request, form, run, page, version=_version(node))


def dissolve(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day, confirmed by name."""
    node = _node(request, pk, MANAGE)

    def run(cleaned: dict[str, Any]) -> tuple[str, str]:
        row = actions.dissolve(actor=request.actor, node=pk, last=cleaned["last"], version=cleaned["version"])
        return f"已撤销：{row.name}", _url(row.parent) if row.parent else reverse("orgs:tree")

    page = ActPage(
        heading="撤销",
        lead=f"撤销{node.name}。",
        submit="撤销",
        kind="danger",
        back=_url(node),
        hint="撤销以后不再记录和判定；历史都留着。之下还有组织或党员的，要先转出。",
        crumbs=_crumbs(request, node, "撤销"),
    )
    form = DissolveForm(request.POST or None, name=node.name, initial=with_initial(node.version))
    return answer(request, form, run, page, version=_version(node))


def start_term(request: HttpRequest, pk: int) -> HttpResponse:
    """A new term of a committee."""
    node = _node(request, pk, DESCRIBE)
    if node.subject_class is not SubjectClass.BODY:
        raise Http404

    def run(cleaned: dict[str, Any]) -> tuple[str, str]:
        row = actions.start_term(actor=request.actor, node=pk, **cleaned)
        return f"已登记新一届：{row.name}", _url(row)

    page = ActPage(
        heading="登记新一届任期",
        lead=f"{node.name}换届以后登记。",
        submit="登记任期",
        back=_url(node),
        hint="任期届满以前，系统按制度提醒换届；委员各自的任职另外登记。",
        crumbs=_crumbs(request, node, "登记新一届任期"),
    )
    form = TermForm(request.POST or None, initial=with_initial(node.version))
    return answer(request, form, run, page, version=_version(node))


def correct_spell(request: HttpRequest, pk: int) -> HttpResponse:
    """The right days of one stretch."""
    spell = get_object_or_404(Spell, pk=pk)
    node = _node(request, spell.node_id, MANAGE)

    def run(cleaned: dict[str, Any]) -> tuple[str, str]:
        row = actions.correct_spell(actor=request.actor, spell=pk, **cleaned)
        return f"已更正：{row.name}", _url(row)

    page = ActPage(
        heading="更正沿革的起止",
        lead=f"{node.name}，登错了日期的一段。",
        submit="更正",
        back=_url(node),
        hint="前一段随着改到前一天为止。撤销登错了的，把“至”清空就恢复。原来写的留在“经过”里。",
        crumbs=_crumbs(request, node, "更正起止"),
    )
    form = SpellForm(
        request.POST or None, initial=with_initial(node.version, {"first": spell.first, "last": spell.last})
    )
    return answer(request, form, run, page, version=_version(node))
