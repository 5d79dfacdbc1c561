"""Calling off an arrangement (取消), and declaring a record void (作废). Neither disappears."""

from __future__ import annotations

from zhidu.apps.activities.access import CORRECT
from zhidu.apps.activities.models import Activity
from zhidu.apps.activities.notices import CALLED_OFF, tell
from zhidu.apps.activities.places import places
from zhidu.apps.activities.saving import keep, locked, note, open_to_change, reasoned
from zhidu.apps.activities.states import State
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act
from zhidu.foundation.clock import now


@act("activities.cancel", "取消安排")
def cancel(*, actor: Actor, activity: int, version: int, reason: str, notify: bool = False) -> Activity:
    """Call off an arrangement; from now on it is none. *notify*: whoever was to come is told."""
    found = locked(activity, version)
    CORRECT.require(actor, found)
    open_to_change(found)
    if found.state != State.PLANNED:
        raise Wrong("这条已经办了，不能取消；记错了的请用“作废”")
    _end(found, State.CANCELLED, reasoned(reason))
    if notify:
        tell(found, places([found.node_id])[found.node_id], CALLED_OFF, actor)
    return found


@act("activities.void", "作废记录")
def void(*, actor: Actor, activity: int, version: int, reason: str, name: str) -> Activity:
    """Declare a record void; *name* is what the person typed to confirm: the kind of the record."""
    found = locked(activity, version)
    CORRECT.require(actor, found)
    open_to_change(found)
    if found.state != State.HELD:
        raise Wrong("这条还是安排，不用作废；不开了的请用“取消”")
    why = reasoned(reason)
    if name.strip() != found.kind_name:
        raise Wrong(
            {"name": f"写的是“{name.strip()[:40]}”；请照写“{found.kind_name}”（引号里的字），以免误按"}
        )
    return _end(found, State.HELD, why)


def _end(found: Activity, state: State, why: str) -> Activity:
    before = keep(found)
    found.state, found.voided_at, found.reason = state, now(), why
    found.version += 1
    found.save(update_fields=["state", "voided_at", "reason", "version"])
    note(found, before, keep(found))
    return found
