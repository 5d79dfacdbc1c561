"""The few closed lists of words that times away and reports are sorted by."""

from __future__ import annotations

from enum import StrEnum


class Where(StrEnum):
    """How far one time away got."""

    REPORTED = "reported"
    AWAY = "away"
    BACK = "back"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"

    @property
    def chinese(self) -> str:
        return {
            "reported": "已报告，还没有走",
            "away": "在外",
            "back": "已回来，等查验",
            "closed": "已结束",
            "withdrawn": "没有去",
        }[self.value]


CURRENT = (Where.REPORTED, Where.AWAY, Where.BACK)
"""Not over yet: one of a person at a time."""


class Purpose(StrEnum):
    """What somebody goes away for; the words clauses speak of."""

    WORK = "work"
    BUSINESS = "business"
    FAMILY = "family"
    MEETING = "meeting"
    STUDY = "study"
    SECONDMENT = "secondment"
    HOLIDAY = "holiday"
    OTHER = "other"

    @property
    def chinese(self) -> str:
        return {
            "work": "务工",
            "business": "经商",
            "family": "投亲、照护家人",
            "meeting": "开会",
            "study": "学习",
            "secondment": "借调",
            "holiday": "休假",
            "other": "其他",
        }[self.value]


class Kind(StrEnum):
    """What somebody tells the branch, or the contact person about somebody."""

    THOUGHT = "thought"
    REQUEST = "request"
    FLOATING = "floating"
    RETURNED = "returned"
    CONTACT = "contact"

    @property
    def chinese(self) -> str:
        return {
            "thought": "思想汇报",
            "request": "请示、反映",
            "floating": "外出期间汇报",
            "returned": "返回汇报",
            "contact": "联系情况",
        }[self.value]


TOPICS = {
    Kind.THOUGHT: {"thoughts": "思想", "work_state": "工作、生活"},
    Kind.REQUEST: {"matter": "什么事"},
    Kind.FLOATING: {"thought": "思想", "work": "工作", "organised_life": "参加组织生活"},
    Kind.RETURNED: {"thought": "思想", "work": "工作", "organised_life": "参加组织生活"},
    Kind.CONTACT: {"thought": "思想", "employment": "就业", "life": "生活"},
}
"""What each is about: a word of the rules → what the form calls it."""
MEASURE = {
    Kind.THOUGHT: "thought_report",
    Kind.FLOATING: "floating_report",
    Kind.RETURNED: "return_report",
    Kind.CONTACT: "floating_contact",
}
"""The fact that follows; a request is judged by no clause."""


class Form(StrEnum):
    """In which of the four ways a member reports (school-ten-systems, 谈心和汇报)."""

    AT_MEETING = "at_meeting"
    ORAL = "oral"
    TRAVEL = "travel"
    WRITTEN = "written"

    @property
    def chinese(self) -> str:
        return {
            "at_meeting": "在组织生活会上汇报",
            "oral": "口头汇报",
            "travel": "外出前后报告",
            "written": "书面汇报",
        }[self.value]
