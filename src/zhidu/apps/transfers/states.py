"""The few closed lists of words that transfers are sorted by."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a transfer stands. One that was sent and whose letter ran out is still sent: it is overdue."""

    ASKED = "asked"
    SENT = "sent"
    RECEIVED = "received"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    VOIDED = "voided"

    @property
    def chinese(self) -> str:
        return {
            "asked": "本人申请，等支部办",
            "sent": "已转出，等接收",
            "received": "已接收",
            "refused": "没有接收",
            "withdrawn": "已撤回",
            "voided": "介绍信作废",
        }[self.value]


OPEN = (State.ASKED, State.SENT)
"""Not over yet: one of a person at a time."""
ENDINGS = (State.REFUSED, State.WITHDRAWN, State.VOIDED)
