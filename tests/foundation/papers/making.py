"""A paper for tests."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from zhidu.foundation.access.roles import ADMINISTRATOR
from zhidu.foundation.access.rules import Scope, Within
from zhidu.foundation.access.verbs import Verb
from zhidu.foundation.papers import Paper

VALUES: dict[str, Any] = {
    "title": "竹园村党支部支部委员会会议记录",
    "number": "云岭党发〔2026〕5号",
    "facts": [["时间", date(2026, 11, 18)], ["地点", None]],
    "parts": [{"heading": "一、议题", "paragraphs": ["研究发展党员工作。" * 120]}],
    "signed_by": "中共竹园村支部委员会",
    "signed_on": date(2026, 11, 18),
}


def paper(template: Any = "document.typ", **more: Any) -> Paper:
    verb = Verb(
        "test.print", "印这份文书", Within(frozenset({ADMINISTRATOR}), "系统管理员"), Scope(path="path")
    )
    given = {"load": lambda pk: SimpleNamespace(pk=pk, path="00000001"), "data": lambda obj, actor: VALUES}
    return Paper(name="test.minutes", title="会议记录", template=template, verb=verb, **{**given, **more})
