"""A person's own copy of everything the site holds: one workbook to read, one file for programs."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from zhidu.apps.members.queries import memberships, posts_of
from zhidu.apps.registry import ports, queries
from zhidu.apps.registry.boxes import open_proposal, values_of
from zhidu.apps.registry.fields import FIELDS
from zhidu.apps.registry.photos import opened
from zhidu.apps.registry.ports import Cell, Table
from zhidu.foundation.clock import ZONE
from zhidu.foundation.identity.queries import account_of, grants_of
from zhidu.foundation.outbox.queries import held_for

if TYPE_CHECKING:
    from zhidu.apps.members.models import Person

BOOK, DATA, PICTURE = "我的资料.xlsx", "我的资料.json", "照片.jpg"
EVERY = 100_000


def tables(person: Person) -> list[Table]:
    """Everything, a table for each kind."""
    values = values_of(queries.profile(person.pk))
    found = [
        Table(
            "档案",
            ("项目", "内容"),
            [("姓名", person.name), *((one.title, one.shown(values[one.key])) for one in FIELDS.values())],
        ),
        Table(
            "组织关系",
            ("自", "至", "类别", "组织", "党小组"),
            [
                (
                    one.first,
                    one.last,
                    one.type_name,
                    one.organization.name,
                    one.group.name if one.group else "",
                )
                for one in memberships(person.pk)
            ],
        ),
        Table(
            "任职",
            ("自", "至", "职务", "组织"),
            [(one.first, one.last, one.post_name, one.organization.name) for one in posts_of(person.pk)],
        ),
        Table(
            "档案的改动",
            ("时间", "谁", "做了什么", "说明"),
            _happened(queries.changes(person.pk, full=True, most=EVERY)),
        ),
        Table(
            "谁看过盖住的内容",
            ("时间", "谁", "怎样看的", "说明"),
            _happened(queries.looks(person.pk, reasons_too=True, most=EVERY)),
        ),
        Table("提出的更正", ("时间", "项目", "改为", "理由", "结果", "答复"), _proposals(person.pk)),
    ]
    return [*found, *_account(person.pk), *ports.own(person.pk)]


def _happened(rows: Iterable[queries.Happened]) -> list[Sequence[Cell]]:
    return [(one.at, one.who, one.what, one.note) for one in rows]


def _proposals(person: int) -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = []
    for one in queries.proposals(person, EVERY):
        asked, why = open_proposal(one)
        rows += [
            (one.asked_at, FIELDS[key].title, FIELDS[key].shown(text), why, one.state_name, one.words)
            for key, text in asked.items()
        ]
    return rows


def _account(person: int) -> list[Table]:
    user = account_of(person)
    if user is None:
        return []
    return [
        Table("帐号", ("登录名", "姓名", "邮箱"), [(user.username, user.name, user.email)]),
        Table(
            "身份",
            ("身份", "位置", "自", "至"),
            [(one.role_name, one.path, one.since, one.until) for one in grants_of(user)],
        ),
        Table(
            "提醒",
            ("时间", "标题", "内容"),
            [(one.created_at, one.subject, one.body) for one in held_for(user.pk)],
        ),
    ]


def packed(person: Person) -> bytes:
    """The archive."""
    everything = tables(person)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(BOOK, _workbook(everything))
        said = {
            one.title: [dict(zip(one.heads, map(_plain, row), strict=True)) for row in one.rows]
            for one in everything
        }
        archive.writestr(DATA, json.dumps(said, ensure_ascii=False, indent=1))
        photo = queries.photo(person.pk)
        if photo is not None:
            archive.writestr(PICTURE, opened(photo))
    return content.getvalue()


def _plain(cell: Cell) -> str | int | None:
    if isinstance(cell, datetime):
        return f"{cell.astimezone(ZONE):%Y-%m-%d %H:%M}"
    return str(cell) if isinstance(cell, date | Decimal) else cell


def _workbook(everything: Sequence[Table]) -> bytes:
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        for number, one in enumerate(everything, start=1):
            sheet = book.add_worksheet(f"{number} {one.title}"[:31])
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(one.heads) - 1, 20)
            for column, head in enumerate(one.heads):
                sheet.write_string(0, column, head, bold)
            for line, row in enumerate(one.rows, start=1):
                for column, cell in enumerate(row):
                    text = _plain(cell)
                    # as text, whatever it looks like: nothing in a copy is a formula
                    sheet.write_string(line, column, "" if text is None else str(text))
    return content.getvalue()
