"""Who may see which messages: everybody their own, administrators the ledger of delivery (not the texts)."""

from __future__ import annotations

from zhidu.foundation.access.accounts import Account
from zhidu.foundation.access.roles import ADMINISTRATOR
from zhidu.foundation.access.rules import Scope, Within
from zhidu.foundation.access.verbs import verb

_ADMINISTRATORS = Within(frozenset({ADMINISTRATOR}), "系统管理员")

READ = verb("outbox.read", "看这条提醒", Account("receiver", "收到它的人"), Scope())
LEDGER = verb("outbox.ledger", "看发信记录", _ADMINISTRATORS, Scope(path="message__receiver__path"))
SEND_AGAIN = verb("outbox.send_again", "重发这封信", _ADMINISTRATORS, Scope(path="receiver__path"))
TEST = verb("outbox.test", "寄测试邮件", _ADMINISTRATORS, Scope(path="receiver__path"))
