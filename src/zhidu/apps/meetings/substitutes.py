"""Whether somebody may sit in for another (代会): only where a clause in force says so, and never to vote."""

from __future__ import annotations

from zhidu.apps.activities.setting import Setting
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.params import Role

DUTY = "substitute"
"""The duty by which a clause of kind 由谁 allows it: ``kind: role, event: …, duty: substitute``."""


def allowed(setting: Setting) -> Clause | None:
    """The clause (可以) that lets somebody stand in at such a meeting; None where none does."""
    for clause in setting.allowances:
        params = clause.params
        if isinstance(params, Role) and params.event == setting.kind.name and params.duty == DUTY:
            return clause
    return None
