"""导入: the batches of whoever looks, and handing a new file in."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhidu.apps.orgs.choices import organizations
from zhidu.apps.registry.access import HANDLE, IMPORT
from zhidu.apps.registry.actions import upload_register
from zhidu.apps.registry.import_models import ImportBatch
from zhidu.apps.registry.importing.forms import UploadForm
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.files.limits import TooLargeFile, too_large
from zhidu.foundation.ui.forms import add_faults

PER_PAGE = 20


def imports(request: HttpRequest) -> HttpResponse:
    """The list, and the form above it."""
    actor = request.actor
    request.nav_key = "members"
    if not IMPORT.somewhere(actor):
        raise Refused(IMPORT)
    choices = organizations(
        actor, IMPORT, request.GET.get("q", "").strip(), chosen=request.POST.get("organization")
    )
    form = UploadForm(request.POST or None, request.FILES or None, organizations=choices)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["upload"]
        if isinstance(upload, TooLargeFile):
            form.add_error("upload", too_large(upload.name, upload.size))
    if request.method == "POST" and form.is_valid():
        try:
            batch = upload_register(
                actor=actor, organization=form.cleaned_data["organization"], name=upload.name, content=upload
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            return redirect(batch)
    mine = HANDLE.visible(actor, ImportBatch.objects.select_related("organization")).order_by("-pk")
    page = Paginator(mine, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "registry/importing/list.html",
        {"form": form, "page": page, "asked": request.GET.get("q", "")},
    )
