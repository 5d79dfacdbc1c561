"""Who may use what belongs to the first pages themselves, and who looks after the whole site."""

from __future__ import annotations

from zhidu.foundation.access.accounts import Account
from zhidu.foundation.access.roles import ADMINISTRATOR
from zhidu.foundation.access.rules import Scope, SignedIn, Within
from zhidu.foundation.access.verbs import verb

SUBSCRIBE = verb("dashboards.subscribe", "订阅自己的日历", SignedIn(), Scope())
USE_FILTER = verb("dashboards.use_filter", "用这个常用筛选", Account("user", "存它的人"), Scope())
ADMINISTER = verb(
    "dashboards.administer",
    "看管理页",
    Within(frozenset({ADMINISTRATOR}), "系统管理员"),
    Scope(path="path"),
)
