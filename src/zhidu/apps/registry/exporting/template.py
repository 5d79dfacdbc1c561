"""The blank template (空白模板): the columns in their order, what each may say, and one made-up line as an example."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from zhidu.apps.registry.importing.columns import columns

LINES = 2000
"""Lines for which Excel offers the choices."""
MOST_IN_A_LIST = 255
"""Characters Excel takes as a list of choices in one cell."""
NUMBER = "11010119850301001X"


def template() -> bytes:
    """The workbook."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": False})
    head = book.add_format(
        {
            "bold": True,
            "bg_color": "#F8F9FA",
            "border": 1,
            "border_color": "#D9DDE2",
            "align": "center",
            "text_wrap": True,
        }
    )
    needed = book.add_format(
        {
            "bold": True,
            "bg_color": "#F8EFEF",
            "border": 1,
            "border_color": "#D9DDE2",
            "align": "center",
            "text_wrap": True,
        }
    )
    # numbers of people are text, or Excel keeps fifteen figures of them
    text = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet("党员名册")
    for at, one in enumerate(columns().values()):
        sheet.set_column(at, at, max(10, 2 * len(one.title) + 4), text)
        sheet.write_string(0, at, one.title, needed if one.needed else head)
        if one.choices and len(",".join(one.choices)) < MOST_IN_A_LIST:
            sheet.data_validation(
                1, at, LINES, at, {"validate": "list", "source": list(one.choices), "error_type": "warning"}
            )
    sheet.freeze_panes(1, 1)
    _explained(book, head)
    book.close()
    return file.getvalue()


def _explained(book: Any, head: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
    sheet = book.add_worksheet("怎样填")
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for at, (title, width) in enumerate((("栏目", 16), ("例子", 24), ("可以写的", 60), ("说明", 50))):
        sheet.set_column(at, at, width, wrapped)
        sheet.write_string(0, at, title, head)
    for row, one in enumerate(columns().values(), start=1):
        sheet.write_string(row, 0, one.title)
        sheet.write_string(row, 1, NUMBER if one.key == "id_number" else one.example)
        sheet.write_string(row, 2, "、".join(one.choices))
        sheet.write_string(row, 3, "必须填。" * one.needed + one.hint)
    sheet.freeze_panes(1, 1)
