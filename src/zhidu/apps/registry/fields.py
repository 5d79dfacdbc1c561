"""Every field of a file, defined once: its words, how it is read, checked, shown and masked.

The page, the tables people bring (:attr:`Field.aliases` are heads they use) and what is handed out all go by this.
Values are text; a day is written 2026-05-11, a choice by its word. '' is: not known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from zhidu.apps.orgs.text import cleaned
from zhidu.apps.registry import classes
from zhidu.apps.registry.identity_numbers import identity_number
from zhidu.foundation.clock import today
from zhidu.rulebooks.cells import EARLIEST
from zhidu.rulebooks.codecs import near

Given = str | date | datetime | int | float | None
"""What a form or a cell of a table may hold."""

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*月?")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LINE = re.compile(r"(0\d{2,3})-?(\d{7,8})")
LONG = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a file.

    ``read`` turns what was given into the value that is kept and raises ValueError in Chinese. ``mask`` shows of a
    sensitive value as much as is needed to recognise it. ``wanted`` fields are those a 党员花名册 cannot do without.
    """

    key: str
    title: str
    section: str
    read: Callable[[str], str]
    aliases: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)
    is_day: bool = False
    sensitive: bool = False
    mask: Callable[[str], str] | None = None
    wanted: bool = False
    hint: str = ""

    def parse(self, given: Given) -> str:
        """The value as it is kept, '' for nothing. Raises ValueError, in Chinese, saying what would be right."""
        text = _written(given, day=self.is_day)
        return self.read(text) if text else ""

    def shown(self, value: str) -> str:
        """The value as people read it, in full."""
        if self.is_day and value:
            one = date.fromisoformat(value)
            return f"{one.year}年{one.month}月{one.day}日"
        return self.choices.get(value, value)

    def masked(self, value: str) -> str:
        """The value as it stands on a page that many people open."""
        return self.mask(value) if self.mask is not None and value else self.shown(value)


def _written(given: Given, *, day: bool) -> str:
    """What was given as text, as it looks: a table may hold a day or a number where people typed one."""
    if isinstance(given, datetime):
        return given.date().isoformat() if day else given.isoformat(" ")
    if isinstance(given, date):
        return given.isoformat()
    if isinstance(given, float) and given == int(given):
        given = int(given)
    return "" if given is None else unicodedata.normalize("NFKC", str(given)).strip()


def _text(longest: int = LONG) -> Callable[[str], str]:
    return lambda text: cleaned(text, longest)


def _day(text: str) -> str:
    found = _DAY.fullmatch(text) or _DIGITS.fullmatch(text)
    if found is None:
        if _MONTH.fullmatch(text):
            raise ValueError(f"写的是“{text}”，没有写哪一日；应写到日，如 1998-07-01")
        raise ValueError(f"写的是“{text[:20]}”；应是一个日期，如 1998-07-01")
    try:
        day = date(*(int(part) for part in found.groups()))
    except ValueError:
        raise ValueError(f"写的是“{text}”，没有这一天；应是真实存在的日期") from None
    if day.year < EARLIEST:
        raise ValueError(f"写的是 {day}；年份应不早于 {EARLIEST}")
    if day > today():
        raise ValueError(f"写的是 {day}，在将来；今天是 {today()}")
    return day.isoformat()


def _one_of(
    choices: Mapping[str, str], also: Mapping[str, str] | None = None, ending: str = ""
) -> Callable[[str], str]:
    by_words = {words: word for word, words in choices.items()} | dict(also or {})

    def read(text: str) -> str:
        if text in choices:
            return text
        for word in (text, f"{text}{ending}"):
            if word in by_words:
                return by_words[word]
        raise ValueError(
            f"没有“{text[:20]}”这一项{near(text, by_words)}；"
            + (f"应是{'、'.join(choices.values())}之一" if len(choices) <= 10 else "请从列表中选择")
        )

    return read


def _phone(text: str) -> str:
    digits = re.sub(r"[\s()（）]", "", text).removeprefix("+86")
    mobile = digits.replace("-", "")
    if len(mobile) == 13 and mobile.startswith("86"):
        mobile = mobile[2:]
    if _MOBILE.fullmatch(mobile):
        return mobile
    if found := _LINE.fullmatch(digits):
        return f"{found[1]}-{found[2]}"
    raise ValueError(f"写了 {len(mobile)} 位；应是 11 位的手机号，或带区号的座机（如 0571-12345678）")


def _mask_number(value: str) -> str:
    return f"{value[:3]}{'*' * 13}{value[-2:]}"


def _mask_phone(value: str) -> str:
    return f"{value[:3]}****{value[-2:]}"


def _mask_words(value: str) -> str:
    """The beginning of an address says the county or town; the door is nobody's business."""
    return f"{value[:3]}……"


