"""The names of an election on the page of its case, stage by stage, with the votes and what follows from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from zhidu.apps.ballots import actions, choices, queries
from zhidu.apps.ballots.access import RUN
from zhidu.apps.ballots.drafting import ELECTIONS
from zhidu.apps.ballots.forms import SlateForm
from zhidu.apps.ballots.models import Slate
from zhidu.apps.ballots.requirements import standing_of
from zhidu.apps.ballots.states import Stage, State
from zhidu.apps.procedures import queries as procedures
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.panels import nothing
from zhidu.foundation.ui.toast import toast

if TYPE_CHECKING:
    from zhidu.apps.procedures.queries import Course

STAGES = list(Stage)


def about_case(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of an election: who is how far, the rounds, taking office, and what is next."""
    course = _course(request, pk)
    if course is None:
        return nothing(request)
    node = course.case.organization
    slate = Slate.objects.filter(case=pk).first()
    names = list(slate.nominees.select_related("person")) if slate is not None else []
    rounds = queries.of_case(request.actor, pk)
    may_run = RUN.can_create(request.actor, node.path) and course.case.open
    done = [one for one in rounds if one.state == State.CLOSED and one.passed_some]
    return render(
        request,
        "ballots/about_case.html",
        {
            "course": course,
            "slate": slate,
            "rows": [(one, [_votes(ballot, one.person_id) for ballot in rounds]) for one in names],
            "rounds": rounds,
            "next": _next(names, course, begun=bool(rounds)) if may_run else None,
            "may_run": may_run,
            "office": [one for one in done if one.took_office is None and one.post],
            "posts": _posts(node.pk) if any(one.took_office for one in done) and may_run else [],
            "least": standing_of(node, today(), "committee_member").least(slate.seats) if slate else None,
        },
    )


def slate(request: HttpRequest, pk: int, stage: str) -> HttpResponse:
    """The names of one stage."""
    course = _course(request, pk)
    if course is None or stage not in set(Stage):
        raise Http404("没有这个选举，或者没有这个阶段")
    node = course.case.organization
    RUN.require_at(request.actor, node.path)
    found, wanted = Slate.objects.filter(case=pk).first(), Stage(stage)
    at = STAGES.index(wanted)
    known = dict(found.nominees.values_list("person", "stage")) if found is not None else {}
    reached = {one for one, how in known.items() if STAGES.index(Stage(how)) >= max(at - 1, 0)}
    people = [one for one in choices.voters(node) if not at or int(one[0]) in reached]
    chosen = {one for one, how in known.items() if STAGES.index(Stage(how)) >= at} or reached
    form = SlateForm(
        request.POST or None,
        people=people,
        first=not at,
        initial={
            "people": [str(one) for one in chosen],
            "seats": found.seats if found else None,
            "years": found.years if found else None,
            "version": found.version if found else None,
        },
    )
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        data["people"] = [int(one) for one in data["people"]]
        try:
            actions.nominate(actor=request.actor, case=pk, stage=stage, **data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已定{wanted.chinese} {len(data['people'])} 人")
            return redirect(course.case)
    shown = {"form": form, "course": course, "stage": wanted, "slate": found}
    if found is not None:
        shown["least"] = standing_of(node, today(), "committee_member").least(found.seats)
    return render(request, "ballots/slate.html", shown)


def _course(request: HttpRequest, pk: int) -> Course | None:
    """The election a case is, for whoever may see the case; None where it is none."""
    if not procedures.visible_cases(request.actor).filter(pk=pk).exists():
        raise Http404("没有这件事")
    request.nav_key = "procedures"
    found = procedures.course(pk)
    return found if found is not None and found.by in ELECTIONS else None


def _votes(ballot: Any, person: int) -> str:  # noqa: ANN401 - a round
    """What somebody got in one round, in words."""
    for row in ballot.result.get("rows", []):
        if row["person"] == person:
            how = "，当选" if row["elected"] else "，票数相等" if row["tied"] else ""
            return f"{row['yes']} 票{how}"
    return "—"


def _next(names: list[Any], course: Course, *, begun: bool) -> tuple[Stage, str] | None:
    """The stage the list comes to next, and the words of the button."""
    if begun:
        return None
    reached = max((STAGES.index(Stage(one.stage)) for one in names), default=-1)
    if reached < 0:
        return Stage.NOMINATED, "定名额、记提名"
    if reached == 0 and not course.asked:
        return Stage.PRELIMINARY, "定预备人选"
    if reached == 1 and course.consented:
        return Stage.FORMAL, "定为正式候选人"
    return None


def _posts(organization: int) -> list[tuple[str, str]]:
    """The leaders a new committee still has to elect: the form of a vote of its own, filled in."""
    voted = queries.leaders_voted_on(organization)
    return [
        (
            f"支委会选{word}",
            f"{reverse('ballots:new')}?organization={organization}&post={post}",
        )
        for post, word in (("secretary", "书记"), ("deputy", "副书记"))
        if post not in voted
    ]
