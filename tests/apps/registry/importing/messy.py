"""A sheet of an office that is ten years old: every shape a cell may have, and every fault, each known by its cell.

The same seed makes the same file. All people and numbers are made up.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import xlsxwriter

from zhidu.apps.registry.identity_numbers import check_digit

DROP = "\0"
"""Instead of a text: the row is to be left out."""
HEAD = (
    ("", "序号"),
    ("name", "姓  名"),
    ("organization", "所在\n党支部"),
    ("sex", "性别"),
    ("id_number", "公民身份号码"),
    ("born_on", "出生年月"),
    ("nation", "民族"),
    ("education", "文化程度"),
    ("phone", "联系电话（手机）"),
    ("type", "党员类别"),
    ("joined_on", "入党时间"),
    ("confirmed_on", "转正时间"),
    ("since", "到本支部日期"),
    ("group", "党小组"),
    ("", "备注"),
)
COLUMN = {key: at for at, (key, _) in enumerate(HEAD) if key}
FIRST = 5
"""The first row about somebody, counted from 1: a title, who filled it in, a head of two lines."""
BRANCHES = (
    "南山镇第一村党支部",
    "南山镇第二村党支部",
    "南山镇第十二村党支部",
    "南山镇中心小学党支部",
    "南山镇机关党支部",
)
TWICE = "卫生院党支部"
GROUP = "第一党小组"
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
_GIVEN = "强伟芳敏静磊洋艳勇军杰娟涛明超秀霞平刚桂英华文建国志红梅兰玉"
_EDUCATION = ("大学本科", "大学专科", "中专", "研究生", "初中及以下")
_NATIONS = ("汉族", "回族", "满族")


@dataclass
class Somebody:
    """What the register should say in the end."""

    name: str
    sex: str
    born_on: date
    id_number: str
    phone: str
    nation: str
    education: str
    organization: str
    type: str
    joined_on: date
    confirmed_on: date | None
    since: date
    group: str = ""


@dataclass
class Messy:
    """The file, who is in which row, what is wrong and what puts it right."""

    content: bytes = b""
    people: dict[int, Somebody] = field(default_factory=dict)
    faults: set[tuple[int, str, str]] = field(default_factory=set)
    fixes: dict[tuple[int, str], str] = field(default_factory=dict)
    elsewhere: list[Somebody] = field(default_factory=list)
    """People of a row who are registered in an organisation of somebody else."""


def numbered(born: date, order: int) -> str:
    body = f"330123{born:%Y%m%d}{order:03}"
    return body + check_digit(body)


def _somebody(chance: random.Random, at: int) -> Somebody:
    born = date(1945, 1, 1) + timedelta(days=chance.randrange(365 * 55))
    man = chance.random() < 0.6
    joined = date(born.year + chance.randrange(19, 24), chance.randrange(1, 13), chance.randrange(1, 29))
    return Somebody(
        name=chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=2)),
        sex="男" if man else "女",
        born_on=born,
        id_number=numbered(born, at % 499 * 2 + (1 if man else 0)),
        phone=f"138{at:08}",
        nation=chance.choice(_NATIONS),
        education=chance.choice(_EDUCATION),
        organization=chance.choice(BRANCHES),
        type="正式党员",
        joined_on=joined,
        confirmed_on=date(joined.year + 1, joined.month, joined.day),
        since=date(2018, 1, 1) + timedelta(days=chance.randrange(2000)),
    )


def _day(chance: random.Random, day: date) -> Any:
    y, m, d = day.year, day.month, day.day
    return chance.choice(
        (
            f"{y}.{m}.{d}",
            f"{y}年{m}月{d}日",
            f"{y}-{m:02}-{d:02}",
            f"{y}/{m}/{d}",
            f"{y}{m:02}{d:02}",
            int(f"{y}{m:02}{d:02}"),
            day,
            (day - date(1899, 12, 30)).days,
            f"{y}．{m}．{d}",
        )
        if y > 1927
        else (f"{y}-{m:02}-{d:02}",)
    )


def _cells(chance: random.Random, one: Somebody) -> dict[str, Any]:
    """One way an office writes somebody down; nothing in it is wrong."""
    number = one.id_number
    written = one.organization
    return {
        "name": chance.choice(
            (one.name, "  ".join(one.name), f"{one.name}　", f" {one.name[0]}　{one.name[1:]}")
        ),
        "organization": chance.choice(
            (
                written,
                f"中共{written.removesuffix('党支部')}支部委员会",
                written.replace("党支部", "支部"),
                f" {written} ",
            )
        ),
        "sex": chance.choice((one.sex, "1" if one.sex == "男" else "2", 1 if one.sex == "男" else 2)),
        "id_number": chance.choice((number, f"'{number}", number.lower(), f" {number[:6]} {number[6:]}")),
        "born_on": _day(chance, one.born_on),
        "nation": chance.choice((one.nation, one.nation.removesuffix("族"))),
        "education": one.education,
        "phone": chance.choice(
            (one.phone, int(one.phone), f"{one.phone[:3]}-{one.phone[3:7]}-{one.phone[7:]}")
        ),
        "type": chance.choice((one.type, one.type.removesuffix("党员"), f"中共{one.type}")),
        "joined_on": _day(chance, one.joined_on),
        "confirmed_on": _day(chance, one.confirmed_on)
        if one.confirmed_on
        else chance.choice(("", "无", "—")),
        "since": _day(chance, one.since),
        "group": one.group,
    }


Spoil = Callable[[Somebody, dict[str, Any]], tuple[str, str, str]]
"""Puts one fault into the cells; (field, kind, the text that puts it right)."""


def _put(name: str, kind: str, text: Callable[[Somebody], Any], right: Callable[[Somebody], str]) -> Spoil:
    def spoil(one: Somebody, cells: dict[str, Any]) -> tuple[str, str, str]:
        cells[name] = text(one)
        return name, kind, right(one)

    return spoil


def _iso(name: str) -> Callable[[Somebody], str]:
    return lambda one: str(getattr(one, name))


def _said(name: str) -> Callable[[Somebody], str]:
    return lambda one: str(getattr(one, name))


def _wrong_check(one: Somebody) -> str:
    last = one.id_number[-1]
    return one.id_number[:-1] + ("1" if last != "1" else "2")


SPOILS: tuple[Spoil, ...] = (
    _put("name", "name.missing", lambda _: "", _said("name")),
    _put("name", "name.odd", lambda one: f"{one.name}（{one.sex}）", _said("name")),
    _put("name", "name.odd", lambda one: f"{one.name}2", _said("name")),
    _put("id_number", "id.lost", lambda one: float(one.id_number[:17] + "0"), _said("id_number")),
    _put("id_number", "id.lost", lambda one: f"{float(one.id_number[:17] + '0'):.5E}", _said("id_number")),
    _put("id_number", "id.length", lambda one: one.id_number[:17], _said("id_number")),
    _put("id_number", "id.wrong", _wrong_check, _said("id_number")),
    _put("sex", "id.sex", lambda one: "女" if one.sex == "男" else "男", _said("sex")),
    _put("born_on", "id.birth", lambda one: f"{one.born_on + timedelta(days=400):%Y-%m-%d}", _iso("born_on")),
    _put("born_on", "day.short", lambda one: f"{one.born_on.year}.{one.born_on.month:02}", _iso("born_on")),
    _put(
        "joined_on",
        "day.short",
        lambda one: f"{one.joined_on.year}年{one.joined_on.month}月",
        _iso("joined_on"),
    ),
    _put("joined_on", "day.unclear", lambda _: "去年夏天", _iso("joined_on")),
    _put("joined_on", "day.century", lambda one: f"{one.joined_on:%y.%m.%d}", _iso("joined_on")),
    _put("joined_on", "day.zero", lambda one: float(f"{one.joined_on.year}.1"), _iso("joined_on")),
    _put("joined_on", "day.none", lambda one: f"{one.joined_on.year}-02-30", _iso("joined_on")),
    _put("joined_on", "day.range", lambda _: "2033-01-01", _iso("joined_on")),
    _put("confirmed_on", "day.order", lambda one: f"{one.joined_on.year - 1}-01-01", _iso("confirmed_on")),
    _put("since", "place.since", lambda _: "2017-12-31", _iso("since")),
    _put("organization", "place.missing", lambda _: "", _said("organization")),
    _put(
        "organization", "place.close", lambda one: one.organization.replace("镇", ""), _said("organization")
    ),
    _put("organization", "place.unknown", lambda _: "XYZ", _said("organization")),
    _put("organization", "place.several", lambda _: TWICE, _said("organization")),
    _put("group", "place.group", lambda _: "没有的小组", lambda _: ""),
    _put("education", "choice.close", lambda one: f"{one.education}生历", _said("education")),
    _put("nation", "choice.unknown", lambda _: "外星", _said("nation")),
    _put("type", "choice.unknown", lambda _: "", lambda _: "正式党员"),
    _put("phone", "value.wrong", lambda one: one.phone[:-1], _said("phone")),
)


def _old_number(one: Somebody, cells: dict[str, Any]) -> tuple[str, str, str]:
    cells["id_number"] = one.id_number[:6] + one.id_number[8:17]
    return "id_number", "id.old", one.id_number


def _lines(
    chance: random.Random, size: int, each: int, found: Messy, some: Sequence[Spoil]
) -> Iterator[dict[str, Any] | None]:
    """The rows about people, and None for a blank one."""
    spoils = [spoil for spoil in some for _ in range(each)]
    spoiled = dict(
        zip(
            sorted(chance.sample(range(30, size), len(spoils))),
            chance.sample(spoils, len(spoils)),
            strict=True,
        )
    )
    row = FIRST - 1
    for at in range(size):
        row += 1
        one = _somebody(chance, at)
        while one.born_on.year >= 2000 or one.born_on.year < 1930 or one.joined_on.month not in {1, 10}:
            one = _somebody(chance, at)
        if chance.random() < 0.02:
            yield None
            row += 1
        cells = _cells(chance, one)
        found.people[row] = one
        if at in spoiled:
            name, kind, right = spoiled[at](one, cells)
            found.faults.add((row, name, kind))
            found.fixes[row, name] = right
        yield cells
    for at, (_row, one) in enumerate(list(found.people.items())[: 3 * each]):
        row += 1
        cells = _cells(chance, one)
        if at % 3 == 0:
            kind, name = "row.twice", "name"
        elif at % 3 == 1:
            cells["phone"], kind, name = f"139{at:08}", "row.differs", "name"
        else:
            other = replace(_somebody(chance, 400 + at), name=f"甲乙{_GIVEN[at % 20]}")
            found.elsewhere.append(other)
            cells, kind, name = _cells(chance, other), "row.elsewhere", "id_number"
        found.faults.add((row, name, kind))
        found.fixes[row, name] = DROP
        yield cells


def messy(
    seed: int = 1, *, size: int = 2000, each: int = 2, spoils: Sequence[Spoil] = (*SPOILS, _old_number)
) -> Messy:
    """A workbook of *size* people with every fault *each* times, or some of them."""
    chance, found, file = random.Random(seed), Messy(), io.BytesIO()
    book = xlsxwriter.Workbook(file, {"strings_to_numbers": False})
    notes = book.add_worksheet("填表说明")
    notes.write_column(0, 0, ["1. 姓名写全名。", "2. 身份证号写 18 位。"])
    sheet = book.add_worksheet("党员花名册")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    last = len(HEAD) - 1
    sheet.merge_range(0, 0, 0, last, "南山镇党员花名册（2016年起用）")
    sheet.merge_range(1, 0, 1, 5, "填报单位：南山镇党委")
    for at, (_, label) in enumerate(HEAD):
        if 3 <= at <= 8:
            sheet.write(3, at, label)
        else:
            sheet.merge_range(2, at, 3, at, label)
    sheet.merge_range(2, 3, 2, 8, "基本情况")
    sheet.set_column(last, last, 10, None, {"hidden": True})
    row = FIRST - 1
    for number, cells in enumerate(_lines(chance, size, each, found, spoils), start=1):
        if cells is not None:
            sheet.write(row, 0, number)
            for key, cell in cells.items():
                if isinstance(cell, date):
                    sheet.write_datetime(row, COLUMN[key], cell, day)
                elif isinstance(cell, str):
                    sheet.write_string(row, COLUMN[key], cell)
                else:
                    sheet.write_number(row, COLUMN[key], cell)
        row += 1
    sheet.write(row, 0, "合 计")
    sheet.write(row, 1, f"{len(found.people)} 人")
    sheet.write(row + 2, 0, "注：本表由各支部填写，一式两份。")
    sheet.write(row + 3, 0, "填表人：")
    book.close()
    found.content = file.getvalue()
    return found
