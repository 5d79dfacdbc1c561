"""What an organisation runs, and the forms by which it adopts, answers and ends."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zhidu.apps.adoption import queries, shown
from zhidu.apps.adoption.access import ADOPT
from zhidu.apps.adoption.actions import adopt, answer, end_adoption
from zhidu.apps.adoption.forms import AdoptForm, AnswerForm, EndForm
from zhidu.apps.adoption.library import newest
from zhidu.apps.adoption.models import Adoption, Book
from zhidu.apps.adoption.running import running
from zhidu.apps.adoption.settings import faults, field_of, questions
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast
from zhidu.rulebooks.inherit import Link

PER_PAGE = 60


def _node(request: HttpRequest, pk: int) -> Any:  # noqa: ANN401 - a row of another app
    node = orgs.visible_nodes(request.actor).filter(pk=pk, kind=orgs.ORGANIZATION).first()
    if node is None:
        raise Http404(pk)
    return node


def _crumbs(node: Any, *more: str) -> list[tuple[str, str]]:  # noqa: ANN401
    here = reverse("adoption:adoptions", args=[node.pk])
    return [
        ("制度", reverse("adoption:library")),
        (node.name, here if more else ""),
        *((one, "") for one in more),
    ]


@require_GET
def adoptions(request: HttpRequest, organization: int) -> HttpResponse:
    """What an organisation runs, from whom and since when; what is set aside and why."""
    node = _node(request, organization)
    now = running(node)
    part = request.GET.get("part", "books")
    lists = {"runs": now.runs, "aside": now.aside, "open": now.open}
    rows = sorted(
        (one for one in queries.rows_of({node.pk, *node.ancestor_ids}) if not _taken_back(one)),
        key=lambda one: (-[*node.ancestor_ids, node.pk].index(one.organization_id), one.first or date.min),
    )
    names = dict(orgs.names({f"org-{one.organization_id}" for one in rows}))
    page = Paginator(lists.get(part, []), PER_PAGE).get_page(request.GET.get("page"))
    url = reverse("adoption:adoptions", args=[node.pk])
    titles = (
        ("books", "采用的制度", len(rows)),
        ("runs", "执行的条款", len(now.runs)),
        ("aside", "不执行的条款", len(now.aside)),
        ("open", "待明确的", len(now.open)),
    )
    may = ADOPT.can_create(request.actor, node.path)
    return render(
        request,
        "adoption/adoptions.html",
        {
            "node": node,
            "part": part if part in lists else "books",
            "now": now,
            "may_adopt": may,
            "rows": [_row(one, node, names, may=may) for one in rows],
            "page": page,
            "links": [_link(one, node.pk) for one in page.object_list],
            "names": shown.adopters(page.object_list) if part in lists else {},
            "clashes": queries.clashes(node),
            "tabs": [
                {"title": f"{title} {number}", "url": f"{url}?part={key}", "current": key == part}
                for key, title, number in titles
            ],
            "crumbs": _crumbs(node),
        },
    )


def _taken_back(row: Adoption) -> bool:
    return row.first is not None and row.last is not None and row.last < row.first


def _row(row: Adoption, node: Any, names: dict[str, str], *, may: bool) -> dict[str, Any]:  # noqa: ANN401
    day = today()
    own = row.organization_id == node.pk
    ended = row.last is not None and row.last < day
    asked = [(clause, need) for clause, need in questions(queries.rulebook(row.book))]
    answered = sum(len(one) for one in row.answers.values())
    return {
        "row": row,
        "own": own,
        "by": names.get(f"org-{row.organization_id}", "上级"),
        "state": "已停用" if ended else ("还没开始" if row.first and row.first > day else "正在执行"),
        "asked": len(asked),
        "open": sum(
            1
            for clause, need in asked
            if not need.default and need.param not in row.answers.get(clause.id, {})
        ),
        "answered": answered,
        "may": may and own and not ended,
    }


def _link(one: Link, organization: int) -> dict[str, Any]:
    clause = one.source.clause
    return {
        "link": one,
        "clause": clause,
        "code": one.source.adopter,
        "url": shown.address(clause, organization),
        "kind": shown.kind_name(clause.kind),
        "needs": [f"{need.ask.rstrip('？?')}？" for need in clause.open_needs],
    }


def _allowed(request: HttpRequest, pk: int) -> Any:  # noqa: ANN401
    node = _node(request, pk)
    ADOPT.require_at(request.actor, node.path)
    return node


@require_http_methods(["GET", "POST"])
def adopt_book(request: HttpRequest, organization: int) -> HttpResponse:
    """Choose a book, answer its questions, see what would run and what would give way, adopt."""
    node = _allowed(request, organization)
    chosen = _chosen(request.GET.get("book", ""))
    if chosen is None:
        return render(request, "adoption/choose.html", _offers(node))
    rules = queries.rulebook(chosen)
    form = AdoptForm(request.POST or None, book=rules, initial={"first": today().isoformat()})
    if request.method == "POST" and form.is_valid():
        first, last = form.cleaned_data["first"], form.cleaned_data["last"]
        if "look" not in request.POST:
            try:
                adopt(
                    actor=request.actor,
                    organization=node.pk,
                    book=chosen.pk,
                    first=first,
                    last=last,
                    answers=form.answers(),
                )
            except Wrong as wrong:
                add_faults(form, wrong)
            else:
                toast(request, f"已采用：{chosen}，从 {first} 起。{past_warning(first)}")
                return redirect("adoption:adoptions", organization=node.pk)
    return render(
        request,
        "adoption/adopt.html",
        {
            "node": node,
            "book": chosen,
            "form": form,
            "look": _looked_at(form, chosen),
            "past": past_warning(form.cleaned_data["first"]) if form.is_bound and not form.errors else "",
            "crumbs": _crumbs(node, f"采用{chosen}"),
        },
        status=422 if form.is_bound and form.errors else 200,
    )


def past_warning(first: date) -> str:
    """What adopting from a day in the past means; '' where it does not begin there."""
    if first >= today():
        return ""
    return "起日在过去：那以后没有做到的会显示未达标，没有记录的显示缺资料，补录以后就会变。"


def _chosen(text: str) -> Book | None:
    if not text:
        return None
    found = queries.books().filter(pk=text).first() if text.isdecimal() and len(text) < 12 else None
    if found is None:
        raise Http404(text)
    return found


def _offers(node: Any) -> dict[str, Any]:  # noqa: ANN401
    """Books to choose from: the newest version of each, and what already runs here."""
    day = today()
    running_here = {
        one.book.book: one
        for one in queries.rows_of({node.pk, *node.ancestor_ids})
        if (one.first is None or one.first <= day) and (one.last is None or one.last >= day)
    }
    return {
        "node": node,
        "offers": [
            {
                "book": one,
                "level": shown.LEVELS.get(one.level, one.level),
                "running": running_here.get(one.book),
            }
            for one in newest(queries.books())
        ],
        "crumbs": _crumbs(node, "采用一部制度"),
    }


def _looked_at(form: AdoptForm, book: Book) -> str:
    """Days and answers as the query of the preview; '' where they cannot be read, each fault told at its question."""
    if not form.is_bound:
        return urlencode({"first": today().isoformat()})
    if form.errors:
        return ""
    if wrong := faults(book, form.answers()):
        add_faults(form, Wrong(wrong))
        return ""
    given = {"first": form.cleaned_data["first"], "last": form.cleaned_data["last"] or ""}
    answers = {
        field_of(clause, param): token for clause, of in form.answers().items() for param, token in of.items()
    }
    return urlencode({**{name: value for name, value in given.items() if value}, **answers})


def _own(request: HttpRequest, pk: int) -> Adoption:
    """An adoption the actor may change. Raises Http404 where it is not to be seen at all."""
    row = Adoption.objects.select_related("organization", "book").defer("book__files").filter(pk=pk).first()
    if row is None or not orgs.visible_nodes(request.actor).filter(pk=row.organization_id).exists():
        raise Http404(pk)
    ADOPT.require(request.actor, row)
    return row


@require_http_methods(["GET", "POST"])
def answer_anew(request: HttpRequest, pk: int) -> HttpResponse:
    """The open questions of an adoption, answered from a day on."""
    row = _own(request, pk)
    rules = queries.rulebook(row.book)
    start = max(row.first or date.min, today())
    form = AnswerForm(
        request.POST or None,
        book=rules,
        answers=row.answers,
        initial={"on": start.isoformat(), "version": row.version},
    )
    if request.method == "POST" and form.is_valid():
        try:
            answer(
                actor=request.actor,
                adoption=row.pk,
                on=form.cleaned_data["on"],
                answers=form.answers(),
                version=form.cleaned_data["version"],
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已记下：从 {form.cleaned_data['on']} 起按新的回答。")
            return redirect("adoption:adoptions", organization=row.organization_id)
    return render(
        request,
        "adoption/answer.html",
        {"row": row, "node": row.organization, "form": form, "crumbs": _crumbs(row.organization, "明确数字")},
        status=422 if form.is_bound and form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of an adoption."""
    row = _own(request, pk)
    form = EndForm(request.POST or None, initial={"last": today().isoformat(), "version": row.version})
    if request.method == "POST" and form.is_valid():
        try:
            end_adoption(actor=request.actor, adoption=row.pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已停用：{row.book}，最后执行的一天是 {form.cleaned_data['last']}。")
            return redirect("adoption:adoptions", organization=row.organization_id)
    return render(
        request,
        "adoption/end.html",
        {"row": row, "node": row.organization, "form": form, "crumbs": _crumbs(row.organization, "停用制度")},
        status=422 if form.is_bound and form.errors else 200,
    )
