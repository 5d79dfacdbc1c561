"""The list of votes, and preparing one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from zhidu.apps.ballots import actions, choices, queries
from zhidu.apps.ballots.access import RUN, SEE
from zhidu.apps.ballots.drafting import ELECTIONS, LEADING, POSTS
from zhidu.apps.ballots.forms import NewForm
from zhidu.apps.ballots.models import Ballot, Nominee, Slate
from zhidu.apps.ballots.saving import put_off_by
from zhidu.apps.ballots.states import Stage, State
from zhidu.apps.meetings import queries as agendas
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.procedures import queries as procedures
from zhidu.apps.procedures.ports import BALLOT
from zhidu.domain.rules.vocabulary.words import MATTERS
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

PER_PAGE = 40
SHOWN = {"": "全部", **{one.value: one.chinese for one in (State.OPEN, State.DRAFT, State.CLOSED)}}


def index(request: HttpRequest) -> HttpResponse:
    """Votes the actor may see: what is being voted on first asks for it by its mark."""
    if not SEE.somewhere(request.actor):
        raise Refused(SEE)
    rows, shown = queries.visible_ballots(request.actor), request.GET.get("show", "")
    if shown in SHOWN and shown:
        rows = rows.filter(state=shown)
    person, here = request.actor.person, reverse("ballots:list")
    return render(
        request,
        "ballots/list.html",
        {
            "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
            "mine": queries.mine_to_cast(person) if person is not None else [],
            "watched": queries.watched_by(person) if person is not None else [],
            "may_run": RUN.somewhere(request.actor),
            "tabs": [
                {"title": title, "url": f"{here}?show={name}" if name else here, "current": name == shown}
                for name, title in SHOWN.items()
            ],
        },
    )


def new(request: HttpRequest) -> HttpResponse:
    """Prepare a vote; of several organisations one is chosen first."""
    mine = choices.organizations(request.actor) if RUN.somewhere(request.actor) else []
    if not mine:
        raise Refused(RUN)
    asked = request.GET.get("organization", "")
    if asked not in dict(mine):
        if len(mine) > 1:
            return render(request, "ballots/choose.html", {"mine": mine})
        asked = mine[0][0]
    node = orgs.node(int(asked))
    meetings = choices.meetings(request.actor, node)
    meeting = request.GET.get("meeting", "")
    if meeting and meeting not in dict(meetings):
        raise Http404("没有这次会")
    start = {**_start(request, node), **_point(request, meeting)}
    form = NewForm(
        request.POST or None,
        meetings=meetings,
        voters=choices.voters(node),
        people=choices.people(request.actor, node),
        initial={
            "meeting": meeting,
            "title": request.GET.get("title", "")[:200],
            "forum": "members_meeting",
            **start,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.prepare(actor=request.actor, draft=form.draft(node.pk))
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "已准备好；先看下面的条款，再开始")
            return redirect(made)
    return render(request, "ballots/new.html", {"form": form, "node": node, "start": start})


def _point(request: HttpRequest, meeting: str) -> dict[str, Any]:
    """The point of the agenda the form was opened from."""
    number = request.GET.get("point", "")
    found = agendas.point(int(number)) if _is_number(number) else None
    if found is None or str(found.meeting.activity_id) != meeting:
        return {}
    for one in queries.put_off(found.meeting.activity.organization_id):
        if found.title == f"{queries.AGAIN}{one.title}"[:200]:
            return {"point": found.pk, **_as_before(one), **_its_step(one)}
    matter = {"matter": found.topic} if found.topic in MATTERS else {}
    return {"point": found.pk, "title": found.title, **matter}


def _start(request: HttpRequest, node: Node) -> dict[str, Any]:
    """What follows from where the form was opened: a step of a procedure, or a vote that was put off."""
    post = request.GET.get("post", "")
    if post in LEADING:
        return _leader(node, post)
    if post == "committee_member":
        return _by_election(node, request.GET.get("seats", ""))
    case, step, before = (request.GET.get(name, "") for name in ("case", "step", "before"))
    if _is_number(case) and step:
        at = procedures.at_gate(int(case), step)
        if at is None or at.organization != node.pk:
            raise Http404("没有这一步")
        put_off = put_off_by(at.case)
        if put_off is not None:
            return {"gate": (at.case, at.step), **_as_before(put_off)}
        if at.by in ELECTIONS:
            return {"gate": (at.case, at.step), **_election(node, at.case, at.by)}
        return {
            "gate": (at.case, at.step),
            "title": at.step_title if at.private else f"{at.title}：{at.step_title}"[:200],
            "matter": at.by if at.by in MATTERS else "other",
            "person": str(at.person or ""),
            "method": "secret" if at.private else "",
        }
    if _is_number(before):
        rows = queries.visible_ballots(request.actor).filter(organization=node, outcome="deferred")
        found = rows.filter(pk=int(before)).first()
        if found is None:
            raise Http404("没有那次暂缓的表决")
        return _as_before(found)
    return {}


def _election(node: Node, case: int, matter: str) -> dict[str, Any]:
    """The paper of an election as the list of its case has it."""
    slate = Slate.objects.filter(case=case).first()
    names = slate.nominees.filter(stage=Stage.FORMAL.value) if slate is not None else Nominee.objects.none()
    return {
        "title": f"选举{node.name}委员会委员"[:200],
        "matter": matter,
        "method": "secret",
        "post": "committee_member",
        "seats": slate.seats if slate is not None else None,
        "years": slate.years if slate is not None else None,
        "candidates": [str(pk) for pk in names.values_list("person", flat=True)],
    }


def _leader(node: Node, post: str) -> dict[str, Any]:
    """The committee elects its secretary or deputy, one name for the one seat."""
    return {
        "title": f"选举{node.name}{POSTS[post]}"[:200],
        "matter": "election",
        "forum": "committee_meeting",
        "method": "secret",
        "post": post,
        "seats": 1,
    }


def _by_election(node: Node, seats: str) -> dict[str, Any]:
    """The members' meeting fills what fell vacant, for the rest of the term."""
    return {
        "title": f"补选{node.name}委员会委员"[:200],
        "matter": "by_election",
        "method": "secret",
        "post": "committee_member",
        "seats": int(seats) if _is_number(seats) and int(seats) else 1,
    }


def _its_step(ballot: Ballot) -> dict[str, Any]:
    """The step of the case that waits for the vote, where there is one and it may be put to the vote."""
    case = ballot.follow_case or ballot.gate_case
    at = procedures.waiting_at(case, BALLOT) if case is not None else None
    if at is None:
        return {}
    if not at.may_be_asked:
        raise Wrong(f"这件事已按程序再议，还不能再表决。{at.refused_because}")
    return {"gate": (at.case, at.step)}


def _as_before(ballot: Ballot) -> dict[str, Any]:
    """What is voted on again is the same matter."""
    names = ("title", "text", "matter", "forum", "method")
    kept = {name: getattr(ballot, name) for name in names}
    return {"before": ballot.pk, "person": str(ballot.person_id or ""), **kept}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 12
