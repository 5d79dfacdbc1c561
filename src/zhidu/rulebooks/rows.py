"""Plain tables (数据表) as rows of text that remember their line: CSV or JSON Lines, read as a stream.

Nothing is kept but the row in hand, every line is bounded, and reading stops at the first line that is no
table at all or after a handful of faults; so a large file of nonsense is refused quickly and cheaply.
"""

from __future__ import annotations

import csv
import difflib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, NoReturn

from zhidu.rulebooks.source import BookError, Problem, why

MAX_LINE_BYTES = 64 * 1024
MAX_CELL_CHARS = 4_000
MAX_COLUMNS = 200
MAX_LINES = 1_000_000
MAX_PROBLEMS = 20
JSON_LINES = frozenset({".jsonl", ".ndjson", ".json-lines"})

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_HIDDEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Marks that take no room (零宽、书写方向): two names that look the same would be two different names."""
_NUL = "含有空字节（NUL），不是 UTF-8 文本；如由表格软件另存，请选“CSV UTF-8”"


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its file and line, and its cells as text; an empty cell is left out."""

    file: str
    line: int
    cells: Mapping[str, str]
    lines: Mapping[str, int] = field(default_factory=dict)

    def line_of(self, column: str) -> int:
        return self.lines.get(column, self.line)


class Faults:
    """Collects problems of one file and stops the reading when there are enough to work on."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, row: Row, column: str, message: str) -> None:
        self.at(row.file, row.line_of(column), column, message)

    def at(self, file: str, line: int, path: str, message: str) -> None:
        self.found.append(Problem(file, line, path, message))
        if len(self.found) >= MAX_PROBLEMS:
            more = f"已有 {MAX_PROBLEMS} 处错误，后面的没有再看；请先改正这些"
            raise BookError([*self.found, Problem(file, 0, "", more)])

    def stop(self, file: str, line: int, message: str) -> NoReturn:
        """Refuse the rest of the file: what follows cannot be read with any certainty."""
        raise BookError([*self.found, Problem(file, line, "", message)])

    def check(self) -> None:
        """Raise BookError if anything was wrong."""
        if self.found:
            raise BookError(self.found)


def shown(path: Path) -> str:
    """The name people see in messages: relative to where they stand, where possible."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def read_rows(path: Path, required: Iterable[str], known: Iterable[str], faults: Faults) -> Iterator[Row]:
    """Rows of a table, in order.

    *required* columns must be there; a column that is nearly one of *known* is refused as a slip of the pen.
    Raises BookError where the file cannot be read on; other faults are added to *faults*.
    """
    name = shown(path)
    suffix = path.suffix.lower()
    if suffix != ".csv" and suffix not in JSON_LINES:
        faults.stop(
            name, 0, f"文件名以“{suffix}”结尾；应为 .csv，或 {'、'.join(sorted(JSON_LINES))}（每行一个 JSON）"
        )
    try:
        with path.open("rb") as stream:
            lines = _lines(stream, name, faults)
            reader = _csv_rows if suffix == ".csv" else _json_rows
            yield from reader(lines, name, tuple(required), tuple(known), faults)
    except OSError as error:
        faults.stop(name, 0, f"读不出来：{why(error)}")


def _lines(stream: IO[bytes], name: str, faults: Faults) -> Iterator[str]:
    """Decoded lines, each bounded before it is decoded."""
    number = 0
    while raw := stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        if number > MAX_LINES:
            faults.stop(name, number, f"超过 {MAX_LINES} 行；请分成几个文件，分次判定")
        if len(raw) > MAX_LINE_BYTES:
            faults.stop(name, number, f"这一行超过 {MAX_LINE_BYTES} 字节，不是数据表；应为每行一条记录的文本")
        if b"\0" in raw:
            faults.stop(name, number, _NUL)
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            faults.stop(name, number, f"不是 UTF-8 文本（这一行第 {error.start + 1} 字节处）；请另存为 UTF-8")
        yield text.removeprefix("\ufeff") if number == 1 else text


def _csv_rows(
    lines: Iterator[str], name: str, required: tuple[str, ...], known: tuple[str, ...], faults: Faults
) -> Iterator[Row]:
    reader = csv.reader(lines, strict=True)
    line = 1
    columns: list[str] | None = None
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            faults.stop(name, line, _csv_message(error))
        if cells is None:
            break
        stripped = [cell.strip() for cell in cells]
        if any(stripped):
            if columns is None:
                columns = stripped
                _check_header(columns, name=name, line=line, required=required, known=known, faults=faults)
            elif len(stripped) != len(columns):
                faults.at(
                    name, line, "", f"这一行有 {len(stripped)} 格，表头有 {len(columns)} 列；应一一对应"
                )
            else:
                pairs = dict(zip(columns, stripped, strict=True))
                yield _row(name, line, pairs, faults)
        line = reader.line_num + 1
    if columns is None:
        faults.stop(name, 1, f"文件是空的；第一行应为表头：{'、'.join(required)} …")


