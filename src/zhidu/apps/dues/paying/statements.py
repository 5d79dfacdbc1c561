"""Statements of the bank as it lets one download them: columns in any order and under the names banks give them."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

HEADS: dict[str, tuple[str, ...]] = {
    "on": ("交易日期", "记账日期", "入账日期", "交易时间", "日期"),
    "amount": (
        "贷方发生额",
        "贷方金额",
        "收入金额",
        "存入金额",
        "收入",
        "贷方",
        "交易金额",
        "金额",
        "发生额",
    ),
    "direction": ("借贷标志", "借贷方向", "收支方向", "收支", "借贷"),
    "payer": ("对方户名", "付款人名称", "付款人户名", "对方名称", "付款人", "对方账户名称"),
    "words": ("附言", "摘要", "用途", "备注", "交易附言", "交易摘要"),
    "serial": ("交易流水号", "核心流水号", "流水号", "凭证号", "交易序号"),
}
IN = frozenset({"贷", "收", "收入", "存入", "+", "贷方", "来账"})
MOST_HEAD, SHOWN, LARGEST = 30, 20, 20_000
_DAY = re.compile(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})(?!\d)")


class Unreadable(ValueError):
    """The file is no statement, or a cell of it says nothing; the message tells which."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One sum that came in."""

    row: int
    on: date
    amount: Decimal
    payer: str
    words: str
    serial: str
    nth: int
    """Which of the rows it is that are alike in everything; the first is 1."""

    @property
    def told(self) -> str:
        """What tells this sum from every other: the bank's own number, or all that is known of it."""
        return self.serial or f"{self.on}|{self.amount}|{self.payer}|{self.words}|{self.nth}"


def read(name: str, content: bytes) -> list[Seen]:
    """What came in; sums that went out are passed over. Raises Unreadable, naming row and column."""
    rows = _rows(name, content)
    at, columns = _head(rows)
    faults: list[str] = []
    found: list[Seen] = []
    alike: Counter[tuple[object, ...]] = Counter()
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        cells = {
            key: [_text(row[one]) for one in places if one < len(row)] for key, places in columns.items()
        }
        amount = _first(cells["amount"])
        if not amount or not _first(cells["on"]) or not _came_in(cells, amount):
            continue
        try:
            on, money = _day(_first(cells["on"])), _money(amount)
        except ValueError as wrong:
            faults.append(f"第 {number} 行：{wrong}")
            continue
        payer, words = _first(cells["payer"]), " ".join(one for one in cells["words"] if one)
        serial = _first(cells["serial"])
        alike[on, money, payer, words] += 1
        found.append(Seen(number, on, money, payer, words, serial, alike[on, money, payer, words]))
    if faults:
        more = f"；另有 {len(faults) - SHOWN} 处" if len(faults) > SHOWN else ""
        raise Unreadable("；".join(faults[:SHOWN]) + more)
    return found


def _rows(name: str, content: bytes) -> list[list[Any]]:
    if name.lower().endswith(".csv"):
        return list(csv.reader(io.StringIO(_decoded(content))))[:LARGEST]
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return book.get_sheet_by_index(0).to_python()[:LARGEST]
    except (CalamineError, IndexError) as error:
        raise Unreadable("打不开这个文件；应是银行下载的 xlsx、xls 或 csv 对账单") from error


def _decoded(content: bytes) -> str:
    for way in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(way)
        except UnicodeDecodeError:
            continue
    raise Unreadable("文字编码认不出；请在表格软件里另存为 xlsx")


def _head(rows: Sequence[Sequence[Any]]) -> tuple[int, dict[str, list[int]]]:
    """Where the heads are, and which columns they name; the better name first."""
    for at, row in enumerate(rows[:MOST_HEAD]):
        heads = [re.sub(r"\s|[（(].*?[)）]", "", _text(one)) for one in row]
        found = {
            key: [heads.index(alias) for alias in aliases if alias in heads] for key, aliases in HEADS.items()
        }
        if found["on"] and found["amount"]:
            return at, found
    known = "、".join(HEADS["on"][:3]), "、".join(HEADS["amount"][:4])
    raise Unreadable(f"前 {MOST_HEAD} 行没有找到表头；应有日期（{known[0]}等）和收入金额（{known[1]}等）两列")


def _came_in(cells: dict[str, list[str]], amount: str) -> bool:
    said = _first(cells["direction"])
    return said in IN if said else not amount.startswith("-") and amount not in {"0", "0.00", "0.0"}


def _first(cells: Sequence[str]) -> str:
    return next((one for one in cells if one), "")


def _text(cell: Any) -> str:  # noqa: ANN401 - whatever the sheet holds
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return unicodedata.normalize("NFKC", str(cell)).strip().lstrip("'") if cell is not None else ""


def _day(text: str) -> date:
    found = _DAY.match(text)
    if found is None:
        raise ValueError(f"日期写的是“{text[:20]}”；应像 2026-11-05")
    try:
        return date(*(int(one) for one in found.groups()))
    except ValueError:
        raise ValueError(f"没有“{text[:20]}”这一天") from None


def _money(text: str) -> Decimal:
    plain = re.sub(r"[,，\s¥￥元]", "", text)
    try:
        found = Decimal(plain)
    except InvalidOperation:
        raise ValueError(f"金额写的是“{text[:20]}”；应是数字") from None
    if not found.is_finite() or found <= 0 or found != found.quantize(Decimal("0.01")) or found >= 10**10:
        raise ValueError(f"金额写的是“{text[:20]}”；应大于 0，最多两位小数")
    return found.quantize(Decimal("0.01"))