def _mask_people(value: str) -> str:
    """How many there are."""
    return f"{len(value.split('；'))} 人"


def _people(text: str) -> str:
    """Contacts as 姓名，关系，电话, one a line or divided by ；."""
    kept = []
    for line in re.split(r"[\n;；]+", text):
        parts = [cleaned(one, LONG) for one in re.split(r"[,，、\s]+", line.strip()) if one]
        if not parts:
            continue
        if len(parts) != 3:
            raise ValueError("每人应写三样：姓名，与本人的关系，电话；几个人之间用分号或换行隔开")
        try:
            kept.append("，".join((parts[0], parts[1], _phone(parts[2]))))
        except ValueError as wrong:
            raise ValueError(f"第 {len(kept) + 1} 人的电话{wrong}") from None
    return "；".join(kept)


IDENTITY, CONTACT, SCHOOLING, WORKING, PARTY, FAMILY = (
    "身份",
    "联系方式",
    "教育",
    "工作",
    "党内日期",
    "家庭联系人",
)
FIELDS: Mapping[str, Field] = {
    one.key: one
    for one in (
        Field(
            key="sex",
            title="性别",
            section=IDENTITY,
            read=_one_of(classes.SEXES, {"男性": "male", "女性": "female"}),
            choices=classes.SEXES,
            wanted=True,
        ),
        Field(
            key="nation",
            title="民族",
            section=IDENTITY,
            read=_one_of(classes.NATIONS, ending="族"),
            choices=classes.NATIONS,
            wanted=True,
        ),
        Field(
            key="born_on",
            title="出生日期",
            section=IDENTITY,
            read=_day,
            is_day=True,
            aliases=("出生年月", "出生年月日", "生日"),
            wanted=True,
        ),
        Field(
            key="native_place",
            title="籍贯",
            section=IDENTITY,
            read=_text(),
            hint="写到县，如“浙江云岭”。",
        ),
        Field(
            key="id_number",
            title="身份证号",
            section=IDENTITY,
            read=identity_number,
            sensitive=True,
            mask=_mask_number,
            aliases=("身份证", "身份证号码", "公民身份号码", "公民身份证号码", "证件号码"),
        ),
        Field(
            key="phone",
            title="手机",
            section=CONTACT,
            read=_phone,
            sensitive=True,
            mask=_mask_phone,
            aliases=("手机号", "手机号码", "联系电话", "电话", "联系方式"),
        ),
        Field(
            key="address",
            title="住址",
            section=CONTACT,
            read=_text(120),
            sensitive=True,
            mask=_mask_words,
            aliases=("家庭住址", "现居住地", "居住地址", "地址"),
        ),
        Field(
            key="education",
            title="学历",
            section=SCHOOLING,
            read=_one_of(classes.EDUCATION, classes.EDUCATION_ALSO),
            choices=classes.EDUCATION,
            aliases=("文化程度",),
            wanted=True,
        ),
        Field(
            key="degree",
            title="学位",
            section=SCHOOLING,
            read=_one_of(classes.DEGREES, classes.DEGREES_ALSO),
            choices=classes.DEGREES,
        ),
        Field(
            key="school", title="毕业院校", section=SCHOOLING, read=_text(80), aliases=("毕业学校", "院校")
        ),
        Field(
            key="employer", title="工作单位", section=WORKING, read=_text(80), aliases=("单位", "所在单位")
        ),
        Field(
            key="work_class",
            title="职业类别",
            section=WORKING,
            read=_one_of(classes.WORK, classes.WORK_ALSO),
            choices=classes.WORK,
            aliases=("职业", "工作岗位", "从事职业"),
            wanted=True,
        ),
        Field(key="duty", title="岗位", section=WORKING, read=_text(), aliases=("岗位职务", "行政职务")),
        Field(
            key="worked_from",
            title="参加工作日期",
            section=WORKING,
            read=_day,
            is_day=True,
            aliases=("参加工作时间",),
        ),
        Field(
            key="joined_on",
            title="入党日期",
            section=PARTY,
            read=_day,
            is_day=True,
            aliases=("入党时间", "加入党组织日期", "入党年月"),
            wanted=True,
            hint="支部大会接收为预备党员的那一天。",
        ),
        Field(
            key="confirmed_on",
            title="转正日期",
            section=PARTY,
            read=_day,
            is_day=True,
            aliases=("转正时间", "转为正式党员日期"),
        ),
        Field(
            key="family",
            title="家庭联系人",
            section=FAMILY,
            read=_people,
            sensitive=True,
            mask=_mask_people,
            hint="姓名，与本人的关系，电话；每人一行。只在要慰问、要找家属时填。",
        ),
    )
}
SECTIONS: tuple[str, ...] = tuple(dict.fromkeys(one.section for one in FIELDS.values()))
DAYS = tuple(one.key for one in FIELDS.values() if one.is_day)
