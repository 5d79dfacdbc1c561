"""失去联系: the list, one of them, and what is done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhidu.apps.members import queries as members
from zhidu.apps.orgs.act_pages import ActPage, answer
from zhidu.apps.transfers import actions
from zhidu.apps.transfers import away_queries as queries
from zhidu.apps.transfers.access import KEEP_AWAY, SEE_GUEST
from zhidu.apps.transfers.away_forms import DayForm, LostForm, SuspendForm, TriesForm
from zhidu.apps.transfers.limits import Limits
from zhidu.apps.transfers.views.load import kept_by, organization_or_404
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import Form

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhidu.apps.transfers.away_models import Lost

MOST = 100
Done = tuple[str, str]


def lost_or_404(request: HttpRequest, pk: int) -> Lost:
    """One of them, for whoever may see it."""
    found = queries.visible_lost(request.actor).filter(pk__exact=pk).first()
    if found is None:
        raise Http404("没有这一条")
    request.nav_key = "transfers"
    return found


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Those nobody can reach."""
    if not SEE_GUEST.somewhere(request.actor):
        raise Refused(SEE_GUEST)
    request.nav_key = "transfers"
    rows = list(queries.visible_lost(request.actor)[:MOST])
    return render(request, "transfers/lost.html", {"rows": rows, "places": kept_by(request.actor, KEEP_AWAY)})


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Since when, what was tried, what the clause proposes."""
    found = lost_or_404(request, pk)
    due = queries.lost_due(found, Limits(found.organization, today()))
    return render(
        request,
        "transfers/lost_one.html",
        {
            "one": found,
            "due": due,
            "proposed": due is not None and due[0] < today(),
            "may_keep": KEEP_AWAY.can(request.actor, found),
        },
    )


def new(request: HttpRequest, organization: int) -> HttpResponse:
    """Nobody can reach a member."""
    node = organization_or_404(request, organization, KEEP_AWAY)
    people = [(str(one.person_id), one.person.name) for one in members.on_day(node.pk, today())]

    def run(data: dict[str, Any]) -> Done:
        made = actions.note_lost(actor=request.actor, **data)
        return f"已登记：{made.person.name}", made.get_absolute_url()

    form = LostForm(
        request.POST or None, people=people, initial={"person": request.GET.get("person", "")[:15]}
    )
    page = ActPage(
        heading="登记失去联系",
        submit="登记",
        back=reverse("transfers:lost"),
        lead=f"{node.name}的党员，想了办法还联系不上的。",
        hint="登记不等于处理：满规定的时间，只提出由组织研究，不会自动停止党籍。",
        crumbs=(("失去联系", reverse("transfers:lost")), ("登记", "")),
    )
    return answer(request, form, run, page)


def _act(
    request: HttpRequest,
    pk: int,
    make: Callable[[Lost], Form],
    do: Callable[..., Lost],
    heading: str,
    hint: str,
    kind: str = "primary",
) -> HttpResponse:
    found = lost_or_404(request, pk)
    KEEP_AWAY.require(request.actor, found)

    def run(data: dict[str, Any]) -> Done:
        data.pop("confirm", None)
        made = do(actor=request.actor, lost=pk, **data)
        return f"已记下：{made.person.name}，{made.state_name}", made.get_absolute_url()

    page = ActPage(
        heading=heading,
        submit=heading,
        kind=kind,
        back=found.get_absolute_url(),
        lead=f"{found.person.name}，{found.organization.name}，{found.since} 起联系不上。",
        hint=hint,
        crumbs=(
            ("失去联系", reverse("transfers:lost")),
            (found.person.name, found.get_absolute_url()),
            (heading, ""),
        ),
    )
    version = lambda: queries.visible_lost(request.actor).get(pk=pk).version  # noqa: E731
    return answer(request, make(found), run, page, version=version)


def tries(request: HttpRequest, pk: int) -> HttpResponse:
    """One more attempt."""
    return _act(
        request,
        pk,
        lambda one: TriesForm(request.POST or None, initial={"version": one.version}),
        actions.note_tries,
        "又找过一次",
        "以前写的都留着。",
    )


def found(request: HttpRequest, pk: int) -> HttpResponse:
    """In touch again."""
    return _act(
        request,
        pk,
        lambda one: DayForm(request.POST or None, label="哪天联系上的", initial={"version": one.version}),
        actions.note_found,
        "又联系上了",
        "联系上以后，按情况谈话教育，补交党费，该转组织关系的转走。",
    )


def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    """Decided and approved."""
    return _act(
        request,
        pk,
        lambda one: SuspendForm(request.POST or None, name=one.person.name, initial={"version": one.version}),
        actions.suspend,
        "登记停止党籍",
        "支部研究、上级党委批准以后才登记。从第二天起不在名册上：不算应到会、不交党费。又联系上的，批准以后恢复。",
        "danger",
    )


def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Given back."""
    return _act(
        request,
        pk,
        lambda one: DayForm(request.POST or None, label="恢复党籍的日期", initial={"version": one.version}),
        actions.restore,
        "登记恢复党籍",
        "上级党委批准以后登记。中间那段日子不补。",
    )
