"""YAML text → plain nodes that remember their line; nothing is guessed.

Every scalar stays text until a codec asks for a number or a date, so ``on``, ``yes`` and ``11:00`` are words as
they were written (YAML 1.2 and stricter). Duplicate keys, anchors, tags and second documents are refused:
a rule must say the same thing to everybody who reads it.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

MAX_BYTES = 2_000_000
"""A rulebook file is read by people; anything larger than 2 MB is not one."""
MAX_DEPTH = 24


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a file: where, what was found, what would be right."""

    file: str
    line: int
    path: str
    message: str
    warning: bool = False

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        field_ = f" {self.path}：" if self.path else " "
        return f"{where}:{field_}{self.message}"


class BookError(Exception):
    """One or more problems that keep a book (or a facts file) from loading; nothing was changed."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar exactly as written; ``quoted`` keeps an explicit '' apart from an empty cell."""

    value: str
    line: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Seq:
    """A list as written."""

    items: tuple[Value, ...]
    line: int

    def __iter__(self) -> Iterator[Value]:
        return iter(self.items)


@dataclass(frozen=True, slots=True)
class Map:
    """Keys and values as written, with the line of each key."""

    entries: Mapping[str, Value]
    line: int
    key_lines: Mapping[str, int] = field(default_factory=dict)

    def line_of(self, key: str) -> int:
        return self.key_lines.get(key, self.line)


Value = Text | Seq | Map


_REASONS = {
    errno.ENOENT: "没有这个文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "这里只能读，不能写",
    errno.ENAMETOOLONG: "名字太长",
    errno.ELOOP: "链接绕成了圈",
}
_YAML_WORDS = (
    ("mapping values are not allowed", "这里不能再写“键: 值”；请看冒号的位置和缩进"),
    ("cannot start any token", "有不能这样用的字符；缩进请用空格，不用制表符，含特殊符号的文字请加引号"),
    ("could not find expected ':'", "这里缺一个冒号"),
    ("expected <block end>", "缩进没有对齐"),
    ("did not find expected", "缩进没有对齐，或者括号、引号没有配对"),
    ("expected ',' or", "括号里缺逗号，或者括号没有配对"),
    ("unexpected end of stream", "引号或括号没有写完"),
    ("while scanning a quoted", "引号没有配对"),
    ("special characters are not allowed", "含有不允许的控制字符"),
    ("unacceptable character", "含有不允许的控制字符"),
)


def why(error: OSError) -> str:
    """Why a file could not be read or written, in Chinese."""
    return _REASONS.get(error.errno or 0) or f"系统不允许（{error.errno}）"


def _plainly(problem: str) -> str:
    """The parser's complaint in Chinese; the original in brackets where nobody translated it yet."""
    for part, words in _YAML_WORDS:
        if part in problem:
            return words
    return f"格式不对（{problem}）"


def read_yaml(path: Path, shown: str) -> Value:
    """Read one YAML file. Raises BookError with file and line; *shown* is the name used in messages."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _wrong(shown, 0, f"文件有 {size} 字节，超过 {MAX_BYTES} 字节的上限，不是一部制度")
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise _wrong(shown, 0, f"不是 UTF-8 文本（第 {error.start} 字节处）；请另存为 UTF-8") from error
    except OSError as error:
        raise _wrong(shown, 0, f"读不出来：{why(error)}") from error
    return parse_yaml(text, shown)


def parse_yaml(text: str, shown: str) -> Value:
    """Parse YAML text into nodes with lines. Raises BookError."""
    try:
        return _Builder(shown, YAML(typ="safe", pure=True).parse(text)).document()
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise _wrong(
            shown, line, f"不是正确的 YAML：{_plainly(error.problem or error.context or '')}"
        ) from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise _wrong(shown, 0, f"不是正确的 YAML：{_plainly(str(error).splitlines()[0])}") from error


class _Builder:
    """Turns the parser's events into nodes in one pass, refusing what a rulebook has no use for."""

    def __init__(self, shown: str, events: Iterator[Event]) -> None:
        self._shown = shown
        self._events = (one for one in events if not isinstance(one, (StreamStartEvent, StreamEndEvent)))

    def document(self) -> Value:
        if next(self._events, None) is None:
            raise _wrong(self._shown, 1, "文件是空的；应有内容")
        root = self._node(self._next(), 0)
        self._next()
        extra = next(self._events, None)
        if extra is not None:
            raise _wrong(self._shown, _line(extra), "一个文件里有两份文档（---）；请拆成两个文件")
        return root

    def _next(self) -> Event:
        return next(self._events)

    def _node(self, event: Event, depth: int) -> Value:
        line = _line(event)
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise _wrong(self._shown, line, "用了 YAML 引用（& 或 *）；制度里请把内容写全")
        if getattr(event, "tag", None):
            raise _wrong(self._shown, line, "用了 YAML 标签（!…）；制度里不需要，请删去")
        if depth > MAX_DEPTH:
            raise _wrong(self._shown, line, f"嵌套超过 {MAX_DEPTH} 层；制度不需要这样深")
        if isinstance(event, ScalarEvent):
            quoted = event.style in {"'", '"'}
            empty = not quoted and event.value in {"~", "null"}
            return Text("" if empty else str(event.value), line, quoted=quoted)
        if isinstance(event, SequenceStartEvent):
            return Seq(tuple(self._items(depth)), line)
        return self._mapping(line, depth)

    def _items(self, depth: int) -> Iterator[Value]:
        while not isinstance(event := self._next(), SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _mapping(self, line: int, depth: int) -> Map:
        entries: dict[str, Value] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := self._next(), MappingEndEvent):
            key_line = _line(event)
            if not isinstance(event, ScalarEvent):
                raise _wrong(self._shown, key_line, "键必须是一个词")
            key = str(event.value)
            if key in entries:
                raise _wrong(
                    self._shown, key_line, f"键“{key}”重复：第 {lines[key]} 行已经写过；同一处只能写一次"
                )
            value = self._node(self._next(), depth + 1)
            if isinstance(value, Text) and not value.value:
                # the parser puts an empty value at whatever comes next; people look at its key
                value = replace(value, line=key_line)
            entries[key] = value
            lines[key] = key_line
        return Map(entries, line, lines)


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1


def _wrong(shown: str, line: int, message: str) -> BookError:
    return BookError([Problem(shown, line, "", message)])
