"""Writing an answer down: the acts about answers share it."""

from __future__ import annotations

from zhidu.apps.activities.access import ANSWER
from zhidu.apps.activities.invitations import Invitation, begun, invitation
from zhidu.apps.activities.kinds import GATHERINGS
from zhidu.apps.activities.models import Activity, Answer
from zhidu.apps.activities.states import Reply, State
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong, record
from zhidu.foundation.clock import now, today


def my_invitation(actor: Actor, activity: int) -> Invitation:
    """The meeting the actor is invited to, held until the act is over.

    Raises Wrong where there is none, or it has begun; Refused for whoever is not entitled to it.
    """
    found = _held_on_to(activity)
    mine = invitation(actor.person, found) if actor.person is not None else None
    if mine is None:
        raise Refused(ANSWER)
    if begun(found):
        raise Wrong("会已经开始了，这里不再答复；没能到会的，请直接告诉书记")
    return mine


def meeting_to_come(activity: int) -> Activity:
    """A meeting that is arranged and not yet over, held until the act is over. Raises Wrong for anything else."""
    found = _held_on_to(activity)
    if found.kind not in GATHERINGS or found.state != State.PLANNED or found.voided_at is not None:
        raise Wrong("这不是安排好、还没有开的会，不用再通知")
    if found.on < today():
        raise Wrong("安排的日子已经过了，不用再通知；没有开的请取消或改期")
    return found


def _held_on_to(activity: int) -> Activity:
    rows = Activity.objects.select_for_update(of=("self",)).select_related("node", "organization")
    found = rows.filter(pk=activity).first()
    if found is None:
        raise Wrong("没有这次会；请从“今日”或“会议”里打开")
    return found


def write(
    before: Answer | None,
    *,
    actor: Actor,
    activity: Activity,
    person: int,
    reply: Reply,
    ground: str = "",
    words: str = "",
    note: str = "",
) -> Answer:
    """Add an answer; the one before stays as history."""
    if before is not None:
        Answer.objects.filter(pk=before.pk).update(current=False)
    made = Answer.objects.create(
        activity=activity,
        person_id=person,
        reply=reply,
        ground=ground,
        words=words,
        note=note,
        at=now(),
        by=actor.user,
    )
    changes = {
        name: ((getattr(before, name) or None) if before else None, text)
        for name, text in (("reply", reply.value), ("ground", ground), ("words", words), ("note", note))
        if text or (before is not None and getattr(before, name))
    }
    record(
        obj=activity.code,
        place=activity.organization_id,
        on=today(),
        changes=changes,
        details={"person": person, "answer": made.pk},
    )
    return made


def decided_upon(answer: int) -> Answer:
    """The request that is to be decided, locked. Raises Wrong where there is none, Stale where it was changed."""
    found = (
        Answer.objects.select_for_update(of=("self",))
        .select_related("person", "activity__node", "activity__organization")
        .filter(pk=answer)
        .first()
    )
    if found is None:
        raise Wrong("没有这次请假；可能看错了编号，请从会议的页面打开")
    if not found.current or found.reply != Reply.ASKED:
        raise Stale("这次请假已经有人答复，或本人已经收回；请看现在的情况")
    return found
