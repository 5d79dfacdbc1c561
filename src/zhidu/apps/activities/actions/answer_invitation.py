"""Saying that one will come (能到会), and taking an answer back (收回)."""

from __future__ import annotations

from zhidu.apps.activities.answering import my_invitation, write
from zhidu.apps.activities.models import Answer
from zhidu.apps.activities.states import Reply
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act


@act("activities.answer_invitation", "答复能到会")
def answer_invitation(*, actor: Actor, activity: int) -> Answer:
    """Whoever acts will come to that meeting; a leave that was asked for is thereby taken back."""
    mine = my_invitation(actor, activity)
    if mine.reply == Reply.COMING:
        raise Wrong("您已经答复能到会，不用再答")
    return write(mine.answer, actor=actor, activity=mine.activity, person=mine.person, reply=Reply.COMING)


@act("activities.withdraw_answer", "收回答复")
def withdraw_answer(*, actor: Actor, activity: int) -> Answer:
    """Take back what was said about a meeting; it then stands as if nothing had been answered."""
    mine = my_invitation(actor, activity)
    if not mine.reply:
        raise Wrong("您还没有答复过，没有可以收回的")
    return write(mine.answer, actor=actor, activity=mine.activity, person=mine.person, reply=Reply.WITHDRAWN)
