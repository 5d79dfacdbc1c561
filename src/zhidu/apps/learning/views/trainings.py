"""Training classes: the list, one with its roster, and its end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhidu.apps.activities import attending
from zhidu.apps.activities.places import places
from zhidu.apps.learning import actions
from zhidu.apps.learning.access import KEEP
from zhidu.apps.learning.forms.training import FinishForm, RosterForm, TrainingForm
from zhidu.apps.learning.kinds import TRAINING
from zhidu.apps.learning.models import Training
from zhidu.apps.learning.scheduling import forms_of, topics_of
from zhidu.apps.learning.views.load import organization_or_404
from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.roles import COMMITTEE, ROLES, SECRETARY
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

WHO = {"secretary": "下级的书记", "committee": "下级的书记和委员", "new": "一年内新任的书记和委员"}
MOST, MOST_PEOPLE = 60, 600


def trainings(request: HttpRequest, organization: int) -> HttpResponse:
    """Every class, and the form for another."""
    node = organization_or_404(request, organization, KEEP)
    place = places([node.pk])[node.pk]
    held = [
        (str(one.pk), f"{one.on.month}月{one.on.day}日 {one.organization.name}")
        for one in attending.elections(node.path)
    ]
    form = TrainingForm(
        request.POST or None,
        ways=forms_of(TRAINING, place, today()),
        topics=topics_of(TRAINING, place, today()),
        elections=held,
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_training(actor=request.actor, organization=node.pk, course=form.course)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已办班：{made.title}；接着定学员")
            return redirect(made)
    rows = Training.objects.filter(organization=node).select_related("record")[:MOST]
    return render(request, "learning/trainings.html", {"node": node, "form": form, "rows": rows})


def training(request: HttpRequest, pk: int) -> HttpResponse:
    """The roster, and registering who finished."""
    found = Training.objects.select_related("organization", "record").filter(pk=pk).first()
    if found is None:
        raise Http404("没有这个培训班")
    KEEP.require(request.actor, found)
    request.nav_key = "learning"
    trainees = list(found.trainees.select_related("person", "organization"))
    open_to = found.finished_on is None
    who = request.GET.get("who", "") if open_to else ""
    start = {"version": found.version}
    posted = request.POST or None
    roster = finish = None
    if who in WHO:
        choices = {one.person_id: f"{one.person.name}（{one.organization.name}）" for one in trainees}
        choices |= _found(found.organization, who)
        roster = RosterForm(
            posted,
            choices=[(str(one), name) for one, name in choices.items()],
            initial={**start, "people": [str(one) for one in choices]},
        )
    elif open_to and trainees and found.last <= today():
        finish = FinishForm(posted, trainees=trainees, initial=start)
    try:
        if roster is not None and roster.is_bound and roster.is_valid():
            data = roster.cleaned_data
            number = actions.enroll(
                actor=request.actor,
                training=pk,
                version=data["version"],
                people=[int(one) for one in data["people"]],
            )
            toast(request, f"学员 {number} 人")
            return redirect(found)
        if finish is not None and finish.is_bound and finish.is_valid():
            actions.finish_training(
                actor=request.actor,
                training=pk,
                version=finish.cleaned_data["version"],
                certificates=finish.certificates,
            )
            toast(request, "已登记结业；学时和培训记到各人名下")
            return redirect(found)
    except Wrong as wrong:
        bound = roster if roster is not None else finish
        if bound is not None:
            add_faults(bound, wrong)
    shown = {
        "training": found,
        "trainees": trainees,
        "roster": roster,
        "finish": finish,
        "who": who,
        "whom": WHO.get(who, ""),
        "groups": WHO.items() if open_to else (),
        "exams": found.exams.all(),
    }
    return render(request, "learning/training.html", shown)


def _found(node: Node, who: str) -> dict[int, str]:
    """Person → name with post and organisation, of those who hold such a post at or below a place."""
    below = orgs.organization_ids(below=node)
    wanted = {SECRETARY} if who == "secretary" else COMMITTEE
    since = today() - timedelta(days=366)
    found: dict[int, str] = {}
    names = {one.pk: one.name for one in orgs.organizations(below)}
    for pk, posts in members.posts_among(below, wanted).items():
        for one in posts:
            runs = (one.first is None or one.first <= today()) and (one.last is None or one.last >= today())
            if runs and (who != "new" or (one.first is not None and one.first >= since)):
                found.setdefault(
                    one.person_id, f"{one.person.name}（{names.get(pk, '')}{ROLES.get(one.post, '')}）"
                )
    return dict(list(found.items())[:MOST_PEOPLE])
