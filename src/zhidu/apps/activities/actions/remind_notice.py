"""Telling those again who should come and are not known to know (再提醒一次), at most once a day."""

from __future__ import annotations

from zhidu.apps.activities.access import CORRECT
from zhidu.apps.activities.answering import meeting_to_come
from zhidu.apps.activities.notices import AGAIN, ARRANGED, CHANGED, send, tell
from zhidu.apps.activities.places import places
from zhidu.apps.activities.receipts import receipts
from zhidu.apps.activities.telling import issued, told
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import today


@act("activities.remind_notice", "再提醒开会")
def remind_notice(*, actor: Actor, activity: int) -> int:
    """Send the notice to whoever has not seen it or answered; how many. Where none went out yet, to everybody.

    Raises Wrong where everybody who can be reached knows, and where they were reminded today already.
    """
    found = meeting_to_come(activity)
    CORRECT.require(actor, found)
    place = places([found.node_id])[found.node_id]
    now_ = receipts(found, place)
    if now_.reminded_today:
        raise Wrong("今天已经提醒过一次；一天至多一次，急的请打电话")
    if not now_.sent or now_.changed:
        number = tell(found, place, CHANGED if now_.changed else ARRANGED, actor)
    else:
        people = [one.person for one in now_.missing if not one.by_hand]
        messages = send(found, place, AGAIN, people, key=f"remind:{today()}")
        told(found, [one.person for one in now_.rows], messages, actor)
        number = len(messages)
    if not number:
        raise Wrong("有帐号的都已经看过或答复；没有帐号的请当面或打电话通知")
    if now_.sent:
        notice = issued(found)
        notice.reminded_on = today()
        notice.save(update_fields=["reminded_on"])
    record(obj=found.code, place=found.organization_id, details={"reminded": number})
    return number
