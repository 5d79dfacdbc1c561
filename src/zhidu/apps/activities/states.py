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
    """How somebody stands to a meeting: of those entitled to come, present, on leave or absent; or an observer.

    EXCLUDED: left out of 应到 on a ground the regulations allow, and not there. Whoever comes is PRESENT.
    ASKED: asked to sit in, and did not come: nobody was missed, and it shows that they were asked.
    """

    PRESENT = "present"
    LEAVE = "leave"
    ABSENT = "absent"
    OBSERVER = "observer"
    EXCLUDED = "excluded"
    ASKED = "asked"

    @property
    def chinese(self) -> str:
        words = {"present": "实到", "leave": "请假", "absent": "缺席", "observer": "列席"}
        return {**words, "excluded": "不计入应到", "asked": "请了没到"}[self.value]


class Reply(StrEnum):
    """What somebody said beforehand about a meeting to come, and what became of a leave that was asked for."""

    COMING = "coming"
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def chinese(self) -> str:
        return {
            "coming": "能到会",
            "asked": "已请假，等答复",
            "granted": "已准假",
            "refused": "没有准假",
            "withdrawn": "已收回",
        }[self.value]


class How(StrEnum):
    """How somebody was told of a meeting to come; '' where they are still to be told."""

    ACCOUNT = "account"
    IN_PERSON = "in_person"
    PHONE = "phone"

    @property
    def chinese(self) -> str:
        return {"account": "发到帐号", "in_person": "当面告诉", "phone": "电话告诉"}[self.value]


class Ground(StrEnum):
    """Why somebody asks for leave; the words a clause may speak of, or the sentence beside them."""

    ILLNESS = "illness"
    AWAY = "away"
    FAMILY = "family"
    ON_DUTY = "on_duty"
    OTHER = "other"

    @property
    def chinese(self) -> str:
        return {
            "illness": "身体不适",
            "away": "在外地",
            "family": "照护家人",
            "on_duty": "值班上工",
            "other": "其他",
        }[self.value]
