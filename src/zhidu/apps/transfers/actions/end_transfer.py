"""A transfer that comes to nothing: not received, taken back, or its letter void. Nobody moves."""

from __future__ import annotations

from zhidu.apps.transfers.access import RECEIVE, SEND
from zhidu.apps.transfers.models import Transfer
from zhidu.apps.transfers.notices import tell_ended
from zhidu.apps.transfers.records import struck
from zhidu.apps.transfers.saving import locked, note, said
from zhidu.apps.transfers.states import ENDINGS, State
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act
from zhidu.foundation.clock import now, today


@act("transfers.end_transfer", "撤回、退回接转或作废介绍信")
def end_transfer(*, actor: Actor, transfer: int, version: int, how: str, reason: str = "") -> Transfer:
    """*how*: ``refused`` by the receiver, ``withdrawn`` by the sender or by the member who asked, ``voided``.

    A letter is never altered: a wrong one is void, its number stays used, and another is given. What had already run
    out stays on record as sent, for it was not received in time.
    """
    found = locked(transfer, version)
    if how not in ENDINGS:
        raise Wrong({"how": "请选怎样结束：撤回、退回或作废"})
    own = actor.person is not None and actor.person == found.person_id and found.asked
    if how == State.REFUSED:
        RECEIVE.require(actor, found)
    elif not own:
        SEND.require(actor, found)
    if not found.open:
        raise Wrong(f"这次接转现在是“{found.state_name}”，已经结束")
    if how == State.REFUSED and (not found.sent or found.receiver is None):
        raise Wrong("没有等您接收的接转；请从列表中选择")
    if how == State.VOIDED and not found.by_letter:
        raise Wrong({"how": "没有开过介绍信，不用作废；不转了的请撤回"})
    if how == State.WITHDRAWN and found.by_letter:
        raise Wrong({"how": "介绍信已经开出；不转了或开错了的，请作废，收回原件"})
    why = "本人撤回" if own and not reason.strip() else said(reason, "reason", "理由")
    before, late = str(found.state), found.overdue
    found.state, found.ended_why, found.ended_at = how, why, now()
    found.version += 1
    found.save()
    if not late:
        struck(found.out, f"接转没有办成：{found.state_name}。{why}")
    note(found, before, today())
    tell_ended(found, actor)
    return found
