"""Workbooks of this app: one sheet each, the head frozen, widths that fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from tempfile import SpooledTemporaryFile
from typing import IO, Any

import xlsxwriter

from zhidu.apps.activities.places import places
from zhidu.apps.learning.models import Plan
from zhidu.apps.learning.scheduling import forms_of, topics_of

IN_MEMORY = 2_000_000
HEAD = (
    *(("月", 6), ("日期", 14), ("时间", 14), ("哪些人学", 22), ("学什么", 36)),
    *(("内容类别", 28), ("形式", 12), ("主讲人", 14), ("地点", 20)),
)


def written(title: str, head: Sequence[tuple[str, int]], rows: Iterable[Sequence[Any]]) -> IO[bytes]:
    """The file, at its beginning."""
    file: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    book = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True, "bg_color": "#F8F9FA", "border": 1, "align": "center"})
    text = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
    day = book.add_format({"border": 1, "num_format": "yyyy年m月d日", "valign": "vcenter"})
    sheet = book.add_worksheet("表")
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    for column, (name, width) in enumerate(head):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, name, bold)
    for line, row in enumerate(rows, start=2):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(line, column, datetime.combine(cell, time()), day)
            elif isinstance(cell, int):
                sheet.write_number(line, column, cell, text)
            else:
                sheet.write_string(line, column, str(cell or "")[:32_000], text)
    sheet.freeze_panes(2, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    book.close()
    file.seek(0)
    return file


def plan_rows(plan: Plan) -> list[list[Any]]:
    """The sessions of a plan in words, month by month."""
    place = places([plan.organization_id])[plan.organization_id]
    rows, words = [], dict[str, str]()
    for one in plan.sessions.all():
        if one.kind not in words:
            words |= {one.kind: "", **topics_of(one.kind, place, one.on), **forms_of(one.kind, place, one.on)}
        topics = "、".join(words.get(token, token) for token in one.topics.split(";") if token)
        form = words.get(one.form, one.form)
        rows.append(
            [
                f"{one.on.month}月",
                one.on,
                one.hours,
                one.get_kind_display(),
                one.title,
                topics,
                form,
                one.lecturer,
                one.venue,
            ]
        )
    return rows


def of_plan(plan: Plan) -> IO[bytes]:
    """The plan of a year as a workbook."""
    return written(str(plan), HEAD, plan_rows(plan))
