"""Closed vocabularies that every clause, fact and finding share.

The values are the words of the rulebook files and of the JSON output; ``.chinese`` is what people read.
"""

from __future__ import annotations

from enum import StrEnum


class Modality(StrEnum):
    """How binding a clause is (应当 / 一般 / 可以 / 不得)."""

    MUST = "must"
    GENERALLY = "generally"
    MAY = "may"
    MUST_NOT = "must_not"

    @property
    def chinese(self) -> str:
        return {"must": "应当", "generally": "一般", "may": "可以", "must_not": "不得"}[self.value]

    @property
    def strength(self) -> int:
        """Order for merging: a duty may only be replaced by one at least as binding."""
        return {"may": 0, "generally": 1, "must": 2, "must_not": 2}[self.value]


class Verdict(StrEnum):
    """The eight answers a finding may give (判定)."""

    MET = "met"
    PENDING = "pending"
    AT_RISK = "at_risk"
    BREACHED = "breached"
    LATE = "late"
    EXEMPT = "exempt"
    NOT_APPLICABLE = "not_applicable"
    UNDETERMINED = "undetermined"

    @property
    def chinese(self) -> str:
        return {
            "met": "达标",
            "pending": "未到期",
            "at_risk": "临期",
            "breached": "未达标",
            "late": "迟办",
            "exempt": "免计",
            "not_applicable": "不适用",
            "undetermined": "缺资料",
        }[self.value]

    @property
    def severity(self) -> int:
        """Order for 'worst first' lists: the larger, the sooner somebody must look."""
        return {
            "breached": 7,
            "at_risk": 6,
            "undetermined": 5,
            "late": 4,
            "pending": 3,
            "exempt": 2,
            "met": 1,
            "not_applicable": 0,
        }[self.value]


class Missing(StrEnum):
    """Why a finding is undetermined: facts missing, a number not set, or no source of facts at all."""

    DATA = "data"
    SETTING = "setting"
    UNBOUND = "unbound"

    @property
    def chinese(self) -> str:
        return {"data": "记录不全", "setting": "本组织尚未明确数字", "unbound": "这项计量还没有数据来源"}[
            self.value
        ]


class Reach(StrEnum):
    """Which organisations a clause binds, seen from the one that adopted the book."""

    SELF = "self"
    BELOW = "below"
    BOTH = "both"


class Local(StrEnum):
    """Whether a lower book may tighten a clause, or may not move it either way (固定)."""

    TIGHTEN = "tighten"
    FIXED = "fixed"


class Partial(StrEnum):
    """What a clause asks of a period that the subject was in scope for only in part."""

    HALF_UP = "half_up"
    FULL = "full"
    SKIP = "skip"
    EXACT = "exact"


class Over(StrEnum):
    """Whether doing more than the upper end is fine or itself a breach."""

    FINE = "fine"
    BREACH = "breach"


class Verified(StrEnum):
    """How far the source of a national value was verified."""

    OFFICIAL = "official"
    REPOST = "repost"
    MEMORY = "memory"
    CONFLICT = "conflict"

    @property
    def chinese(self) -> str:
        return {
            "official": "已对照官方或权威页面",
            "repost": "仅见于转载文本",
            "memory": "未查到出处，待核",
            "conflict": "各处说法不一，由本组织选定",
        }[self.value]
