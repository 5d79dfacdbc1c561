"""Who may have a calendar of his or her own fetched by a private address."""

from __future__ import annotations

from zhidu.foundation.access.rules import Scope, SignedIn
from zhidu.foundation.access.verbs import verb

SUBSCRIBE = verb("dashboards.subscribe", "订阅自己的日历", SignedIn(), Scope())
