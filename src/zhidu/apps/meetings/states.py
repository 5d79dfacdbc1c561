"""The few closed lists of words of a meeting that runs."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where a meeting stands: nobody has signed in, the roll is being taken, it is open, it is closed."""

    COMING = "coming"
    SIGNING = "signing"
    OPEN = "open"
    CLOSED = "closed"

    @property
    def chinese(self) -> str:
        return {"coming": "还没有签到", "signing": "正在签到", "open": "正在开", "closed": "已结束"}[
            self.value
        ]


class Progress(StrEnum):
    """Where one point of the agenda stands."""

    WAITING = "waiting"
    NOW = "now"
    DONE = "done"
    PUT_OFF = "put_off"

    @property
    def chinese(self) -> str:
        return {"waiting": "待议", "now": "正在议", "done": "已议完", "put_off": "这次不议"}[self.value]


class Speech(StrEnum):
    """What somebody says of themselves and of others at a life meeting."""

    ANALYSIS = "analysis"
    CRITICISM = "criticism"

    @property
    def chinese(self) -> str:
        return {"analysis": "自我分析", "criticism": "批评意见"}[self.value]


NO_VOTE = frozenset({"probationary", "party_probation", "detained"})
"""Words of clauses for members who are to come, and have no vote (S: 章程第八条、选举条例)."""
NOT_COUNTED = frozenset({"ill_no_will", "abroad_private", "serving_sentence", "bedridden", "transfer_due"})
"""Words of clauses for the five groups that may be left out of 应到; whoever of them comes is counted again."""


class Work(StrEnum):
    """How a task stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def chinese(self) -> str:
        return {"open": "正在办", "done": "已办结", "dropped": "已撤销"}[self.value]


class Move(StrEnum):
    """One step in the life of a task."""

    REPORT = "report"
    LATER = "later"
    DONE = "done"
    DROP = "drop"
    AGAIN = "again"

    @property
    def chinese(self) -> str:
        return {"report": "报告", "later": "改期", "done": "办结", "drop": "撤销", "again": "退回再办"}[
            self.value
        ]
