"""Who may see the file of a person, keep it, and read what is masked in it."""

from __future__ import annotations

from zhidu.apps.members.access import PERSON
from zhidu.foundation.access.accounts import Account
from zhidu.foundation.access.roles import COMMITTEE, ORGANISERS, SUPERIOR
from zhidu.foundation.access.rules import Own, Scope, Within
from zhidu.foundation.access.verbs import verb

_KEEPERS = Within(ORGANISERS, "本组织的书记、副书记、组织委员", here=True)
_ABOVE = Within(frozenset({SUPERIOR}), "上级党务干部")

SEE = verb("registry.see", "看这个人的档案", Own() | _KEEPERS | _ABOVE, PERSON)
KEEP = verb("registry.keep", "改这个人的档案", _KEEPERS | _ABOVE, PERSON)
UNMASK = verb("registry.unmask", "看这个人档案里盖住的内容", _KEEPERS | _ABOVE, PERSON)
PROPOSE = verb("registry.propose", "替这个人提出更正", Own(), PERSON)
COUNT = verb(
    "registry.count",
    "看这里的队伍结构",
    Within(COMMITTEE | {SUPERIOR}, "本组织和上级的书记、委员，上级党务干部"),
    PERSON,
)

USE_FILTER = verb(
    "registry.use_filter", "用这个常用筛选", Account("user", "存下它的人"), Scope(path="", owner="")
)

_BATCH = Scope(path="organization__path")
IMPORT = verb("registry.import", "把名册导入这里", _KEEPERS | _ABOVE, _BATCH)
HANDLE = verb("registry.handle_import", "办这一批导入", Account("owner", "上传的人") | _ABOVE, _BATCH)
EXPORT = verb("registry.export", "导出这里的名册", _KEEPERS | _ABOVE, PERSON)
