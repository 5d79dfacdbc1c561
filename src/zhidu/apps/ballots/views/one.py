"""The page of one vote; opening and annulling it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zhidu.apps.ballots import actions
from zhidu.apps.ballots.electorate import SHORT_LIST, Exceptions, numbers, proposed
from zhidu.apps.ballots.forms import AnnulForm, OfficeForm, OpenForm
from zhidu.apps.ballots.saving import day_of, rules_of
from zhidu.apps.ballots.showing import page_of
from zhidu.apps.ballots.states import State
from zhidu.apps.ballots.views.load import ballot_or_404, run_or_refuse
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
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
                emergency_why=data.get("emergency_why", ""),
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已开始：{ballot.title}")
            return redirect(ballot)
    frozen = numbers(name.standing for name in roll)
    context = {"ballot": ballot, "form": form, "numbers": frozen, "lines": asked.lines(frozen.count)}
    return render(request, "ballots/start.html", context)


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """A second round for the seats that are left."""
    run_or_refuse(request, pk)
    made = actions.second_round(actor=request.actor, ballot=pk)
    toast(request, "已准备好再次投票；领好钥匙、核对名册再开始")
    return redirect(made)


@require_POST
def further(request: HttpRequest, pk: int) -> HttpResponse:
    """The procedure for what was put off."""
    ballot = run_or_refuse(request, pk)
    done = actions.take_further(actor=request.actor, ballot=pk, version=ballot.version)
    toast(request, "已立项：暂缓事项再议")
    return redirect(done)


def office(request: HttpRequest, pk: int) -> HttpResponse:
    """Those elected take office."""
    ballot = run_or_refuse(request, pk)
    form = OfficeForm(request.POST or None, initial={"version": ballot.version, "on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_office(actor=request.actor, ballot=pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "当选的同志已任职")
            return redirect(ballot)
    elected = [row["name"] for row in ballot.result.get("rows", []) if row["elected"]]
    return render(request, "ballots/office.html", {"ballot": ballot, "form": form, "elected": elected})


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
