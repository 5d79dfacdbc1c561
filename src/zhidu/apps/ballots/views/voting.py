"""The voter's page, and the teller's key. What is entered here never shows up in an error report."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from zhidu.apps.ballots import actions, queries
from zhidu.apps.ballots.forms import VoteForm
from zhidu.apps.ballots.models import Ballot
from zhidu.apps.ballots.states import Method
from zhidu.apps.ballots.views.load import ballot_or_404
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.forms import add_faults


@sensitive_post_parameters()
@sensitive_variables()
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper, in large type; once it is handed in, it is gone."""
    ballot = ballot_or_404(request, pk)
    mine = queries.elector(ballot, request.actor)
    form = _paper(request, ballot)
    shown = {"ballot": ballot, "mine": mine, "form": form, "done": mine is not None and mine.voted}
    if request.method == "POST" and form.is_valid():
        try:
            code = _hand_in(request, ballot, form)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            if not code:
                return redirect(reverse("ballots:vote", args=[pk]))
            # shown this once, kept nowhere
            return render(request, "ballots/vote.html", {**shown, "done": True, "code": code})
    return render(request, "ballots/vote.html", shown)


def _hand_in(request: HttpRequest, ballot: Ballot, form: VoteForm) -> str:
    if ballot.how is Method.NAMED:
        actions.cast_named(actor=request.actor, ballot=ballot.pk, choice=form.marks)
        return ""
    return actions.cast(actor=request.actor, ballot=ballot.pk, marks=form.marks, others=form.others)


def _paper(request: HttpRequest, ballot: Ballot) -> VoteForm:
    # two thousand open this page within a minute: nothing is asked that only elections have
    names = ballot.candidates.select_related("person") if ballot.is_election else []
    candidates = [(one.person_id, one.person.name) for one in names]
    others = []
    if ballot.is_election and ballot.open:
        listed = {pk for pk, _ in candidates}
        people = ballot.electors.select_related("person").order_by("person_id")
        others = [(str(one.person_id), one.person.name) for one in people if one.person_id not in listed]
    return VoteForm(request.POST or None, candidates=candidates, others=others, seats=ballot.seats or 0)


@require_POST
@sensitive_variables()
def key(request: HttpRequest, pk: int) -> HttpResponse:
    """The teller takes the key; the code is on this one page and nowhere else."""
    ballot = ballot_or_404(request, pk)
    code = actions.take_key(actor=request.actor, ballot=pk)
    return render(
        request,
        "ballots/key.html",
        {"ballot": ballot, "code": code, "teller": queries.teller(ballot, request.actor)},
    )
