"""The head of a sheet is found wherever offices put it."""

from __future__ import annotations

import io
from datetime import date

import pytest
import xlsxwriter

from zhidu.apps.registry.importing.reading import heads
from zhidu.apps.registry.importing.reading.workbook import NotATable, Sheet, opened

KNOWN = {
    heads.key_of(label): field
    for field, labels in {
        "name": ("姓名", "党员姓名"),
        "sex": ("性别",),
        "born": ("出生日期", "出生年月"),
        "admitted": ("入党日期", "入党时间"),
        "home": ("所在党支部", "支部名称"),
    }.items()
    for label in labels
}


def test_a_head_under_a_title_with_spaces_breaks_and_notes_in_brackets() -> None:
    sheet = Sheet(
        "名册",
        [
            ["云岭县党员名册", "", "", ""],
            ["填表单位：南山镇", "", "2026年", ""],
            [],
            ["序号", "姓　名", "性\n别", "出生年月（如 1985.03）", "入党时间 *"],
            [1, "王强", "男", "1985.03", "2001.7.1"],
        ],
    )
    head = heads.find(sheet, KNOWN)
    assert head is not None
    assert (head.top, head.height, head.first) == (3, 1, 4)
    assert head.fields == ("", "name", "sex", "born", "admitted")


def test_a_head_of_two_merged_lines_is_read_from_both() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("党员")
    sheet.merge_range(0, 0, 0, 4, "名册")
    sheet.merge_range(1, 0, 2, 0, "姓名")
    sheet.merge_range(1, 1, 1, 2, "基本情况")
    sheet.write_row(2, 1, ["性别", "出生"])
    sheet.merge_range(1, 3, 1, 4, "入党")
    sheet.write_row(2, 3, ["日期", "地点"])
    sheet.write_row(3, 0, ["王强", "男", "1985.3"])
    sheet.set_column(4, 4, None, None, {"hidden": True})
    book.close()
    (read,) = opened("a.xlsx", file.getvalue())
    head = heads.find(read, KNOWN)
    assert head is not None
    assert (head.top, head.height) == (1, 2)
    assert head.fields == ("name", "sex", "", "admitted", "")
    assert head.labels[2] == "基本情况 出生"
    assert read.hidden == {4}


def test_a_sheet_without_names_has_no_head() -> None:
    assert heads.find(Sheet("说明", [["填表说明"], ["性别", "填男、女"]]), KNOWN) is None


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gbk", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_a_table_of_text_is_read_in_every_coding(encoding: str, mark: str) -> None:
    text = mark.join(["姓名", "性别"]) + "\r\n" + mark.join(["王强", "男"]) + "\r\n"
    (sheet,) = opened("名册.csv", text.encode(encoding))
    assert sheet.rows == [["姓名", "性别"], ["王强", "男"]]


def test_sheets_without_content_are_left_out_and_hidden_ones_are_marked() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    book.add_worksheet("空")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    shown, hidden = book.add_worksheet("党员"), book.add_worksheet("旧")
    shown.write_row(0, 0, ["姓名", "出生日期"])
    shown.write_datetime(1, 1, date(1985, 3, 1), day)
    hidden.write(0, 0, "姓名")
    hidden.hide()
    book.close()
    found = opened("a.xlsx", file.getvalue())
    assert [(one.name, one.shown) for one in found] == [("党员", True), ("旧", False)]
    assert found[0].rows[1][1] == date(1985, 3, 1)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"", "是空的"),
        ("a.doc", b"whatever", "不是表格"),
        ("a.xlsx", b"PK\x03\x04 broken", "打不开"),
        ("a.xls", b"\xd0\xcf\x11\xe0 broken", "打不开"),
        ("a.csv", b"\r\n\r\n", "没有内容"),
    ],
    ids=range(5),
)
def test_what_is_no_table_is_told_with_what_would_be_right(name: str, content: bytes, said: str) -> None:
    with pytest.raises(NotATable, match=said):
        opened(name, content)
