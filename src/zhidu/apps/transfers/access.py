"""Who sees a transfer, sends somebody on, and takes somebody in: the organisers at both ends and their superiors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.db.models import Q

from zhidu.apps.activities.access import AtOrganization
from zhidu.foundation.access.roles import COMMITTEE, EVERYBODY, LEADERS, ORGANISERS, SUPERIOR
from zhidu.foundation.access.rules import NOBODY, Actor, Own, Rule, Scope, Within, below, reach
from zhidu.foundation.access.verbs import verb


@dataclass(frozen=True, slots=True)
class Above(Rule):
    """Whoever holds one of *roles* over a place that lies elsewhere in the object than where its scope looks."""

    roles: frozenset[str]
    words: str
    lookup: str

    def filter(self, actor: Actor, scope: Scope) -> Q:  # noqa: ARG002 - the column is the rule's own
        found = [
            below(self.lookup, path) if path else Q(**{f"{self.lookup}__isnull": False})
            for path in actor.paths(self.roles)
        ]
        return reduce(lambda a, b: a | b, found) if found else NOBODY

    def allows(self, actor: Actor, scope: Scope, obj: Any) -> bool:  # noqa: ANN401, ARG002
        path = reach(obj, self.lookup)
        return path is not None and self.allows_at(actor, path)

    def allows_at(self, actor: Actor, path: str) -> bool:
        return any(path.startswith(above) for above in actor.paths(self.roles))

    def sentence(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Named(Rule):
    """The person whom the object names at *lookup*: the contact person, whoever heard a report."""

    lookup: str
    words: str

    def filter(self, actor: Actor, scope: Scope) -> Q:  # noqa: ARG002 - the column is the rule's own
        return Q(**{self.lookup: actor.person}) if actor.person is not None else NOBODY

    def allows(self, actor: Actor, scope: Scope, obj: Any) -> bool:  # noqa: ANN401, ARG002
        return actor.person is not None and reach(obj, self.lookup) == actor.person

    def allows_at(self, actor: Actor, path: str) -> bool:  # noqa: ARG002 - nobody is named by what does not exist
        return False

    def sentence(self) -> str:
        return self.words


_SUPERIOR = frozenset({SUPERIOR})
_SENDING = Scope(path="sender__path", owner="person_id")
_RECEIVING = Scope(path="receiver__path", owner="person_id")
_ABOVE = Within(_SUPERIOR, "上级党务干部")

SEE = verb(
    "transfers.see",
    "看这次组织关系接转",
    AtOrganization(COMMITTEE, "转出组织的书记和委员", lookup="sender__path")
    | AtOrganization(COMMITTEE, "接收组织的书记和委员", lookup="receiver__path")
    | _ABOVE
    | Above(_SUPERIOR, "接收组织的上级党务干部", "receiver__path")
    | Own(),
    scope=_SENDING,
)
SEND = verb(
    "transfers.send",
    "从这里转出组织关系",
    AtOrganization(ORGANISERS, "转出组织的书记、副书记、组织委员", lookup="sender__path") | _ABOVE,
    scope=_SENDING,
)
RECEIVE = verb(
    "transfers.receive",
    "在这里接收组织关系",
    AtOrganization(ORGANISERS, "接收组织的书记、副书记、组织委员", lookup="receiver__path") | _ABOVE,
    scope=_RECEIVING,
)

_AWAY = Scope(path="organization__path", owner="person_id")
_KEEPERS = AtOrganization(ORGANISERS, "本组织的书记、副书记、组织委员")
_CONTACT = Named("contact_id", "联系人")
SEE_AWAY = verb(
    "transfers.see_away",
    "看这次外出",
    AtOrganization(COMMITTEE, "本组织的书记和委员") | _ABOVE | _CONTACT | Own(),
    scope=_AWAY,
)
REACH = verb("transfers.reach", "看外出的事由和联系方式", _KEEPERS | _CONTACT | Own(), scope=_AWAY)
KEEP_AWAY = verb("transfers.keep_away", "在这里登记外出流动", _KEEPERS | _ABOVE, scope=_AWAY)
TELL_AWAY = verb(
    "transfers.tell_away", "记下联系情况和汇报", _KEEPERS | _ABOVE | _CONTACT | Own(), scope=_AWAY
)
_GUESTS = Scope(path="organization__path")
SEE_GUEST = verb(
    "transfers.see_guest",
    "看这里流入的党员",
    AtOrganization(COMMITTEE, "本组织的书记和委员") | _ABOVE,
    scope=_GUESTS,
)
KEEP_GUEST = verb("transfers.keep_guest", "在这里登记流入的党员", _KEEPERS | _ABOVE, scope=_GUESTS)
_HEARERS = AtOrganization(LEADERS | {"discipline"}, "本组织的书记、副书记、纪检委员")
_HEARD = Named("heard_by_id", "听取汇报的人")
SEE_REPORT = verb(
    "transfers.see_report",
    "看这份汇报",
    _HEARERS | _HEARD | Named("away__contact_id", "联系人") | Own(),
    scope=_AWAY,
)
ANSWER_REPORT = verb(
    "transfers.answer_report",
    "答复这份汇报",
    AtOrganization(LEADERS, "本组织的书记、副书记") | _HEARD,
    scope=_AWAY,
)
ENTER_REPORT = verb(
    "transfers.enter_report",
    "替党员记下汇报",
    AtOrganization(COMMITTEE, "本组织的书记和委员"),
    scope=_AWAY,
)
SEE_NEWS = verb(
    "transfers.see_news",
    "看给流动党员的通报",
    AtOrganization(EVERYBODY, "本组织的党员") | _ABOVE,
    scope=_GUESTS,
)
