"""Where else somebody wants to be told: a number at a gateway, set or taken away by themselves (另在哪里收)."""

from __future__ import annotations

import re

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.keys import keyring
from zhidu.foundation.outbox.access import READ
from zhidu.foundation.outbox.gateways import gateways
from zhidu.foundation.outbox.models import Reach

HANDLE = re.compile(r"[A-Za-z0-9._@+-]{3,64}")


@act("outbox.choose_channel", "设另在哪里收消息")
def choose_channel(*, actor: Actor, via: str, handle: str) -> None:
    """Be told by the gateway *via* too, at the number or name *handle*; '' is: no more. The number is kept sealed."""
    if actor.user is None:
        raise Refused(READ)
    if via not in gateways():
        raise Wrong({"via": "现在没有这种途径；请从列出的里面选"})
    text = handle.strip()
    if text and not HANDLE.fullmatch(text):
        raise Wrong({"handle": "号码应是 3 至 64 个字母、数字或 . _ @ + -，如 13800138000"})
    mine = Reach.objects.filter(user=actor.user, via=via)
    had = mine.exists()
    if not text and not had:
        raise Wrong({"handle": "本来就没有在这里收，不用停"})
    if text:
        Reach.objects.update_or_create(user_id=actor.user, via=via, defaults={"handle": keyring().seal(text)})
    else:
        mine.delete()
    # that somebody is told there is no secret; at which number is
    record(obj=f"account-{actor.user}", place=None, details={"via": via, "on": bool(text)})
