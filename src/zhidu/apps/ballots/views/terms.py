"""换届一览: every committee below, when its term ends, what fell vacant; and letting one stay longer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from zhidu.apps.ballots import actions, terms
from zhidu.apps.ballots.access import RUN, SEE_TERMS
from zhidu.apps.ballots.actions.extend_term import above
from zhidu.apps.ballots.forms import ExtendForm, FindForm
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.procedures.access import OFFICERS
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.panels import nothing
from zhidu.foundation.ui.toast import toast

PER_PAGE = 40
AT_ONCE = 400
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD = ("党组织", "委员会", "本届从", "到", "情况", "缺额", "延期")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page is narrowed to."""

    state: str
    words: str

    @property
    def query(self) -> str:
        return f"?state={self.state}&q={self.words}"


def index(request: HttpRequest) -> HttpResponse:
    """Those whose end is nearest first; those nobody wrote a term down for come last."""
    rows, warns, asked = _rows(request)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    here = reverse("ballots:terms")
    tabs = [
        {
            "title": title,
            "url": f"{here}?state={name}" if name else here,
            "current": name == asked.state,
        }
        for name, title in {"": "全部", **terms.STATES}.items()
    ]
    found = terms.lines(list(page.object_list), warns, request.actor)
    find = FindForm(initial={"q": asked.words})
    shown = {"page": page, "lines": found, "tabs": tabs, "asked": asked, "warns": warns, "find": find}
    shown["may_extend"] = {one.body.pk for one in found if above(request.actor, one.body.parent)}
    return render(request, "ballots/terms.html", shown)


def sheet(request: HttpRequest) -> FileResponse:
    """The workbook of exactly what is shown."""
    rows, warns, asked = _rows(request)
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": "换届一览", "author": request.actor.name})
    page = book.add_worksheet("换届一览")
    page.freeze_panes(1, 1)
    for column, (title, width) in enumerate(zip(HEAD, (32, 28, 12, 12, 12, 36, 8), strict=True)):
        page.set_column(column, column, width)
        page.write(0, column, title, book.add_format({"bold": True, "bg_color": "#F8F9FA"}))
    for number, cells in enumerate(_cells(rows, warns, request), start=1):
        page.write_row(number, 0, cells)
    book.close()
    file.seek(0)
    name = f"换届一览{terms.STATES.get(asked.state, '')} {today()}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=TYPE)


def _cells(rows: QuerySet[Any], warns: date, request: HttpRequest) -> Iterator[list[str]]:
    for start in range(0, rows.count(), AT_ONCE):
        for one in terms.lines(list(rows[start : start + AT_ONCE]), warns, request.actor):
            lacking = "；".join(f"{gone.name}（{gone.post}）自 {gone.since}" for gone in one.vacancies)
            yield [
                one.body.parent.name,
                one.body.name,
                one.begins.isoformat() if one.begins else "",
                one.ends.isoformat() if one.ends else "",
                one.state_name,
                lacking,
                "已延期" if one.extended else "",
            ]


def _rows(request: HttpRequest) -> tuple[QuerySet[Any], date, Asked]:
    """Committees below, narrowed as the address asks; the day up to which an end is near."""
    if not SEE_TERMS.somewhere(request.actor):
        raise Refused(SEE_TERMS)
    asked = Asked(request.GET.get("state", ""), request.GET.get("q", "").replace("\0", "")[:40].strip())
    places = request.actor.paths(OFFICERS)
    warns = terms.near(terms.rules_anywhere())
    day = today().isoformat()
    rows = orgs.committees(places).order_by("term_to", "path")
    narrowed = {
        "over": {"term_to__gt": "", "term_to__lt": day},
        "soon": {"term_to__gte": day, "term_to__lte": warns.isoformat()},
        "running": {"term_to__gt": warns.isoformat()},
        "unknown": {"term_to": ""},
    }
    if asked.state in narrowed:
        rows = rows.filter(**narrowed[asked.state])
    if asked.words:
        rows = rows.filter(parent__name__contains=asked.words)
    return rows, warns, asked


def about_node(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of an organisation: its term, what the rule wants, what fell vacant, and the way to mend it."""
    node = orgs.visible_nodes(request.actor).filter(pk=pk, kind=orgs.ORGANIZATION).first()
    if node is None or not SEE_TERMS.can(request.actor, node):
        return nothing(request)
    body = next((one for one in orgs.committees([node.path]) if one.parent_id == node.pk), None)
    if body is None:
        return nothing(request)
    rule = terms.rule_of(node, today())
    (line,) = terms.lines([body], terms.near([rule] if rule else []), request.actor)
    return render(
        request,
        "ballots/about_term.html",
        {
            "node": node,
            "line": line,
            "rule": rule,
            "furthest": rule.furthest(line.begins) if rule and line.begins else None,
            "may_run": RUN.can_create(request.actor, node.path),
            "may_extend": above(request.actor, node),
        },
    )


def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever is above lets a committee stay longer."""
    body = orgs.visible_nodes(request.actor).filter(pk=pk, kind="body", until=None).first()
    if body is None or body.parent is None:
        raise Http404("没有这个委员会")
    if not above(request.actor, body.parent):
        raise Refused(SEE_TERMS, path=body.parent.path)
    form = ExtendForm(request.POST or None, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.extend_term(actor=request.actor, body=pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已批准：{body.name}的任期延长到 {form.cleaned_data['until']}")
            return redirect("ballots:terms")
    rule = terms.rule_of(body.parent, today())
    begins = orgs.attributes_on(body, today()).get("term_from")
    furthest = rule.furthest(date.fromisoformat(begins)) if rule is not None and begins else None
    shown = {"form": form, "body": body, "rule": rule, "furthest": furthest}
    return render(request, "ballots/extend.html", shown)
