"""Who may see and stop long work: whoever asked for it, and the administrators of that part of the tree."""

from __future__ import annotations

from zhidu.foundation.access.accounts import Account
from zhidu.foundation.access.roles import ADMINISTRATOR
from zhidu.foundation.access.rules import Scope, Within
from zhidu.foundation.access.verbs import verb

_ADMINISTRATORS = Within(frozenset({ADMINISTRATOR}), "系统管理员")
_STARTER = Account("owner", "发起的人")
_JOB = Scope(path="path")

START = verb("jobs.start", "发起这项后台任务", _ADMINISTRATORS, _JOB)
SEE = verb("jobs.see", "看这项后台任务", _STARTER | _ADMINISTRATORS, _JOB)
STOP = verb("jobs.stop", "停下或重做这项后台任务", _STARTER | _ADMINISTRATORS, _JOB)
