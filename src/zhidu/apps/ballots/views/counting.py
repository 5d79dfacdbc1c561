"""Counting: hands, the box, the tally sheet; and the slips, for whoever counts them again."""

from __future__ import annotations

from collections import Counter

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from zhidu.apps.ballots import actions, box, choices, queries
from zhidu.apps.ballots.forms import CountForm, SheetForm, VersionForm
from zhidu.apps.ballots.models import Ballot, Sheet
from zhidu.apps.ballots.states import Choice, Method, State
from zhidu.apps.ballots.views.load import ballot_or_404, run_or_refuse
from zhidu.apps.members import queries as members
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast

PER_PAGE = 100


@sensitive_post_parameters()
@sensitive_variables()
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the vote: hands are entered, or the box is opened with both keys."""
    ballot = run_or_refuse(request, pk)
    if not ballot.open or ballot.how is Method.PAPER:
        return redirect(ballot)
    form = _count_form(request, ballot)
    if request.method == "POST" and form.is_valid():
        try:
            done = _close(request, ballot, form)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已结束：{done.title}")
            return redirect(done)
    return render(
        request,
        "ballots/count.html",
        {"ballot": ballot, "form": form, "progress": queries.progress(ballot)},
    )


def _count_form(request: HttpRequest, ballot: Ballot) -> CountForm:
    secret = ballot.how is Method.SECRET
    return CountForm(
        request.POST or None,
        hands=ballot.how is Method.HANDS,
        written=ballot.written,
        tellers=list(ballot.tellers.select_related("person")) if secret else [],
        papers=ballot.electors.filter(paper=True).count() if secret else 0,
        dissent=not ballot.is_election,
        initial={"version": ballot.version},
    )


def _close(request: HttpRequest, ballot: Ballot, form: CountForm) -> Ballot:
    data = form.cleaned_data
    common = {"actor": request.actor, "ballot": ballot.pk, "version": data["version"]}
    if ballot.how is Method.SECRET:
        return actions.open_box(
            **common,
            codes=form.codes(),
            written=form.marks("written_"),
            papers=form.marks("papers_"),
            void=data.get("void") or 0,
            dissent=data.get("dissent", ""),
        )
    return actions.count_hands(
        **common, hands=form.marks(), written=form.marks("written_"), dissent=data["dissent"]
    )


@require_POST
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody takes a paper instead of voting on a device."""
    ballot = run_or_refuse(request, pk)
    person = request.POST.get("person", "")
    if not (person.isascii() and person.isdecimal() and len(person) < 12):
        raise Http404("没有这个人")
    actions.give_paper(actor=request.actor, ballot=pk, person=int(person))
    toast(request, "已记下：这位同志领了纸票")
    return redirect(ballot)


# ---------------------------------------------------------------- paper


def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill in the tally sheet."""
    ballot = ballot_or_404(request, pk)
    if not ballot.open or ballot.how is not Method.PAPER:
        return redirect(ballot)
    candidates = [(one.person_id, one.person.name) for one in ballot.candidates.select_related("person")]
    stands = Sheet.objects.filter(ballot=ballot).first()
    form = SheetForm(
        request.POST or None,
        candidates=candidates,
        voters=choices.voters(ballot.organization) if candidates else [],
        seats=ballot.seats or 0,
        initial={"version": ballot.version, **_as_filled(stands)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.fill_sheet(
                actor=request.actor, ballot=pk, version=form.cleaned_data["version"], filled=form.filled()
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "计票单已填好；请两位计票人、监票人看过签字")
            return redirect(ballot)
    return render(request, "ballots/sheet.html", {"ballot": ballot, "form": form})


def _as_filled(stands: Sheet | None) -> dict[str, int | str]:
    if stands is None:
        return {}
    found: dict[str, int | str] = {
        name: getattr(stands, name) for name in ("issued", "returned", "valid", "void")
    }
    for key, numbers in stands.lines.items():
        pk = key if key.isdecimal() else "0"
        found |= {f"{letter}{pk}": number for letter, number in zip("yna", numbers, strict=True)}
    for place, (person, votes) in enumerate(stands.others.items(), 1):
        found |= {f"other{place}": person, f"votes{place}": votes}
    return found


@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """A teller signs the sheet as it stands."""
    ballot = ballot_or_404(request, pk)
    actions.sign_sheet(actor=request.actor, ballot=pk, digest=request.POST.get("digest", ""))
    toast(request, "已签字")
    return redirect(ballot)


@require_POST
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a paper ballot by its signed sheet."""
    ballot = run_or_refuse(request, pk)
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise Http404("没有写第几版")
    done = actions.close_sheet(
        actor=request.actor,
        ballot=pk,
        version=form.cleaned_data["version"],
        dissent=request.POST.get("dissent", ""),
    )
    toast(request, f"已结束：{done.title}")
    return redirect(ballot)


# ---------------------------------------------------------------- counting again


def slips(request: HttpRequest, pk: int) -> HttpResponse:
    """Every slip, in the order of what it says: whoever may see the vote counts it again."""
    ballot = ballot_or_404(request, pk)
    if ballot.state != State.CLOSED or ballot.how is not Method.SECRET:
        raise Http404("没有可以复核的票")
    rows = ballot.slips.all()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    candidates = [(one.person_id, one.person.name) for one in ballot.candidates.select_related("person")]
    read = [(one.number, box.read(one.said)) for one in page]
    others = members.names(f"person-{pk}" for _, said in read for pk in said.others)
    shown = [
        {
            "number": number,
            "marks": [Choice(letter).chinese for letter in said.marks],
            "others": [others.get(f"person-{pk}", "") for pk in said.others],
            "code": said.code,
        }
        for number, said in read
    ]
    heads = [name for _, name in candidates] or [ballot.title]
    return render(
        request,
        "ballots/slips.html",
        {"ballot": ballot, "page": page, "slips": shown, "heads": heads, "totals": _totals(ballot, heads)},
    )


def _totals(ballot: Ballot, heads: list[str]) -> list[tuple[str, int, int, int]]:
    """Counted anew from the slips, whatever the result says."""
    said = [box.read(one).marks for one in ballot.slips.values_list("said", flat=True)]
    found = []
    for place, name in enumerate(heads):
        letters = Counter(marks[place] for marks in said)
        found.append((name, letters["y"], letters["n"], letters["a"]))
    return found
