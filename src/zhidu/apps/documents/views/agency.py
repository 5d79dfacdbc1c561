"""Under which words an organisation sends documents."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhidu.apps.documents import actions, queries
from zhidu.apps.documents.access import SET_AGENCY
from zhidu.apps.documents.forms.writing import AgencyForm
from zhidu.apps.documents.views.load import place_or_404
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast


def agency(request: HttpRequest, organization: int) -> HttpResponse:
    """Set mark, word, signature and office."""
    node = place_or_404(request, organization, SET_AGENCY)
    request.nav_key = "documents"
    found = queries.agency_of(node.pk)
    names = ("mark", "word", "signature", "office", "version")
    form = AgencyForm(
        request.POST or None, initial={name: getattr(found, name) for name in names} if found else {}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_agency(actor=request.actor, organization=node.pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已定：{node.name}的发文名义")
            return redirect("documents:index")
    return render(request, "documents/agency.html", {"form": form, "node": node})
