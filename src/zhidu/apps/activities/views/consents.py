"""Asking for consent to another day, and answering."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zhidu.apps.activities import actions
from zhidu.apps.activities.access import ANSWER_CONSENT
from zhidu.apps.activities.forms.answering import ConsentForm
from zhidu.apps.activities.models import Consent
from zhidu.apps.activities.views.load import activity_or_404
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast, trouble


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """请示改期."""
    activity = activity_or_404(request, pk)
    try:
        made = actions.ask_consent(actor=request.actor, activity=pk, reason=request.POST.get("reason", ""))
    except Wrong as wrong:
        trouble(request, str(wrong))
    else:
        toast(request, f"已向{made.place.name}请示")
    return redirect(activity)


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """同意 or 不同意."""
    rows = Consent.objects.select_related("place", "activity__node", "activity__organization")
    asked = rows.filter(pk=pk).first()
    if asked is None:
        raise Http404("没有这次请示")
    ANSWER_CONSENT.require(request.actor, asked)
    form = ConsentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        granted = form.cleaned_data["decision"] == "grant"
        try:
            actions.answer_consent(
                actor=request.actor, consent=pk, granted=granted, words=form.cleaned_data["words"]
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已答复：{'同意' if granted else '不同意'}改期，已告诉{asked.activity.node.name}")
            return redirect(asked.activity)
    values = {"asked": asked, "activity": asked.activity, "form": form}
    return render(request, "activities/answer_consent.html", values)
