"""Granting or refusing a leave that was asked for (准假、不准)."""

from __future__ import annotations

from zhidu.apps.activities.access import DECIDE_LEAVE
from zhidu.apps.activities.answering import decided_upon, write
from zhidu.apps.activities.models import Answer
from zhidu.apps.activities.notices import tell_decision
from zhidu.apps.activities.states import Reply, State
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong, act


@act("activities.decide_leave", "答复请假")
def decide_leave(*, actor: Actor, answer: int, granted: bool, note: str = "") -> Answer:
    """Grant a leave, or refuse it with a reason; whoever asked is told. Nobody decides on his own."""
    asked = decided_upon(answer)
    DECIDE_LEAVE.require(actor, asked)
    if actor.person is not None and actor.person == asked.person_id:
        raise Refused(DECIDE_LEAVE)
    activity = asked.activity
    if activity.state != State.PLANNED or activity.voided_at is not None:
        raise Wrong("这次会已经记录或取消；谁没有到、什么事由，请在会议记录里写")
    text = note.strip()
    if not granted and not text:
        raise Wrong({"note": "不准的，请写一句为什么，本人会看到"})
    if len(text) > 200:
        raise Wrong({"note": f"有 {len(text)} 字；应不超过 200 字"})
    made = write(
        asked,
        actor=actor,
        activity=activity,
        person=asked.person_id,
        reply=Reply.GRANTED if granted else Reply.REFUSED,
        ground=asked.ground,
        words=asked.words,
        note="" if granted else text,
    )
    tell_decision(made)
    return made
