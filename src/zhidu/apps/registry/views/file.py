"""The file of a person: what is known, what is masked, what was changed and who looked."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from zhidu.apps.members.queries import posts_of
from zhidu.apps.registry import actions, photos, queries
from zhidu.apps.registry.access import KEEP, SEE, UNMASK
from zhidu.apps.registry.classes import SEXES
from zhidu.apps.registry.forms import PhotoForm, WhyForm
from zhidu.apps.registry.looking import MINUTES, open_until
from zhidu.apps.registry.views.load import person_or_404
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.panels import nothing
from zhidu.foundation.ui.toast import toast

if TYPE_CHECKING:
    from zhidu.apps.members.models import Person


@require_GET
@sensitive_variables()
def file(request: HttpRequest, person: int) -> HttpResponse:
    """The page; one's own is on a page of its own."""
    if person == request.actor.person:
        return redirect("registry:me")
    row = person_or_404(request, person, SEE)
    until = open_until(request.actor, row.pk)
    full = until is not None
    profile = queries.profile(row.pk)
    return render(
        request,
        "registry/file.html",
        {
            "person": row,
            "sections": queries.sections(row, profile, full=full),
            "posts": posts_of(row.pk),
            "missing": queries.missing(profile),
            "until": until,
            "photo": queries.has_photo(row.pk),
            "may_keep": KEEP.can(request.actor, row),
            "may_unmask": UNMASK.can(request.actor, row),
            "changes": queries.changes(row.pk, full=full),
            "looks": queries.looks(row.pk, reasons_too=False),
            "waiting": [one for one in queries.proposals(row.pk) if one.answered_at is None],
        },
    )


@require_GET
def about_person(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of a person: a few lines, and the way to the file."""
    row = person_or_404(request, pk, SEE)
    profile = queries.profile(row.pk)
    day = today()
    lines = [
        ("性别", SEXES.get(profile.sex, "") if profile else ""),
        ("年龄", _years(queries.years(profile.born_on if profile else None, day), "岁")),
        ("党龄", _years(queries.years(profile.joined_on if profile else None, day), "年")),
    ]
    return render(
        request,
        "registry/about_person.html",
        {
            "person": row,
            "own": row.pk == request.actor.person,
            "lines": [(name, text) for name, text in lines if text],
            "missing": queries.missing(profile),
        },
    )


def _years(number: int | None, unit: str) -> str:
    return "" if number is None else f"{number} {unit}"


@require_http_methods(["GET", "POST"])
def unmask(request: HttpRequest, person: int) -> HttpResponse:
    """Why, and then the file in full for some minutes."""
    row = person_or_404(request, person, UNMASK)
    back = reverse("registry:file", args=[row.pk])
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.unmask(actor=request.actor, person=row.pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            return redirect(back)
    return _form(request, row, "看盖住的内容", form, "看", back, minutes=MINUTES)


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def put_photo(request: HttpRequest, person: int) -> HttpResponse:
    """A photograph, another one, or none."""
    row = person_or_404(request, person, KEEP)
    back = reverse("registry:file", args=[row.pk])
    posted = request.method == "POST"
    form = PhotoForm(
        request.POST if posted else None, request.FILES if posted else None, kept=queries.has_photo(row.pk)
    )
    if posted and form.is_valid():
        upload = form.cleaned_data["upload"] or None
        if upload is None and not form.cleaned_data.get("gone"):
            form.add_error("upload", "没有选照片；请选一张。")
        else:
            try:
                actions.put_photo(actor=request.actor, person=row.pk, upload=upload)
            except Wrong as wrong:
                add_faults(form, wrong)
            else:
                toast(request, "照片已存" if upload else "照片已去掉")
                return redirect(back)
    return _form(request, row, "照片", form, "存照片", back, files=True)


def _form(
    request: HttpRequest, row: Person, title: str, form: object, submit: str, back: str, **more: object
) -> HttpResponse:
    """A short form about a file."""
    return render(
        request,
        "registry/form.html",
        {"person": row, "title": title, "form": form, "submit": submit, "back": back, **more},
    )


@require_GET
def photo(request: HttpRequest, person: int) -> HttpResponse:
    """The picture itself, for whoever may see the file."""
    row = person_or_404(request, person, SEE)
    found = queries.photo(row.pk)
    if found is None:
        if request.htmx:
            return nothing(request)
        raise Http404("没有照片")
    try:
        content = photos.opened(found)
    except FileNotFoundError:
        raise Http404("照片的文件不在了") from None
    return FileResponse(io.BytesIO(content), content_type="image/jpeg")
