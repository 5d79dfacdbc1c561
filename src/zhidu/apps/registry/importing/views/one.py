"""One batch: what its columns are, what is wrong with it, what came of it, by how far it is."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhidu.apps.registry.actions import choose_sheet, map_columns
from zhidu.apps.registry.import_models import ImportBatch, ImportProblem, ImportRow, Match, Stage
from zhidu.apps.registry.importing import showing
from zhidu.apps.registry.importing.batches import KEPT, busy
from zhidu.apps.registry.importing.checking import Reader, kinds_of, ready
from zhidu.apps.registry.importing.forms import ColumnsForm, SheetForm
from zhidu.apps.registry.importing.reading.faults import KINDS
from zhidu.apps.registry.importing.staging import Box
from zhidu.apps.registry.importing.views.load import crumbs, done, steps, the_batch, version_of
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.shapes import Figure

PER_PAGE = 20
BLANK_KINDS = ("value.", "choice.", "day.", "id.", "place.group")


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Whatever is next to be done with it."""
    batch = the_batch(request, pk)
    if batch.waiting and busy(batch):
        return redirect("jobs:job", batch.job)
    if batch.stage == Stage.MAPPING:
        return columns(request, pk)
    values: dict[str, Any] = {
        "batch": batch,
        "steps": steps(batch),
        "crumbs": crumbs(batch),
        "kept": KEPT.days,
    }
    if batch.stage == Stage.CHECKED:
        return render(request, "registry/importing/check.html", values | _checked(request, batch))
    return render(request, "registry/importing/end.html", values)


def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """对列: every column with what it holds and what it was taken for."""
    batch = the_batch(request, pk)
    if not batch.waiting or busy(batch):
        return redirect(batch)
    first = next((rows for _, rows in Box(batch).chunks([0])), [])
    texts = showing.samples(first, batch.sheets[batch.sheet]["first"], batch.columns)
    form = ColumnsForm(request.POST or None, batch=batch, samples=texts)
    if request.method == "POST" and form.is_valid():
        try:
            map_columns(
                actor=request.actor,
                batch=pk,
                fields=form.fields_chosen(),
                type=form.cleaned_data["type"],
                since=form.cleaned_data["since"],
                version=version_of(request),
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            return redirect(batch)
    return render(
        request,
        "registry/importing/columns.html",
        {
            "batch": batch,
            "form": form,
            "sheet_form": SheetForm(batch=batch),
            "steps": steps(batch),
            "crumbs": crumbs(batch, "对列" if batch.stage == Stage.CHECKED else ""),
            "sheet": batch.sheets[batch.sheet],
            "kept": KEPT.days,
        },
    )


def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Another sheet, or another line as the head."""
    batch = the_batch(request, pk)
    back = reverse("registry:import-columns", args=[pk])
    form = SheetForm(request.POST or None, batch=batch)
    if request.method != "POST" or not form.is_valid():
        return redirect(back)
    chosen = form.cleaned_data["sheet"]
    # another sheet has its own head; the number in the form is that of the one before
    head = form.cleaned_data["head"] if chosen == batch.sheet else None
    return done(
        request,
        lambda: choose_sheet(actor=request.actor, batch=pk, sheet=chosen, head=head),
        "已换；请看看各列对不对",
        back,
    )


def _checked(request: HttpRequest, batch: ImportBatch) -> dict[str, Any]:
    """The kinds of problems, and one page of one kind."""
    kinds = kinds_of(batch)
    asked = request.GET.get("kind", "")
    kind = next((one["kind"] for one in kinds if one["kind"] == asked), kinds[0]["kind"] if kinds else "")
    here = reverse("registry:import", args=[batch.pk])
    rows = ImportProblem.objects.filter(batch=batch, kind=kind)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    lines = showing.problems(Reader(request.actor, batch), list(page)) if kinds else []
    counts = batch.counts
    return {
        "kinds": [
            {
                "title": KINDS[one["kind"]],
                "count": one["n"],
                "url": f"{here}?kind={one['kind']}",
                "current": one["kind"] == kind,
            }
            for one in kinds
        ],
        "kind": kind,
        "kind_title": KINDS.get(kind, ""),
        "page": page,
        "lines": lines,
        "all_at_once": bool(lines) and rows.filter(mends=1).exists() and not kind.startswith("row."),
        "may_be_blank": bool(lines) and kind.startswith(BLANK_KINDS) and all(one.blank for one in lines),
        "figures": [
            Figure("行", counts.get("rows", 0)),
            Figure("有问题", counts.get("wrong", 0), bad=bool(counts.get("wrong"))),
            Figure("新的人", counts.get(Match.NEW.value, 0)),
            *(
                Figure(
                    title,
                    counts.get(match, 0),
                    url=f"{reverse('registry:import-people', args=[batch.pk])}?match={match}",
                )
                for match, title in showing.MATCHES.items()
            ),
        ],
        "missing": ready(batch),
        "changing": _changing(batch),
    }


def _changing(batch: ImportBatch) -> int:
    """How many files would be brought up to date."""
    sure = Q(match=Match.SAME.value) & ~Q(answer="leave")
    said = Q(match=Match.MAYBE.value, answer="update")
    return ImportRow.objects.filter(sure | said, batch=batch).exclude(changes="").count()


@require_GET
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Rows about people of the register, field by field old and new; and those that are left out."""
    batch = the_batch(request, pk)
    if batch.stage != Stage.CHECKED or busy(batch):
        return redirect(batch)
    asked = request.GET.get("match", "")
    match = asked if asked in showing.MATCHES else Match.MAYBE.value
    rows = ImportRow.objects.filter(batch=batch, match=match).order_by("number")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    here = reverse("registry:import-people", args=[pk])
    return render(
        request,
        "registry/importing/people.html",
        {
            "batch": batch,
            "match": match,
            "title": showing.MATCHES[match],
            "tabs": [
                {
                    "title": title,
                    "url": f"{here}?match={key}",
                    "current": key == match,
                    "count": batch.counts.get(key, 0),
                }
                for key, title in showing.MATCHES.items()
            ],
            "page": page,
            "lines": showing.people(Reader(request.actor, batch), list(page)),
            "crumbs": crumbs(batch, "与名册比"),
        },
    )
