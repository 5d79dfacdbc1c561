"""课后反映: two taps on a telephone, and the card that asks for them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from zhidu.apps.activities import actions
from zhidu.apps.activities.access import GIVE_FEEDBACK
from zhidu.apps.activities.feedback import FEWEST, may_say, to_say
from zhidu.apps.activities.forms.feedback import FeedbackForm
from zhidu.apps.activities.models import Feedback
from zhidu.apps.activities.views.load import activity_or_404
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.panels import nothing
from zhidu.foundation.ui.toast import toast


def say(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether it was understood, whether it was of use, and a sentence where wanted."""
    lecture = activity_or_404(request, pk)
    person = request.actor.person
    if not may_say(person, lecture):
        raise Refused(GIVE_FEEDBACK)
    before = Feedback.objects.filter(activity=lecture, person=person).first()
    known = (
        {name: getattr(before, name) for name in ("understood", "useful", "words", "named")} if before else {}
    )
    form = FeedbackForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_feedback(actor=request.actor, activity=pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "谢谢，已经记下")
            return redirect("/")
    return render(
        request,
        "activities/feedback.html",
        {"activity": lecture, "form": form, "before": before, "fewest": FEWEST},
    )


@require_GET
def mine(request: HttpRequest, pk: int) -> HttpResponse:
    """On somebody's own page: the lectures of which nothing was said yet."""
    if pk != request.actor.person:
        raise Refused(GIVE_FEEDBACK)
    rows = to_say(pk)
    if not rows and request.htmx:
        return nothing(request)
    return render(request, "activities/to_say.html", {"rows": rows})
