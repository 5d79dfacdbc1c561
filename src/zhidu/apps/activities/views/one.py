"""The page of one record, and the decisions about it: calling off, declaring void."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhidu.apps.activities import actions, consents, feedback
from zhidu.apps.activities.access import ANSWER_CONSENT, CORRECT, DECIDE_LEAVE
from zhidu.apps.activities.forms.ending import CancelForm, VoidForm
from zhidu.apps.activities.invitations import answers_to, invitation
from zhidu.apps.activities.kinds import GATHERINGS, Kind
from zhidu.apps.activities.lecturing import LECTURE
from zhidu.apps.activities.models import Activity
from zhidu.apps.activities.places import places
from zhidu.apps.activities.ports import busy
from zhidu.apps.activities.queries import visible_activities
from zhidu.apps.activities.receipts import NO_ACCOUNT, receipts, told_by_mouth
from zhidu.apps.activities.setting import Setting
from zhidu.apps.activities.showing import Showing
from zhidu.apps.activities.states import Reply, State
from zhidu.apps.activities.views.load import activity_or_404, setting_of
from zhidu.domain.rules.vocabulary import MEASURES
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.files import queries as files
from zhidu.foundation.identity import queries as identity
from zhidu.foundation.outbox import queries as outbox
from zhidu.foundation.outbox.actions import read
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast

FOLLOWING = 50
"""Records that follow on this one, shown at most."""


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One record: what was done, who came, what was decided, and how the record came about."""
    activity = activity_or_404(request, pk)
    showing = Showing(activity, setting_of(request, activity).words, activity.participants.order_by("pk"))
    history = showing.history()
    users = {past.by for past in history if past.by} | (
        {activity.entered_by} if activity.entered_by else set()
    )
    following = visible_activities(request.actor).filter(about=activity, voided_at=None)
    return render(
        request,
        "activities/one.html",
        {
            "activity": activity,
            "showing": showing,
            "figures": showing.figures(),
            "absent": showing.absent(),
            "agenda": list(activity.agenda.all()),
            "rows": _rows(activity, showing),
            "box": files.box(request.actor, activity.code),
            "history": history,
            "users": identity.names(users),
            "following": following.select_related("node", "person")[:FOLLOWING],
            "by_mouth": _by_mouth(request.actor, activity),
            "busy": busy(activity.pk) if activity.state == State.PLANNED else "",
            "may_change": activity.voided_at is None and CORRECT.can(request.actor, activity),
            "heard": _heard(request.actor, activity),
            "may_say": feedback.may_say(request.actor.person, activity),
            **_replies(request.actor, activity),
        },
    )


def _heard(actor: Actor, activity: Activity) -> feedback.Heard | None:
    """What was said of a lecture, for whoever keeps its record."""
    lecture = activity.kind == LECTURE and activity.state == State.HELD and activity.voided_at is None
    return feedback.heard(activity) if lecture and CORRECT.can(actor, activity) else None


def _replies(actor: Actor, activity: Activity) -> dict[str, Any]:
    """What was said beforehand: the own answer, and everybody's for whoever keeps the record or decides."""
    if activity.state != State.PLANNED or activity.voided_at is not None:
        return {}
    _seen(actor, activity)
    mine = invitation(actor.person, activity) if actor.person is not None else None
    every = answers_to(activity)
    deciding = {
        one.pk
        for one in every
        if one.reply == Reply.ASKED and one.person_id != actor.person and DECIDE_LEAVE.can(actor, one)
    }
    keeps = CORRECT.can(actor, activity)
    shown = activity.kind in GATHERINGS and (keeps or bool(deciding))
    coming = activity.kind in GATHERINGS and not activity.over
    return {
        "receipts": receipts(activity, places([activity.node_id])[activity.node_id])
        if keeps and coming
        else None,
        "no_account": NO_ACCOUNT,
        **_moved(actor, activity, keeps=keeps),
        "invitation": mine,
        "shows_replies": shown,
        "replies": every if shown else [],
        "deciding": deciding,
    }


def _by_mouth(actor: Actor, activity: Activity) -> list[str]:
    """Of a meeting that was called off and is still to come: whom somebody has to tell, for whoever kept it."""
    off = activity.state == State.CANCELLED and activity.on >= today()
    return told_by_mouth(activity) if off and CORRECT.can(actor, activity) else []


def _moved(actor: Actor, activity: Activity, *, keeps: bool) -> dict[str, Any]:
    """Whether the meeting is on another day than a rule fixes, and what whoever has to consent said."""
    if activity.kind not in GATHERINGS:
        return {}
    asked = consents.current(activity)
    answers = asked is not None and not asked.answer and ANSWER_CONSENT.can(actor, asked)
    found = None
    if keeps and (asked is None or asked.answer == "refused"):
        place = places([activity.node_id])[activity.node_id]
        setting = Setting(Kind(MEASURES[activity.kind]), place, activity.on)
        agreed = all(activity.columns.get(name) for name in consents.COLUMNS)
        found = None if agreed else consents.moved(setting, activity.on, activity.begins, activity.ends)
    return {
        "consent": asked,
        "moved": found,
        "may_ask_consent": found is not None and found.asked is not None and not activity.over,
        "may_answer_consent": answers,
    }


def _seen(actor: Actor, activity: Activity) -> None:
    """Whoever opens the meeting itself has seen what they were told of it, though not by way of the reminder."""
    told = outbox.unread_about(actor, activity.get_absolute_url())
    if told:
        read(actor=actor, messages=told)


def _rows(activity: Activity, showing: Showing) -> list[tuple[str, str]]:
    """Name and content of everything that was filled in and has no place of its own on the page."""
    rows = []
    if activity.unit:
        number = f"{activity.quantity.normalize():f}"
        rows.append((activity.kind_name, f"{number} {activity.unit}"))
    rows += showing.columns
    if activity.for_period:
        rows.append(("为哪一期补办", activity.for_period))
    if not activity.sure:
        rows.append(("记录", "不全，只算“也许有”"))
    return rows


def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call off an arrangement."""
    activity = activity_or_404(request, pk)
    CORRECT.require(request.actor, activity)
    form = CancelForm(request.POST or None, initial={"version": activity.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel(actor=request.actor, activity=pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            return _ended(request, activity, "已取消")
    return render(request, "activities/cancel.html", {"form": form, "activity": activity})


def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Declare a record void."""
    activity = activity_or_404(request, pk)
    CORRECT.require(request.actor, activity)
    form = VoidForm(request.POST or None, initial={"version": activity.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.void(actor=request.actor, activity=pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            return _ended(request, activity, "已作废")
    return render(request, "activities/void.html", {"form": form, "activity": activity})


def _ended(request: HttpRequest, activity: Activity, word: str) -> HttpResponse:
    toast(request, f"{word}：{activity.kind_name} {activity.on.month}月{activity.on.day}日")
    return redirect(activity)
