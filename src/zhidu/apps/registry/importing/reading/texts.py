"""Cells as text: what Excel keeps as a number, names with spaces in them, signs of the wrong width."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from zhidu.apps.registry.importing.reading.faults import Mend, Unclear

Cell = str | int | float | bool | date | datetime | time | timedelta | None
EXACT = 10**15
"""Excel keeps fifteen digits; of a longer number the last ones are gone."""
BLANKS = frozenset(
    {
        "",
        "无",
        "没有",
        "空",
        "不详",
        "未知",
        "暂无",
        "/",
        "\\",
        "-",
        "--",
        "—",
        "——",
        "n/a",
        "na",
        "null",
        "none",
        "#n/a",
    }
)
"""What people write into a cell to say that there is nothing to write."""
_SPACES = re.compile(r"\s+")
_HAN = r"\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])")
_DOTS = re.compile(r"\s*[·•‧・．.⋅∙]\s*")
_NAME = re.compile(rf"[{_HAN}]+(?:·[{_HAN}]+)*|[A-Za-z][A-Za-z '·-]*[A-Za-z]")
_IN_NAME = re.compile(rf"[{_HAN}]+(?:·[{_HAN}]+)*")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]{1,2}")
_QUOTES = "'’‘`´′＇"


def plain(cell: Cell) -> str:
    """A cell as the text that somebody meant to see; '' where nothing was said."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < EXACT else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    text = str(cell)
    if text.isascii() and text.isprintable():
        return text.strip()
    shown = "".join(one for one in text if unicodedata.category(one) not in {"Cf", "Cs", "Co"})
    return _SPACES.sub(
        " ", "".join(" " if unicodedata.category(one) == "Cc" else one for one in shown)
    ).strip()


def said(cell: Cell) -> str:
    """As :func:`plain`, and '' for the many ways to say 无."""
    text = plain(cell)
    return "" if len(text) <= 4 and narrow(text).lower() in BLANKS else text


def narrow(text: str) -> str:
    """Figures, letters and signs of full width as those of half width."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def tight(text: str) -> str:
    """Without any space, and narrow: to compare what is a matter of figures or of a fixed word."""
    return _SPACES.sub("", narrow(text))


def a_name(cell: Cell) -> str:
    """A name as the register keeps it: 王  强 is 王强. Raises Unclear where there is more in it than a name."""
    text = said(cell).lstrip(_QUOTES)
    if not text:
        raise Unclear("name.missing", "没有写姓名；应写全名，不是一个人的行请选“不导入这一行”")
    name = _DOTS.sub("·", _BETWEEN_HAN.sub("", text)) if not text.isascii() else text
    if _NAME.fullmatch(name):
        return name
    found = _IN_NAME.match(name)
    mends = (Mend(found[0]),) if found and len(found[0]) > 1 else ()
    raise Unclear("name.odd", f"写的是“{text[:40]}”；姓名应只有汉字（少数民族姓名中间用“·”）", *mends)


def digits(cell: Cell) -> str:
    """A number kept as figures (证件号、手机号), however Excel holds it. Raises Unclear where figures are gone."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        if abs(cell) >= EXACT:
            raise Unclear(
                "id.lost",
                f"这一格是数字格式（{float(cell):.5E}），Excel 只保留前 15 位，后面的已经变成 0，找不回来；"
                "请对照证件填写",
            )
        return plain(cell)
    text = tight(said(cell)).strip(_QUOTES)
    if _SCIENTIFIC.fullmatch(text):
        raise Unclear("id.lost", f"写的是“{text}”，是科学计数，后面的数字已经丢了，找不回来；请对照证件填写")
    return text.removesuffix(".0").upper()
