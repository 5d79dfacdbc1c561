"""The page of one vote; opening and annulling it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhidu.apps.ballots import actions
from zhidu.apps.ballots.electorate import SHORT_LIST, Exceptions, numbers, proposed
from zhidu.apps.ballots.forms import AnnulForm, OpenForm
from zhidu.apps.ballots.saving import day_of, rules_of
from zhidu.apps.ballots.showing import page_of
from zhidu.apps.ballots.states import State
from zhidu.apps.ballots.views.load import ballot_or_404, run_or_refuse
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """What is voted on, by what rules, how far it is, and what came out."""
    ballot = ballot_or_404(request, pk)
    return render(request, "ballots/one.html", page_of(ballot, request.actor))


def start(request: HttpRequest, pk: int) -> HttpResponse:
    """The roll is looked over once more, then frozen."""
    ballot = run_or_refuse(request, pk)
    if ballot.state != State.DRAFT:
        return redirect(ballot)
    asked, roll = rules_of(ballot), proposed(ballot, day_of(ballot))
    listed = roll if len(roll) <= SHORT_LIST else []
    form = OpenForm(request.POST or None, asked=asked, roll=listed, initial={"version": ballot.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.open_ballot(
                actor=request.actor,
                ballot=pk,
                version=data["version"],
                said=form.said() if listed else Exceptions(),
                done=data.get("done", ()),
                emergency=data.get("emergency", False),
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已开始：{ballot.title}")
            return redirect(ballot)
    frozen = numbers(name.standing for name in roll)
    context = {"ballot": ballot, "form": form, "numbers": frozen, "lines": asked.lines(frozen.count)}
    return render(request, "ballots/start.html", context)


def annul(request: HttpRequest, pk: int) -> HttpResponse:
    """A vote that is not to count."""
    ballot = run_or_refuse(request, pk)
    form = AnnulForm(request.POST or None, initial={"version": ballot.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.annul(actor=request.actor, ballot=pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已作废：{ballot.title}")
            return redirect(ballot)
    return render(request, "ballots/annul.html", {"ballot": ballot, "form": form})
