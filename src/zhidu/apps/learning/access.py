"""Who sees the study of an organisation, who keeps it, and who answers for those below."""

from __future__ import annotations

from zhidu.apps.activities.access import AtOrganization
from zhidu.foundation.access.roles import COMMITTEE, EVERYBODY, SUPERIOR
from zhidu.foundation.access.rules import Own, Scope, Within
from zhidu.foundation.access.verbs import verb

SCOPE = Scope(path="organization__path")
OWNED = Scope(path="organization__path", owner="person_id")
_COMMITTEE = AtOrganization(COMMITTEE, "本组织的书记和委员")
_ABOVE = Within(frozenset({SUPERIOR}), "上级党务干部")

SEE = verb(
    "learning.see",
    "看这里的学习计划和资料",
    AtOrganization(EVERYBODY, "本组织的党员") | _ABOVE,
    scope=SCOPE,
)
KEEP = verb("learning.keep", "在这里安排、登记学习", _COMMITTEE | _ABOVE, scope=SCOPE)
SEE_CHECK = verb("learning.see_check", "看这次笔记抽查", _COMMITTEE | _ABOVE, scope=SCOPE)
SEE_REPORT = verb("learning.see_report", "看这一条自学或读书", _COMMITTEE | _ABOVE | Own(), scope=OWNED)
ANSWER_REPORT = verb("learning.answer_report", "确认这一条自学或读书", _COMMITTEE | _ABOVE, scope=OWNED)
