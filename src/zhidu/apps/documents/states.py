"""The few closed lists of words that documents are sorted by."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a document stands. Only one that was sent is seen by others."""

    DRAFT = "draft"
    CHECKING = "checking"
    SIGNING = "signing"
    SIGNED = "signed"
    SENT = "sent"
    DROPPED = "dropped"

    @property
    def chinese(self) -> str:
        return {
            "draft": "起草",
            "checking": "等核稿",
            "signing": "等签发",
            "signed": "已签发，等发出",
            "sent": "已发出",
            "dropped": "不发了",
        }[self.value]


class Kind(StrEnum):
    """Kinds of document that grass-roots organisations write (党政机关公文处理工作条例 第八条)."""

    REPORT = "report"
    REQUEST = "request"
    REPLY = "reply"
    NOTICE = "notice"
    DECISION = "decision"
    OPINION = "opinion"
    CIRCULAR = "circular"
    LETTER = "letter"
    MINUTES = "minutes"

    @property
    def chinese(self) -> str:
        return {
            "report": "报告",
            "request": "请示",
            "reply": "批复",
            "notice": "通知",
            "decision": "决定",
            "opinion": "意见",
            "circular": "通报",
            "letter": "函",
            "minutes": "纪要",
        }[self.value]

    @property
    def upwards(self) -> bool:
        """Whether it goes up: then it names who signed it."""
        return self in {Kind.REPORT, Kind.REQUEST}


class Urgency(StrEnum):
    """紧急程度."""

    NONE = ""
    URGENT = "urgent"
    MOST_URGENT = "most_urgent"

    @property
    def chinese(self) -> str:
        return {"": "平件", "urgent": "加急", "most_urgent": "特急"}[self.value]


class Did(StrEnum):
    """Steps that are kept with a document, with who and when."""

    DRAFTED = "drafted"
    REVISED = "revised"
    SUBMITTED = "submitted"
    CHECKED = "checked"
    RETURNED = "returned"
    SIGNED = "signed"
    SENT = "sent"
    DROPPED = "dropped"

    @property
    def chinese(self) -> str:
        return {
            "drafted": "起草",
            "revised": "修改",
            "submitted": "送核稿",
            "checked": "核稿通过",
            "returned": "退回修改",
            "signed": "签发",
            "sent": "发出",
            "dropped": "不发了",
        }[self.value]
