"""Who may see and keep what an organisation discloses. Residents have their own pages, which show only what is open."""

from __future__ import annotations

from zhidu.apps.activities.access import AtOrganization
from zhidu.foundation.access.roles import COMMITTEE, EVERYBODY, ORGANISERS, SUPERIOR
from zhidu.foundation.access.rules import Scope, Within
from zhidu.foundation.access.verbs import verb

_SCOPE = Scope(path="organization__path")
_KEEPERS = AtOrganization(ORGANISERS, "本组织的书记、副书记、组织委员") | Within(
    frozenset({SUPERIOR}), "上级党务干部"
)

SEE = verb(
    "disclosure.see",
    "看这里公开的事",
    AtOrganization(EVERYBODY, "本组织的党员")
    | Within(COMMITTEE | {SUPERIOR}, "本级和上级组织的书记、委员、党务干部"),
    scope=_SCOPE,
)
KEEP = verb("disclosure.keep", "在这里公开、更正或撤回", _KEEPERS, scope=_SCOPE)
