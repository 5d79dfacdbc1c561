"""Who sees a dossier, keeps it, helps with it, and who answers for plans and quotas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from zhidu.apps.activities.access import AtOrganization
from zhidu.apps.recruitment.models import Companion
from zhidu.foundation.access.roles import COMMITTEE, ORGANISERS, SUPERIOR
from zhidu.foundation.access.rules import NOBODY, Actor, Own, Rule, Scope, SignedIn, Within
from zhidu.foundation.access.verbs import verb


@dataclass(frozen=True, slots=True)
class Accompanies(Rule):
    """Whoever is mentor or sponsor of that person now."""

    words: str = "培养联系人、入党介绍人"

    def filter(self, actor: Actor, scope: Scope) -> Q:  # noqa: ARG002 - the column is this rule's own
        if actor.person is None:
            return NOBODY
        return Q(pk__in=Companion.objects.filter(person=actor.person, last=None).values("dossier"))

    def allows(self, actor: Actor, scope: Scope, obj: Any) -> bool:  # noqa: ANN401, ARG002
        if actor.person is None:
            return False
        return Companion.objects.filter(person=actor.person, last=None, dossier=obj.pk).exists()

    def allows_at(self, actor: Actor, path: str) -> bool:  # noqa: ARG002 - nobody is of what is not there yet
        return False

    def sentence(self) -> str:
        return self.words


SCOPE = Scope(path="organization__path", owner="person_id")
_PLACE = Scope(path="organization__path")
_OFFICERS = AtOrganization(COMMITTEE, "本组织的书记和委员")
_KEEPERS = AtOrganization(ORGANISERS, "本组织的书记、副书记、组织委员")
_ABOVE = Within(frozenset({SUPERIOR}), "上级党务干部")

SEE = verb(
    "recruitment.see", "看这位同志的发展党员材料", _OFFICERS | _ABOVE | Accompanies() | Own(), scope=SCOPE
)
BEGIN = verb("recruitment.begin", "在这里收下入党申请", _KEEPERS | _ABOVE, scope=SCOPE)
KEEP = verb("recruitment.keep", "办这位同志的发展党员事项", _KEEPERS | _ABOVE, scope=SCOPE)
HELP = verb("recruitment.help", "为这位同志记载", _KEEPERS | _ABOVE | Accompanies() | Own(), scope=SCOPE)
DECIDE = verb("recruitment.decide", "批复延长预备期、取消资格", _ABOVE, scope=SCOPE)
APPLY = verb("recruitment.apply", "递交入党申请", SignedIn(), scope=Scope(path="organization__path"))
SEE_PLANS = verb("recruitment.see_plans", "看这里的发展计划", _OFFICERS | _ABOVE, scope=_PLACE)
PLAN = verb("recruitment.plan", "上报、调整这里的发展计划", _KEEPERS | _ABOVE, scope=_PLACE)
ALLOT = verb("recruitment.allot", "给下级下达发展党员指标、选定程序", _ABOVE, scope=_PLACE)
