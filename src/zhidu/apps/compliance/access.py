"""Who may see findings, and who may put forward, accept or refuse a reason."""

from __future__ import annotations

from zhidu.foundation.access.roles import COMMITTEE, LEADERS, SUPERIOR
from zhidu.foundation.access.rules import Own, Scope, Within
from zhidu.foundation.access.verbs import verb

OF_ORGANIZATION = Scope(path="organization__path", owner="person")
_OFFICERS = Within(COMMITTEE | {SUPERIOR}, "本组织和上级的书记、委员，上级党务干部")

SEE = verb("compliance.see", "看这里的判定", _OFFICERS | Own(), OF_ORGANIZATION)
SEE_ALL = verb("compliance.see_all", "看这个组织的全部判定", _OFFICERS, Scope(path="path"))
ASK = verb("compliance.ask", "为这一项说明理由", _OFFICERS | Own(), OF_ORGANIZATION)
AGREE_HERE = verb(
    "compliance.agree_here",
    "以本组织名义同意",
    Within(LEADERS, "本组织的书记、副书记", here=True),
    OF_ORGANIZATION,
)
AGREE_ABOVE = verb(
    "compliance.agree_above",
    "以上级名义同意",
    Within(frozenset({SUPERIOR}), "上级党务干部"),
    OF_ORGANIZATION,
)
