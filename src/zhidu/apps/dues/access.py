"""Who sees what an organisation collects, who keeps it, and who answers for those below."""

from __future__ import annotations

from zhidu.apps.activities.access import AtOrganization
from zhidu.foundation.access.roles import COMMITTEE, ORGANISERS, SUPERIOR
from zhidu.foundation.access.rules import Own, Scope, Within
from zhidu.foundation.access.verbs import verb

SCOPE = Scope(path="organization__path", owner="person_id")
_KEEPERS = AtOrganization(ORGANISERS, "本组织的书记、副书记、组织委员")
_ABOVE = Within(frozenset({SUPERIOR}), "上级党务干部")

SEE = verb(
    "dues.see",
    "看这里的党费",
    AtOrganization(COMMITTEE, "本组织的书记和委员") | _ABOVE | Own(),
    scope=SCOPE,
)
KEEP = verb("dues.keep", "在这里核定、收缴党费", _KEEPERS | _ABOVE, scope=SCOPE)
PAY = verb("dues.pay", "开自己的缴费单", Own() | _KEEPERS | _ABOVE, scope=SCOPE)
SEE_RELIEF = verb(
    "dues.see_relief",
    "看这件减免",
    _KEEPERS | _ABOVE | Own(),
    scope=SCOPE,
)
ANSWER_RELIEF = verb("dues.answer_relief", "批准党费减免", _ABOVE, scope=SCOPE)
_PASSED = Scope(path="organization__path")
SEE_PASSED = verb(
    "dues.see_passed",
    "看这里上缴的党费",
    AtOrganization(COMMITTEE, "本组织的书记和委员") | _ABOVE,
    scope=_PASSED,
)
PASS_UP = verb("dues.pass_up", "从这里上缴党费", _KEEPERS | _ABOVE, scope=_PASSED)
RECEIVE = verb(
    "dues.receive",
    "签收缴到这里的党费",
    AtOrganization(
        ORGANISERS | {SUPERIOR}, "收到党费的组织的书记、副书记、组织委员、党务干部", lookup="to__path"
    ),
    scope=Scope(path="to__path"),
)
ACCOUNT = verb(
    "dues.account",
    "管这里的收款帐户和对账",
    AtOrganization(ORGANISERS | {SUPERIOR}, "本组织的书记、副书记、组织委员、党务干部"),
    scope=_PASSED,
)
_AT_ACCOUNT = Scope(path="account__organization__path")
SEE_LINE = verb(
    "dues.see_line",
    "看到帐的款",
    AtOrganization(
        ORGANISERS | {SUPERIOR},
        "本组织的书记、副书记、组织委员、党务干部",
        lookup="account__organization__path",
    ),
    scope=_AT_ACCOUNT,
)
