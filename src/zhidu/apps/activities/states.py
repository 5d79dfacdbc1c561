"""The few closed lists of words that records are sorted by."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a record stands. A planned activity whose day has passed is still only planned."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"

    @property
    def chinese(self) -> str:
        return {"planned": "已安排", "held": "已办", "cancelled": "已取消"}[self.value]


class Circle(StrEnum):
    """Who may read a record beside the person it is about: see ``access.py``."""

    MEMBERS = "members"
    COMMITTEE = "committee"
    PRIVATE = "private"

    @property
    def chinese(self) -> str:
        return {"members": "本组织党员", "committee": "班子成员", "private": "书记、纪检委员"}[self.value]


class Standing(StrEnum):
    """How somebody stands to a meeting: of those entitled to come, present, on leave or absent; or an observer."""

    PRESENT = "present"
    LEAVE = "leave"
    ABSENT = "absent"
    OBSERVER = "observer"

    @property
    def chinese(self) -> str:
        return {"present": "实到", "leave": "请假", "absent": "缺席", "observer": "列席"}[self.value]
