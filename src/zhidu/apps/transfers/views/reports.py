"""汇报: the member's own, and what waits to be read and answered."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhidu.apps.members import queries as members
from zhidu.apps.orgs.act_pages import ActPage, answer
from zhidu.apps.transfers import actions
from zhidu.apps.transfers import away_queries as queries
from zhidu.apps.transfers.access import ANSWER_REPORT, ENTER_REPORT, SEE_NEWS, SEE_REPORT
from zhidu.apps.transfers.away_forms import AnswerForm, ReportForm
from zhidu.apps.transfers.away_saving import opened
from zhidu.apps.transfers.away_states import TOPICS, Kind
from zhidu.apps.transfers.views.load import kept_by, organization_or_404
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast

ROWS = 30
WRITTEN = (Kind.THOUGHT, Kind.REQUEST)
"""What a member writes at home; the others belong to a time away."""


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Mine, and what waits for me."""
    actor = request.actor
    if actor.person is None and not ANSWER_REPORT.somewhere(actor):
        raise Refused(SEE_REPORT)
    officer = ENTER_REPORT.somewhere(actor)
    request.nav_key = "transfers" if officer else "me"
    page = Paginator(queries.reports(actor), ROWS).get_page(request.GET.get("page"))
    away = queries.own_away(actor.person) if actor.person is not None else None
    return render(
        request,
        "transfers/reports.html",
        {
            "waiting": list(queries.to_answer(actor)[:ROWS]),
            "page": page,
            "officer": officer,
            "own": actor.person is not None,
            "away": away if away is not None and away.gone else None,
            "places": kept_by(actor, ENTER_REPORT),
        },
    )


def write(request: HttpRequest, kind: str) -> HttpResponse:
    """A member writes."""
    actor = request.actor
    if actor.person is None:
        raise Refused(SEE_REPORT)
    if kind not in [one.value for one in WRITTEN]:
        raise Http404("没有这种汇报")
    request.nav_key = "me"
    what = Kind(kind)
    form = ReportForm(request.POST or None, kind=what)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_report(actor=actor, kind=kind, topics=form.topics())
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "已交给支部；有了答复告诉您")
            return redirect(made)
    return render(request, "transfers/write.html", {"form": form, "kind": what})


def enter(request: HttpRequest, organization: int) -> HttpResponse:
    """Somebody told it; whoever heard it writes it down."""
    node = organization_or_404(request, organization, ENTER_REPORT)
    people = [(str(one.person_id), one.person.name) for one in members.on_day(node.pk, today())]
    posts = members.posts_on(node.pk, today())
    listeners = list(dict.fromkeys((str(one.person_id), one.person.name) for one in posts))
    form = ReportForm(request.POST or None, kind=Kind.THOUGHT, people=people, listeners=listeners)

    def run(data: dict[str, Any]) -> tuple[str, str]:
        made = actions.make_report(
            actor=request.actor,
            kind=Kind.THOUGHT,
            topics=form.topics(),
            person=data["person"],
            on=data["on"],
            form=data["form"],
            heard_by=data["heard_by"],
        )
        return f"已记下：{made.person.name}的汇报", made.get_absolute_url()

    page = ActPage(
        heading="记一次党员汇报",
        submit="记下",
        back=reverse("transfers:reports"),
        lead=f"{node.name}的党员在会上或者口头汇报的，听的人记下来。",
        hint="记要点就行。内容加密，只有支部书记、副书记、纪检委员、听的人和本人看得到。",
        crumbs=(("汇报", reverse("transfers:reports")), ("记一次", "")),
    )
    return answer(request, form, run, page)


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """What was told, and the answer or the form for it."""
    found = queries.reports(request.actor).filter(pk__exact=pk).first()
    if found is None:
        raise Http404("没有这份汇报")
    actor = request.actor
    own = found.person_id == actor.person
    request.nav_key = "me" if own and not ENTER_REPORT.somewhere(actor) else "transfers"
    open_to = (not found.answered or request.method == "POST") and found.kind != Kind.CONTACT
    may_answer = open_to and not own and ANSWER_REPORT.can(actor, found)
    form = AnswerForm(request.POST or None, initial={"version": found.version}) if may_answer else None
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            actions.answer_report(actor=actor, report=pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "已答复，已告诉本人")
            return redirect(found)
    said = opened(found.sealed)
    return render(
        request,
        "transfers/report.html",
        {
            "one": found,
            "own": own,
            "said": [
                (label, said[name]) for name, label in TOPICS[Kind(found.kind)].items() if said.get(name)
            ],
            "answer": opened(found.answer).get("words", ""),
            "form": form,
        },
    )


@require_GET
def news(request: HttpRequest, pk: int) -> HttpResponse:
    """What the branch told those who are away."""
    found = queries.news(request.actor, pk)
    if found is None:
        raise Http404("没有这次通报")
    SEE_NEWS.require(request.actor, found)
    request.nav_key = "me"
    return render(request, "transfers/news.html", {"one": found})
