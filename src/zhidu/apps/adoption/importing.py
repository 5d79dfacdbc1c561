"""The page on which a book comes in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from zhidu.apps.adoption import uploads
from zhidu.apps.adoption.access import IMPORT
from zhidu.apps.adoption.actions import Known, import_book
from zhidu.apps.adoption.drafts import Draft, draft, shipped_draft
from zhidu.apps.adoption.forms import UploadForm
from zhidu.apps.adoption.models import Book
from zhidu.apps.adoption.queries import books
from zhidu.apps.adoption.texts import shipped, shipped_titles
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.toast import toast
from zhidu.rulebooks.source import BookError, Problem

SHOWN = 60


@require_http_methods(["GET", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """Choose a book that came with the program, or hand one in; everything wrong with it is listed."""
    IMPORT.require_at(request.actor, "")
    form = UploadForm()
    problems: list[Problem] = []
    if request.method == "POST":
        try:
            if "shipped" in request.POST:
                return _stored(request, _shipped(request.POST["shipped"]))
            form = UploadForm(request.POST, request.FILES)
            if form.is_valid():
                upload = form.cleaned_data["text"]
                files, main = uploads.opened(upload.name or "", upload)
                return _stored(request, draft(files, main=main))
        except BookError as error:
            problems, form = error.problems, UploadForm()
    here = set(books().values_list("digest", flat=True))
    return render(
        request,
        "adoption/import.html",
        {
            "form": form,
            "problems": problems[:SHOWN],
            "more": max(len(problems) - SHOWN, 0),
            "shipped": [
                (name, shipped_titles()[name], digest in here)
                for digest, name in sorted(shipped().items(), key=lambda one: one[1])
            ],
            "crumbs": [("制度", reverse("adoption:library")), ("载入制度", "")],
        },
        status=422 if problems else 200,
    )


def _shipped(name: str) -> Draft:
    if name not in shipped().values():
        raise BookError([Problem(name[:40], 0, "", "不是随程序来的制度；请从列表里选")])
    return shipped_draft(name)


def _stored(request: HttpRequest, ready: Draft) -> HttpResponse:
    try:
        book: Book = import_book(actor=request.actor, draft=ready)
    except Known as known:
        book = known.book
        toast(request, str(known))
    except Wrong as wrong:
        raise BookError([Problem("", 0, "", str(wrong))]) from None
    else:
        slips = f"；有 {len(ready.warnings)} 处疏漏不影响执行" if ready.warnings else ""
        toast(request, f"已载入：{book} {book.edition_name}，{ready.counts['clauses']} 条{slips}。")
    return redirect(f"{reverse('adoption:book', args=[book.book])}?version={book.pk}")
