"""The words of this app: how a vote is taken, how far it is, who stands how on the roll."""

from __future__ import annotations

from enum import StrEnum


class Method(StrEnum):
    """How the vote is taken (表决方式)."""

    HANDS = "hands"
    NAMED = "named"
    SECRET = "secret"  # noqa: S105 - a way of voting
    PAPER = "paper"

    @property
    def chinese(self) -> str:
        return _METHODS[self]

    @property
    def word(self) -> str:
        """The word clauses know: a secret vote is secret on paper and online alike."""
        return {"hands": "show_of_hands", "named": "named"}.get(self.value, "secret")

    @property
    def short(self) -> str:
        """Without the remark in brackets."""
        return self.chinese.partition("（")[0]

    @property
    def secret(self) -> bool:
        return self.word == "secret"


_METHODS = {
    Method.HANDS: "举手表决",
    Method.NAMED: "记名投票",
    Method.SECRET: "无记名投票（手机、电脑上投）",
    Method.PAPER: "无记名投票（纸票）",
}


class State(StrEnum):
    """How far a vote is."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    ANNULLED = "annulled"

    @property
    def chinese(self) -> str:
        return {"draft": "待表决", "open": "正在投票", "closed": "已结束", "annulled": "已作废"}[self.value]


class Standing(StrEnum):
    """How somebody stands on the frozen roll."""

    PRESENT = "present"
    WRITTEN = "written"
    AWAY = "away"
    AGAIN = "again"
    """Had been left out of 应到会 and came all the same: counted again."""
    EXCLUDED = "excluded"

    @property
    def chinese(self) -> str:
        return _STANDINGS[self]


_STANDINGS = {
    Standing.PRESENT: "到会",
    Standing.WRITTEN: "会前交了书面意见",
    Standing.AWAY: "没有到会",
    Standing.AGAIN: "到会后重新计入",
    Standing.EXCLUDED: "不计入应到会",
}
IN_THE_ROOM = frozenset({Standing.PRESENT.value, Standing.AGAIN.value})
"""Who casts a vote there and then."""


class Role(StrEnum):
    """Who watches over the box and the count."""

    SCRUTINEER = "scrutineer"
    COUNTER = "counter"
    SECOND = "second"

    @property
    def chinese(self) -> str:
        return {"scrutineer": "监票人", "counter": "计票人", "second": "第二计票人"}[self.value]


class Stage(StrEnum):
    """How far a name has come on the way to the paper (候选人的几个阶段)."""

    NOMINATED = "nominated"
    PRELIMINARY = "preliminary"
    FORMAL = "formal"

    @property
    def chinese(self) -> str:
        return {"nominated": "酝酿提名", "preliminary": "预备人选", "formal": "正式候选人"}[self.value]


class Choice(StrEnum):
    """What a vote on one question says; one letter each, so that no length tells them apart."""

    YES = "y"
    NO = "n"
    ABSTAIN = "a"

    @property
    def chinese(self) -> str:
        return {"y": "赞成", "n": "反对", "a": "弃权"}[self.value]

    @property
    def word(self) -> str:
        return {"y": "yes", "n": "no", "a": "abstain"}[self.value]


CIRCLES = {"committee_meeting": "committee", "party_committee_meeting": "committee"}
"""A vote of a committee is the committee's; all others are open to the members."""

FORUMS = {
    "members_meeting": "支部党员大会",
    "committee_meeting": "支委会",
    "party_committee_meeting": "党委会",
    "group_meeting": "党小组会",
    "election_meeting": "选举大会",
}
FORUM_OF = {
    "members_meeting": "members_meeting",
    "committee_meeting": "committee_meeting",
    "enlarged_committee_meeting": "committee_meeting",
    "party_committee_meeting": "party_committee_meeting",
    "group_meeting": "group_meeting",
    "election_meeting": "election_meeting",
}
"""Kind of meeting → the forum that clauses speak of."""