def _csv_message(error: csv.Error) -> str:
    said = str(error)
    if "expected after" in said:
        return "引号后面还有文字；整格加引号时，格内的引号应写成两个"
    if "unexpected end" in said:
        return "引号没有合上；从这一行起到文件末尾都成了一格"
    if "larger than field limit" in said:
        return "一格的文字过长，多半是引号没有合上"
    if "new-line character" in said:
        return "换行符不对（只有回车，没有换行）；请另存为“CSV UTF-8”"
    return f"不是正确的 CSV（{said}）"


def _check_header(
    columns: list[str],
    *,
    name: str,
    line: int,
    required: tuple[str, ...],
    known: tuple[str, ...],
    faults: Faults,
) -> None:
    missing = [column for column in required if column not in columns]
    if missing or len(columns) > MAX_COLUMNS:
        found = "，".join(columns)[:80]
        lack = f"缺少 {'、'.join(missing)}" if missing else f"有 {len(columns)} 列，上限 {MAX_COLUMNS} 列"
        marks = "；各列之间应是英文逗号" if len(columns) == 1 and re.search("[;\t，；|]", found) else ""
        faults.stop(
            name, line, f"表头{lack}；第一行是“{found}”，应为列名，至少有 {'、'.join(required)}{marks}"
        )
    seen: set[str] = set()
    for column in columns:
        if not column:
            faults.at(name, line, "", "表头里有一列没有名称；每一列都应有名称")
        elif column in seen:
            faults.at(name, line, column, "表头里有两列同名；每个名称只能用一次")
        seen.add(column)
    check_names(columns, name, line, known, faults)
    faults.check()


def check_names(columns: Iterable[str], name: str, line: int, known: Iterable[str], faults: Faults) -> None:
    """A column one letter away from one that means something would otherwise quietly mean nothing."""
    for column in columns:
        if column and column not in known:
            hint = _nearest(column, known)
            if hint:
                faults.at(name, line, column, f"不认识的列{hint}；若确是另一回事，请换一个不相近的列名")


_SLIP = 0.87
"""How alike two names must be to be taken for the same one, misspelt."""


def _nearest(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=_SLIP)
    return f"，是否想写“{close[0]}”" if close else ""


def _json_rows(
    lines: Iterator[str], name: str, required: tuple[str, ...], known: tuple[str, ...], faults: Faults
) -> Iterator[Row]:
    checked: set[str] = set()
    for number, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            record = json.loads(
                text,
                object_pairs_hook=_no_twice,
                parse_int=str,
                parse_float=str,
                parse_constant=_no_constant,
            )
        except (ValueError, RecursionError) as error:
            why = str(error)
            shown_why = why if "\u4e00" <= why[:1] <= "\u9fff" else "每行应为一个完整的 JSON 对象 {…}"
            faults.stop(name, number, f"不是正确的 JSON：{shown_why}")
        if not isinstance(record, dict):
            faults.stop(name, number, "这一行不是 JSON 对象；每行应为一个 {…}")
        if len(record) > MAX_COLUMNS:
            faults.stop(name, number, f"有 {len(record)} 列，上限 {MAX_COLUMNS} 列")
        new = [key for key in record if key not in checked]
        checked.update(new)
        check_names(new, name, number, known, faults)
        row = _json_row(record, name, number, faults)
        lacking = [column for column in required if column not in row.cells]
        if lacking:
            faults.at(name, number, "、".join(lacking), "没有写；这一列不能空")
        else:
            yield row


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("键重复；同一行里每个键只能写一次")
    return found


def _no_constant(text: str) -> NoReturn:
    raise ValueError(f"写了 {text}；应为普通数字")


def _json_row(record: dict[str, Any], name: str, line: int, faults: Faults) -> Row:
    pairs: dict[str, str] = {}
    for key, value in record.items():
        text = _json_cell(value)
        if text is None:
            faults.at(name, line, key, "写成了一组键值；应为文字、数字、true、false，或它们的列表")
        else:
            pairs[key.strip()] = text.strip()
    return _row(name, line, pairs, faults)


def _json_cell(value: object) -> str | None:
    """A JSON value as the text of a cell (lists become words with semicolons); None where it cannot be."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        parts = [_json_cell(one) for one in value if not isinstance(one, list)]
        known = [part for part in parts if part is not None]
        return ";".join(known) if len(known) == len(value) else None
    return None


def _row(name: str, line: int, pairs: Mapping[str, str], faults: Faults) -> Row:
    for column, cell in pairs.items():
        if len(cell) > MAX_CELL_CHARS:
            faults.at(name, line, column, f"一格有 {len(cell)} 字，超过 {MAX_CELL_CHARS} 字的上限")
        elif _UNPRINTABLE.search(cell):
            faults.at(name, line, column, "含有不可见的控制字符；请删去")
        elif hidden := _HIDDEN.search(cell):
            code = f"U+{ord(hidden.group()):04X}"
            faults.at(name, line, column, f"第 {hidden.start() + 1} 个字是看不见的字符（{code}）；请删去")
    return Row(name, line, {column: cell for column, cell in pairs.items() if cell})
