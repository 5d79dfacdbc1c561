"""The few closed lists of words that notices are sorted by."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """To whom something is disclosed."""

    PUBLIC = "public"
    MEMBERS = "members"

    @property
    def chinese(self) -> str:
        return {"public": "向群众公开", "members": "只向本组织党员公开"}[self.value]

    @property
    def words(self) -> str:
        """Whom the rules take to have been told."""
        return {"public": "all_members;masses", "members": "all_members"}[self.value]


class Category(StrEnum):
    """What a notice is about."""

    PARTY = "party"
    DUES = "dues"
    RECRUITMENT = "recruitment"
    VILLAGE = "village"
    CORRECTION = "correction"
    APPRAISAL = "appraisal"
    SERVICE = "service"
    OTHER = "other"

    @property
    def chinese(self) -> str:
        return {
            "party": "党务",
            "dues": "党费",
            "recruitment": "发展党员",
            "village": "村（社区）务",
            "correction": "整改",
            "appraisal": "评议考核",
            "service": "服务群众",
            "other": "其他",
        }[self.value]


MEMBERS_ONLY = {
    Category.DUES: "党费收缴使用情况向党员公布，不向群众公开；请选“只向本组织党员公开”",
    Category.APPRAISAL: "评议考核涉及个人，不向群众公开；请选“只向本组织党员公开”",
}
"""Categories that are never shown to residents, with what to say to whoever tries."""
WITH_AN_END = {Category.RECRUITMENT: "公示有期限，到期要撤下；请写公开到哪一天"}
"""Categories whose notices come down on a day."""


class Channel(StrEnum):
    """Through what it is told."""

    SITE = "site"
    BOARD = "notice_board"
    MEETING = "meeting"
    BROADCAST = "broadcast"
    ONLINE = "online_group"

    @property
    def chinese(self) -> str:
        return {
            "site": "本网站",
            "notice_board": "公开栏张贴",
            "meeting": "会上通报",
            "broadcast": "广播",
            "online_group": "群里通知",
        }[self.value]
