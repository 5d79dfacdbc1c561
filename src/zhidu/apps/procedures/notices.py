"""Telling those whose turn it is, and those who asked."""

from __future__ import annotations

from django.urls import reverse

from zhidu.apps.procedures.access import OFFICERS
from zhidu.apps.procedures.engine import Live
from zhidu.apps.procedures.models import Delegation, Request
from zhidu.foundation.access.queries import holders_at
from zhidu.foundation.clock import today
from zhidu.foundation.outbox.actions import queue


def tell_asked(sent: Request, going: Live) -> int:
    """Tell the officers of a level that they are asked to agree; how many."""
    row = going.row
    step = going.step(sent.step)
    title = step.title if step is not None else sent.step
    told = holders_at(sent.place.path, OFFICERS, today())
    for user in told:
        queue(
            receiver=user,
            subject=f"请批复：{row.organization.name}，{title}",
            body=f"{row.organization.name}送来“{going.procedure.title}”的“{title}”，请审批。材料在网站上。",
            key=f"{row.code}:request:{sent.pk}:{user}",
            link=reverse("procedures:request", args=[sent.pk]),
        )
    return len(told)


def tell_answered(sent: Request, going: Live) -> None:
    """Tell whoever asked what a level said."""
    if sent.asked_by is None:
        return
    step = going.step(sent.step)
    title = step.title if step is not None else sent.step
    queue(
        receiver=sent.asked_by,
        subject=f"批复：{title}，{sent.answer_name}",
        body=f"{sent.place.name}对“{going.procedure.title}”的“{title}”已经答复：{sent.answer_name}。意见在网站上。",
        key=f"{going.row.code}:answer:{sent.pk}",
        link=going.row.get_absolute_url(),
    )


def tell_delegated(made: Delegation, going: Live) -> None:
    """Tell somebody that they act for another."""
    queue(
        receiver=made.receiver,
        subject=f"请您代办：{going.procedure.title}",
        body=(
            f"{made.giver_name}请您在{made.place.name}的“{going.procedure.title}”里代为办理，"
            f"到 {made.until.year}年{made.until.month}月{made.until.day}日为止。"
        ),
        key=f"{going.row.code}:delegation:{made.pk}",
        link=going.row.get_absolute_url(),
    )
