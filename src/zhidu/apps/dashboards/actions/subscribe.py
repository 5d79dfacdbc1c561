"""Making, renewing and ending the private address of one's own calendar."""

from __future__ import annotations

import secrets

from zhidu.apps.dashboards.access import SUBSCRIBE
from zhidu.apps.dashboards.models import CalendarFeed
from zhidu.apps.dashboards.subscriptions import digest
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now

BYTES = 32
"""Of chance in an address: nobody comes upon it by trying."""


@act("dashboards.subscribe", "启用日历订阅")
def subscribe(*, actor: Actor) -> str:
    """Make a new address for the actor's calendar; an earlier one stops at once. Shown this once, never kept."""
    _own(actor)
    token = secrets.token_urlsafe(BYTES)
    _, first = CalendarFeed.objects.update_or_create(
        user_id=actor.user, defaults={"digest": digest(token), "made_at": now()}
    )
    record(obj=f"account-{actor.user}", place=None, details={"renewed": not first})
    return token


@act("dashboards.unsubscribe", "停用日历订阅")
def unsubscribe(*, actor: Actor) -> None:
    """The address of the actor's calendar leads nowhere any more. Raises Wrong where there is none."""
    _own(actor)
    gone, _ = CalendarFeed.objects.filter(user=actor.user).delete()
    if not gone:
        raise Wrong("没有启用日历订阅，不用停用。")
    record(obj=f"account-{actor.user}", place=None)


def _own(actor: Actor) -> None:
    if actor.user is None or not SUBSCRIBE.can(actor, None):
        raise Refused(SUBSCRIBE)
