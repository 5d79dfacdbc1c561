"""The books a branch keeps by hand, as offices sell them: how many boxes a month's work fills in.

A signature is the member's own and not counted; neither are headings that are printed.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Book:
    """One book: the boxes of one entry, and how many entries the month needs."""

    title: str
    boxes: tuple[str, ...]
    entries: int

    @property
    def fields(self) -> int:
        return len(self.boxes) * self.entries


MINUTES = ("日期", "时间", "地点", "主持人", "记录人", "应到", "实到", "缺席和事由", "议题", "记录和决定")
SUMMARY = ("日期", "类别", "主题", "主持人", "应到", "实到")


def month(*, meetings: int, lectures: int, gatherings: int, members: int) -> tuple[Book, ...]:
    """What *gatherings* occasions (of them *meetings* with minutes and *lectures*) and a talk each ask for."""
    return (
        Book("会议记录本（大会、支委会、小组会、党日各一本）", MINUTES, meetings),
        Book("党课记录本", (*MINUTES[:3], "授课人", *MINUTES[5:8], "题目", "内容"), lectures),
        Book("签到表的表头", ("会议名称", "日期", "地点"), gatherings),
        Book("“三会一课”台账", SUMMARY, gatherings),
        Book("党员参加组织生活考勤表", ("到会情况",), gatherings * members),
        Book("党员学习学时登记", ("学时",), lectures * members),
        Book("谈心谈话记录本", ("日期", "谈话人", "谈话对象", "主题", "内容"), members),
        Book("谈心谈话台账", ("日期", "谈话对象", "主题"), members),
        Book("当月工作计划表", ("日期", "类别", "主题"), gatherings),
        Book("报上级的月报", ("类别", "次数", "到会率"), 6),
    )
