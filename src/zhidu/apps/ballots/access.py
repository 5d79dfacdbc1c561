"""Who may see a vote, prepare and run it, vote, and watch over the box."""

from __future__ import annotations

from zhidu.apps.activities.access import AtOrganization, InCircle
from zhidu.apps.activities.states import Circle
from zhidu.foundation.access.roles import COMMITTEE, EVERYBODY, ORGANISERS, SUPERIOR
from zhidu.foundation.access.rules import Own, Scope, Within
from zhidu.foundation.access.verbs import verb

_SCOPE = Scope(path="organization__path")
_OPEN = InCircle(frozenset({Circle.MEMBERS}))
_BUSINESS = InCircle(frozenset({Circle.MEMBERS, Circle.COMMITTEE}))
_RUNNERS = AtOrganization(ORGANISERS, "本组织的书记、副书记、组织委员") | Within(
    frozenset({SUPERIOR}), "上级党务干部"
)

SEE = verb(
    "ballots.see",
    "看这次表决",
    (AtOrganization(EVERYBODY, "本组织的党员") & _OPEN)
    | (Within(COMMITTEE | {SUPERIOR}, "本级和上级组织的书记、委员、党务干部") & _BUSINESS),
    scope=_SCOPE,
)
RUN = verb("ballots.run", "在这里准备、开始、结束表决", _RUNNERS, scope=_SCOPE)
SEE_TERMS = verb(
    "ballots.see_terms",
    "看各级委员会的任期",
    Within(COMMITTEE | {SUPERIOR}, "本级和上级组织的书记、委员、党务干部"),
    scope=Scope(path="path"),
)
EXTEND = verb(
    "ballots.extend_term",
    "批准延长任期",
    Within(COMMITTEE | {SUPERIOR}, "上级组织的书记、委员、党务干部"),
    scope=Scope(path="path"),
)
VOTE = verb("ballots.vote", "替别人投票", Own(), scope=Scope(owner="person_id"))
TELL = verb("ballots.tell", "替别人监票、计票", Own(), scope=Scope(owner="person_id"))
