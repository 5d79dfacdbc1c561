"""Who may see a case and act in it.

A case is read by those who may read its records: everybody of the organisation, its committee, or, where it is
private, the secretary and the discipline officer; and besides by whom it is about, by the levels that were asked to
agree, and by whoever acts in it for another. Who may take which step follows from the words of the procedure: see
``turns.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from zhidu.apps.activities.access import AtOrganization, InCircle
from zhidu.apps.activities.states import Circle
from zhidu.apps.procedures.models import Delegation, Request
from zhidu.foundation.access.roles import COMMITTEE, EVERYBODY, LEADERS, SECRETARY, SUPERIOR
from zhidu.foundation.access.rules import NOBODY, Actor, Own, Rule, Scope, Within
from zhidu.foundation.access.verbs import verb
from zhidu.foundation.clock import today

OFFICERS = COMMITTEE | {SUPERIOR}
"""Who acts for an organisation: its committee, and whoever has its affairs in hand."""


@dataclass(frozen=True, slots=True)
class WasAsked(Rule):
    """Whoever answers for a level that was asked to agree."""

    words: str = "被请示的上级的书记、委员、党务干部"

    def filter(self, actor: Actor, scope: Scope) -> Q:  # noqa: ARG002 - the column is this rule's own
        paths = self._paths(actor)
        if not paths:
            return NOBODY
        return Q(pk__in=Request.objects.filter(place__path__in=paths).values("case"))

    def allows(self, actor: Actor, scope: Scope, obj: Any) -> bool:  # noqa: ANN401, ARG002
        paths = self._paths(actor)
        return bool(paths) and Request.objects.filter(place__path__in=paths, case=obj.pk).exists()

    def allows_at(self, actor: Actor, path: str) -> bool:  # noqa: ARG002 - nobody was asked of what is not there
        return False

    def sentence(self) -> str:
        return self.words

    def _paths(self, actor: Actor) -> list[str]:
        return sorted({one.path for one in actor.held if one.role in OFFICERS})


@dataclass(frozen=True, slots=True)
class ActsForAnother(Rule):
    """Whoever was asked by somebody entitled to act in the case for them, as long as that lasts."""

    words: str = "受委托的人"

    def filter(self, actor: Actor, scope: Scope) -> Q:  # noqa: ARG002
        return NOBODY if actor.user is None else Q(pk__in=_in_force(actor).values("case"))

    def allows(self, actor: Actor, scope: Scope, obj: Any) -> bool:  # noqa: ANN401, ARG002
        return actor.user is not None and _in_force(actor).filter(case=obj.pk).exists()

    def allows_at(self, actor: Actor, path: str) -> bool:  # noqa: ARG002
        return False

    def sentence(self) -> str:
        return self.words


def _in_force(actor: Actor) -> Any:  # noqa: ANN401 - a query
    day = today()
    return Delegation.objects.filter(receiver=actor.user, since__lte=day, until__gte=day, ended_on=None)


SCOPE = Scope(path="organization__path", owner="person_id")
_OPEN = InCircle(frozenset({Circle.MEMBERS}))
_BUSINESS = InCircle(frozenset({Circle.MEMBERS, Circle.COMMITTEE}))
_PRIVATE = InCircle(frozenset({Circle.PRIVATE}))
_KEEPERS = AtOrganization(COMMITTEE, "本组织的书记和委员") | Within(frozenset({SUPERIOR}), "上级党务干部")

SEE = verb(
    "procedures.see",
    "看这件事",
    (AtOrganization(EVERYBODY, "本组织的党员") & _OPEN)
    | (Within(OFFICERS, "本级和上级组织的书记、委员、党务干部") & _BUSINESS)
    | (AtOrganization(frozenset({SECRETARY, "discipline"}), "本组织的书记、纪检委员") & _PRIVATE)
    | WasAsked()
    | ActsForAnother()
    | Own(),
    scope=SCOPE,
)
OPEN = verb("procedures.open", "在这里按程序办一件事", _KEEPERS, scope=SCOPE)
KEEP = verb("procedures.keep", "安排、办结或撤回这件事", _KEEPERS & SEE.rule, scope=SCOPE)
HAND_IN = verb("procedures.hand_in", "在这里交自己的材料", SEE.rule, scope=SCOPE)
ACT = verb("procedures.act", "在这件事里办理", SEE.rule, scope=SCOPE)
"""Whoever sees a case may be among those who take a step of it; whether this one, the procedure says."""
DELEGATE = verb(
    "procedures.delegate",
    "委托别人代办",
    (AtOrganization(LEADERS | {SUPERIOR}, "本组织的书记、副书记、党务干部") | WasAsked()) & SEE.rule,
    scope=SCOPE,
)
