"""Who may replace templates: administrators of the whole site, since every organisation's papers are set by them."""

from __future__ import annotations

from zhidu.foundation.access.roles import ADMINISTRATOR
from zhidu.foundation.access.rules import Scope, Within
from zhidu.foundation.access.verbs import verb

KEEP_TEMPLATES = verb(
    "papers.keep_templates", "换文书的模板", Within(frozenset({ADMINISTRATOR}), "全站的系统管理员"), Scope()
)
