"""Who drafts, signs, sends and receives documents: officers of the very organisation whose affair it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from zhidu.apps.activities.access import AtOrganization
from zhidu.foundation.access.roles import COMMITTEE, LEADERS, ORGANISERS, SUPERIOR
from zhidu.foundation.access.rules import NOBODY, Actor, Rule, Scope
from zhidu.foundation.access.verbs import verb

OFFICERS = COMMITTEE | {SUPERIOR}


@dataclass(frozen=True, slots=True)
class Received(Rule):
    """Officers of an organisation the document was sent to."""

    def filter(self, actor: Actor, scope: Scope) -> Q:  # noqa: ARG002 - the receipts are the rule's own
        paths = self._paths(actor)
        if not paths:
            return NOBODY
        return Q(
            pk__in=_receipts().filter(organization__path__in=paths, sent_at__isnull=False).values("document")
        )

    def allows(self, actor: Actor, scope: Scope, obj: Any) -> bool:  # noqa: ANN401, ARG002
        paths = self._paths(actor)
        if not paths or obj.pk is None:
            return False
        rows = _receipts().filter(document=obj.pk, sent_at__isnull=False, organization__path__in=paths)
        return bool(rows.exists())

    def allows_at(self, actor: Actor, path: str) -> bool:  # noqa: ARG002 - nothing is sent yet
        return False

    def sentence(self) -> str:
        return "收文组织的书记、委员、党务干部"

    def _paths(self, actor: Actor) -> list[str]:
        return sorted({one.path for one in actor.held if one.role in OFFICERS})


def _receipts() -> Any:  # noqa: ANN401 - rows of a table that is loaded after the rules
    from zhidu.apps.documents.models import Receipt  # noqa: PLC0415 - rules are read before tables are

    return Receipt.objects.order_by()


_SCOPE = Scope(path="organization__path")
_OWN = AtOrganization(OFFICERS, "本组织的书记、委员、党务干部")
SEE = verb("documents.see", "看这份公文", _OWN | Received(), _SCOPE)
DRAFT = verb("documents.draft", "在这里起草、修改公文", _OWN, _SCOPE)
CHECK = verb(
    "documents.check",
    "核这份稿",
    AtOrganization(ORGANISERS | {SUPERIOR}, "本组织的书记、副书记、组织委员、党务干部"),
    _SCOPE,
)
SIGN = verb(
    "documents.sign",
    "签发这份公文",
    AtOrganization(LEADERS | {SUPERIOR}, "本组织的书记、副书记、党务干部"),
    _SCOPE,
)
SEND = verb("documents.send", "发出这份公文", _OWN, _SCOPE)
RECEIVE = verb("documents.receive", "替这个组织签收", _OWN, _SCOPE)
SET_AGENCY = verb(
    "documents.set_agency",
    "定这里的发文名义",
    AtOrganization(LEADERS | {SUPERIOR}, "本组织的书记、副书记、党务干部"),
    _SCOPE,
)
LEDGER = verb("documents.ledger", "出这里的年度台账", _OWN, _SCOPE)
