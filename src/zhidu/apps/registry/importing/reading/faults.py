"""What can be wrong with a cell (问题), and what is offered to put it right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

KINDS: Mapping[str, str] = {
    "name.missing": "没有姓名",
    "name.odd": "姓名里有别的字符",
    "id.lost": "身份证号丢了位数",
    "id.length": "身份证号位数不对",
    "id.old": "15 位的旧身份证号",
    "id.wrong": "身份证号不对",
    "id.sex": "身份证号与性别不符",
    "id.birth": "身份证号与出生日期不符",
    "day.unclear": "日期看不懂",
    "day.century": "年份只写了两位",
    "day.zero": "月份丢了末尾的 0",
    "day.short": "日期不完整",
    "day.none": "没有这一天",
    "day.range": "日期不合情理",
    "day.order": "日期先后不对",
    "place.missing": "没有写在哪个组织",
    "place.close": "组织名称差几个字",
    "place.several": "不止一个组织叫这个名称",
    "place.unknown": "没有这个组织",
    "place.since": "那时组织还没有设立",
    "place.group": "没有这个党小组",
    "choice.close": "写法不在选项里",
    "choice.unknown": "不在选项里",
    "value.wrong": "写得不对",
    "row.twice": "同一个人写了两行",
    "row.differs": "两行是同一个身份证号，内容不同",
    "row.elsewhere": "已在别处登记",
}
"""Kind → how a heap of such problems is called."""


@dataclass(frozen=True, slots=True)
class Mend:
    """One way to put a cell right: what would stand in it, and that in words where it needs any."""

    value: str
    words: str = ""

    @property
    def said(self) -> str:
        return self.words or f"改为“{self.value}”"


class Unclear(Exception):
    """A cell that cannot be taken as it is; never guessed at."""

    def __init__(self, kind: str, words: str, *mends: Mend) -> None:
        self.kind, self.words, self.mends = kind, words, mends
        super().__init__(words)

    def again(self) -> Unclear:
        """A fresh one that says the same: an exception that was raised holds on to where that was."""
        return Unclear(self.kind, self.words, *self.mends)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at one cell: the number of the row in the sheet, and the field of the column."""

    row: int
    field: str
    kind: str
    words: str
    mends: tuple[Mend, ...] = ()

    @property
    def title(self) -> str:
        return KINDS[self.kind]
