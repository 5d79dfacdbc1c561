"""The few closed lists of words that cases are sorted by."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Whether a case goes on."""

    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"

    @property
    def chinese(self) -> str:
        return {"open": "正在办", "closed": "已办结", "withdrawn": "已撤回"}[self.value]


class Waits(StrEnum):
    """What the case waits for: somebody to take the next step, or one of the gates."""

    STEP = "step"
    BALLOT = "ballot"
    APPROVAL = "approval"
    PUBLICATION = "publication"
    CLOSING = "closing"

    @property
    def chinese(self) -> str:
        return {
            "step": "待办",
            "ballot": "等表决",
            "approval": "等上级审批",
            "publication": "正在公示",
            "closing": "待办结",
        }[self.value]


class Answer(StrEnum):
    """What one level said to a request for approval."""

    WAITING = "waiting"
    AGREED = "agreed"
    RETURNED = "returned"
    REFUSED = "refused"
    DROPPED = "dropped"

    @property
    def chinese(self) -> str:
        return {
            "waiting": "等答复",
            "agreed": "同意",
            "returned": "退回补正",
            "refused": "不同意",
            "dropped": "已撤回",
        }[self.value]

    @property
    def ruled(self) -> str:
        """The same of a ruling."""
        return {"agreed": "裁决：通过", "refused": "裁决：不予通过"}.get(self.value, self.chinese)


class Objection(StrEnum):
    """What became of an objection raised while something was published."""

    OPEN = "open"
    UPHELD = "upheld"
    DISMISSED = "dismissed"

    @property
    def chinese(self) -> str:
        return {"open": "正在核实", "upheld": "成立", "dismissed": "不成立"}[self.value]
