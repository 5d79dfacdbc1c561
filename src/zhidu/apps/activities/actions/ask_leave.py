"""Asking for leave from a meeting to come (请假)."""

from __future__ import annotations

from zhidu.apps.activities.answering import my_invitation, write
from zhidu.apps.activities.models import Answer
from zhidu.apps.activities.notices import tell_of_leave
from zhidu.apps.activities.states import Ground, Reply
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act

LONGEST = 200


@act("activities.ask_leave", "请假")
def ask_leave(*, actor: Actor, activity: int, ground: str, words: str = "") -> Answer:
    """Ask for leave with one ground of :class:`Ground` and, where wanted, one sentence. Until the meeting begins.

    Whoever decides is told. Asked is not granted: the roll proposes 请假 only once it was granted.
    """
    mine = my_invitation(actor, activity)
    text = words.strip()
    wrong = {}
    if ground not in [*Ground]:
        wrong["ground"] = f"请选一个原因：{'、'.join(one.chinese for one in Ground)}"
    if ground == Ground.OTHER and not text:
        wrong["words"] = "选了“其他”的，请写一句是什么事"
    if len(text) > LONGEST:
        wrong["words"] = f"有 {len(text)} 字；应不超过 {LONGEST} 字"
    if wrong:
        raise Wrong(wrong)
    if (
        mine.on_leave
        and mine.answer is not None
        and (mine.answer.ground, mine.answer.words) == (ground, text)
    ):
        raise Wrong("这次会您已经请过假，不用再请")
    made = write(
        mine.answer,
        actor=actor,
        activity=mine.activity,
        person=mine.person,
        reply=Reply.ASKED,
        ground=ground,
        words=text,
    )
    tell_of_leave(made, actor)
    return made
