"""The columns a register may have: name and membership, and every field of a file; with the heads offices give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from zhidu.apps.members.entries import PERSON_TYPES
from zhidu.apps.registry.fields import FIELDS
from zhidu.apps.registry.importing.reading.heads import key_of

NAME, ORGANIZATION, GROUP, TYPE, SINCE = "name", "organization", "group", "type", "since"
OF_MEMBERSHIP = (NAME, ORGANIZATION, GROUP, TYPE, SINCE)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, other heads it goes by, and what a cell of it may look like."""

    key: str
    title: str
    aliases: tuple[str, ...] = ()
    example: str = ""
    choices: tuple[str, ...] = ()
    hint: str = ""
    needed: bool = False


_OWN = (
    Column(NAME, "姓名", ("党员姓名", "党员", "名字", "姓名（现名）"), "王强", needed=True),
    Column(
        ORGANIZATION,
        "所在党支部",
        (
            *("党支部", "支部", "支部名称", "党支部名称", "所在支部", "所在党组织", "党组织", "党组织名称"),
            *("所属党支部", "所属支部", "所属党组织", "组织关系所在党支部", "所在党支部名称", "组织"),
        ),
        hint="写全称；名称相近的，导入时再选。",
    ),
    Column(GROUP, "党小组", ("所在党小组", "党小组名称", "小组", "所属党小组")),
    Column(
        TYPE,
        "人员类别",
        ("类别", "党员类别", "类型", "人员类型", "党员类型", "政治面貌", "党籍状态", "正式或预备"),
        "正式党员",
    ),
    Column(
        SINCE,
        "到本组织日期",
        (
            "转入日期",
            "转入时间",
            "进入本支部日期",
            "加入当前支部日期",
            "到本支部日期",
            "进入支部日期",
            "转入本支部日期",
        ),
        "2018-01-01",
        hint="组织关系从哪天起在这里。没有写的，按导入时选的那一天。",
    ),
)
_EXAMPLES: Mapping[str, str] = {
    "sex": "男",
    "nation": "汉族",
    "born_on": "1985-03-01",
    "native_place": "浙江云岭",
    "phone": "13800000000",
    "education": "大学本科",
    "degree": "学士",
    "joined_on": "2008-07-01",
    "confirmed_on": "2009-07-01",
    "worked_from": "2007-08-01",
    "work_class": "农牧渔民",
}
# heads that old forms use and the fields themselves do not name
_ALSO: Mapping[str, tuple[str, ...]] = {
    "sex": ("男女",),
    "born_on": ("出生", "出生时间", "出生日期（年月日）"),
    "id_number": ("身份证件号码", "公民身份证号", "身份号码", "证件号"),
    "phone": ("手机电话", "移动电话", "联系手机", "电话号码"),
    "address": ("居住地", "家庭地址", "通讯地址", "住所"),
    "education": ("最高学历", "学历情况"),
    "employer": ("工作单位及职务", "单位名称", "现工作单位"),
    "joined_on": ("加入中共党组织日期", "加入党组织时间", "入党年月日", "接收为预备党员日期"),
    "confirmed_on": ("转正年月", "转正年月日", "转为正式党员时间"),
    "worked_from": ("参加工作年月",),
}


@cache
def columns() -> Mapping[str, Column]:
    """Key → column, in the order of the template."""
    found = {one.key: one for one in _OWN}
    found[TYPE] = replace(found[TYPE], choices=tuple(type_titles().values()))
    for field in FIELDS.values():
        found[field.key] = Column(
            field.key,
            field.title,
            (*field.aliases, *_ALSO.get(field.key, ())),
            _EXAMPLES.get(field.key, ""),
            tuple(field.choices.values()),
            field.hint,
        )
    return found


@cache
def known() -> Mapping[str, str]:
    """A head as it is compared → the key of its column."""
    found: dict[str, str] = {}
    for one in columns().values():
        for label in (one.title, *one.aliases):
            found.setdefault(key_of(label), one.key)
    return found


@cache
def type_titles() -> Mapping[str, str]:
    """Standings that may be written down, without the two words of which nothing closer is known."""
    return {word: title for word, title in PERSON_TYPES.items() if word not in {"member", "prospect"}}


TYPES_ALSO: Mapping[str, str] = {
    "正式": "full_member",
    "党员": "full_member",
    "中共党员": "full_member",
    "中共正式党员": "full_member",
    "预备": "probationary_member",
    "中共预备党员": "probationary_member",
    "积极分子": "activist",
    "发展对象": "candidate",
    "申请人": "applicant",
    "入党申请人": "applicant",
}
"""What sheets write for a standing."""
