"""Codecs: how each sort of value in a rulebook file is read, checked and written back.

A codec reads a node into a domain value, or raises :class:`Wrong` saying what was found and what would be
right; ``write`` gives back plain data, so that load → dump → load is the identity.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from typing import Any, Generic, TypeVar

from zhidu.domain.calendar import Duration
from zhidu.rulebooks.source import Map, Seq, Text, Value

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
Plain = Any
"""str, list or dict of the same: what the YAML writer takes."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong inside a value: the line, the path of keys down to it, and the sentence."""

    line: int
    path: str
    message: str


class Wrong(Exception):
    """Faults found while reading one value; a record collects those of all its fields."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__("; ".join(fault.message for fault in faults))

    def under(self, name: str) -> Wrong:
        """The same faults, seen from one level further out."""
        return Wrong(*(Fault(f.line, f"{name}.{f.path}" if f.path else name, f.message) for f in self.faults))


def wrong(value: Value, message: str) -> Wrong:
    """One fault at the place of *value*."""
    return Wrong(Fault(value.line, "", message))


def near(word: str, known: Iterable[str]) -> str:
    """'，是否想写“…”' for a likely misspelling, else ''."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"，是否想写“{close[0]}”" if close else ""


@dataclass(frozen=True)
class Codec(Generic[T]):
    """``read`` node → value, ``write`` value → plain data, ``expects`` what would be right, in Chinese."""

    read: Callable[[Value], T]
    write: Callable[[T], Plain]
    expects: str


_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _scalar(parse: Callable[[str], T], write: Callable[[T], str], expects: str) -> Codec[T]:
    def read(value: Value) -> T:
        if not isinstance(value, Text):
            raise wrong(value, f"写成了{_shape(value)}，应为{expects}")
        if not value.value.strip() and not value.quoted:
            raise wrong(value, f"没有写，应为{expects}")
        try:
            return parse(value.value)
        except (ValueError, ArithmeticError) as error:
            why = str(error)
            reason = why if any("\u4e00" <= c <= "\u9fff" for c in why) else f"应为{expects}"
            raise wrong(value, f"写的是“{value.value[:60]}”，{reason}") from error

    return Codec(read, write, expects)


def _shape(value: Value) -> str:
    return "列表" if isinstance(value, Seq) else "一组键值"


def _integer(text: str) -> int:
    if not text.strip().isascii() or not text.strip().isdigit():
        raise ValueError
    return int(text)


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ValueError from error
    if not number.is_finite() or number < 0:
        raise ValueError
    return number


def _fraction(text: str) -> Fraction:
    if not set(text.strip()) <= set("0123456789/."):
        raise ValueError
    return Fraction(text.strip())


def _boolean(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError
    return text == "true"


def iso_date(text: str) -> date:
    """YYYY-MM-DD and nothing else (``fromisoformat`` alone would also take 2026-W38-1). Raises ValueError."""
    if not _ISO_DATE.fullmatch(text):
        raise ValueError
    return date.fromisoformat(text)


def _time(text: str) -> time:
    if len(text) != 5:
        raise ValueError
    return time.fromisoformat(text)


def _token(text: str) -> str:
    if not text or text != text.strip() or any(c.isspace() or c in ";；|" for c in text):
        raise ValueError
    return text


TEXT: Codec[str] = _scalar(str, str, "一段文字")
TOKEN: Codec[str] = _scalar(_token, str, "一个词（没有空格和分号）")
INTEGER: Codec[int] = _scalar(_integer, str, "不小于 0 的整数")
DECIMAL: Codec[Decimal] = _scalar(_decimal, str, "不小于 0 的数，如 6 或 1.5")
FRACTION: Codec[Fraction] = _scalar(_fraction, str, "分数，如 1/2 或 2/3")
BOOLEAN: Codec[bool] = _scalar(_boolean, lambda yes: "true" if yes else "false", "true 或 false")
DATE: Codec[date] = _scalar(iso_date, date.isoformat, "真实存在的日期，如 2026-05-11")
TIME: Codec[time] = _scalar(_time, lambda t: t.isoformat("minutes"), "钟点，如 08:00")
_LONGEST = {"d": 36_500, "w": 5_200, "m": 1_200, "y": 100, "wd": 25_000}


def _duration(text: str) -> Duration:
    found = Duration.parse(text)
    if found.amount > _LONGEST[found.unit.value]:
        raise ValueError("期限超过一百年；制度里没有这样长的期限")
    return found


DURATION: Codec[Duration] = _scalar(_duration, str, "期限，如 30d、6m、3y、5wd")


def choice(enum: type[E]) -> Codec[E]:
    """One of the members of a closed vocabulary."""
    return words_of({member.value: member for member in enum})


def words_of(known: Mapping[str, T], what: str = "") -> Codec[T]:
    """One of the named values; an unknown word is answered with the nearest known one."""
    names = "、".join(known) if len(known) <= 12 else f"{what}词汇表里的一个词"

    def parse(text: str) -> T:
        if text not in known:
            raise ValueError(f"不认识的{what or '词'}{near(text, known)}；应为 {names}")
        return known[text]

    back = {value: name for name, value in known.items()}
    return _scalar(parse, lambda value: back[value], names)


def word_in(known: Collection[str], what: str) -> Codec[str]:
    """A word of an open-ended vocabulary, kept as text."""
    return words_of({name: name for name in known}, what)


def many(item: Codec[T]) -> Codec[tuple[T, ...]]:
    """A list; a single value is read as a list of one."""

    def read(value: Value) -> tuple[T, ...]:
        items = value.items if isinstance(value, Seq) else (value,)
        if not items:
            raise wrong(value, f"列表是空的，应至少有一项：{item.expects}")
        faults: list[Fault] = []
        found = []
        for place, one in enumerate(items):
            try:
                found.append(item.read(one))
            except Wrong as error:
                faults += error.under(f"{place + 1}").faults if len(items) > 1 else error.faults
        if faults:
            raise Wrong(*faults)
        return tuple(found)

    return Codec(read, lambda values: [item.write(one) for one in values], f"列表，每项为{item.expects}")


def a_set(item: Codec[T]) -> Codec[frozenset[T]]:
    """A list in which order does not matter and nothing may stand twice."""
    inner = many(item)

    def read(value: Value) -> frozenset[T]:
        found = inner.read(value)
        if len(set(found)) != len(found):
            raise wrong(value, "列表里有重复的项；每项只写一次")
        return frozenset(found)

    def write(values: frozenset[T]) -> Plain:
        return sorted(item.write(one) for one in values)

    return Codec(read, write, inner.expects)


@dataclass(frozen=True)
class Field:
    """One key of a record: its codec, the dataclass attribute it fills, and whether it must be there."""

    key: str
    codec: Codec[Any]
    attribute: str = ""
    required: bool = False

    @property
    def name(self) -> str:
        return self.attribute or self.key


def record(cls: Callable[..., T], *members: Field, check: Callable[[T], str] | None = None) -> Codec[T]:
    """A mapping with the given keys and no others, built into *cls*; *check* may refuse the whole."""
    known = {member.key: member for member in members}

    def read(value: Value) -> T:
        if not isinstance(value, Map):
            raise wrong(value, f"应为一组键值，可写的键：{'、'.join(known)}")
        return read_fields(value, members, cls, check)

    def write(one: T) -> Plain:
        return write_fields(one, members)

    return Codec(read, write, "一组键值")


def read_fields(
    value: Map, members: Iterable[Field], cls: Callable[..., T], check: Callable[[T], str] | None = None
) -> T:
    """Read the keys of one mapping; all faults are collected before anything is refused."""
    known = {member.key: member for member in members}
    faults = [
        Fault(value.line_of(key), key, f"不认识的键{near(key, known)}；可写的键：{'、'.join(known)}")
        for key in value.entries
        if key not in known
    ]
    found: dict[str, Any] = {}
    for key, member in known.items():
        if key in value.entries:
            try:
                found[member.name] = member.codec.read(value.entries[key])
            except Wrong as error:
                faults += error.under(key).faults
        elif member.required:
            faults.append(Fault(value.line, key, f"缺少这一项，应为{member.codec.expects}"))
    if faults:
        raise Wrong(*faults)
    try:
        built = cls(**found)
    except ValueError as error:
        raise wrong(value, str(error)) from error
    complaint = check(built) if check else ""
    if complaint:
        raise wrong(value, complaint)
    return built


def write_fields(one: Any, members: Iterable[Field]) -> dict[str, Plain]:
    """The plain mapping of a dataclass; values equal to their default are left out."""
    defaults: dict[str, Any] = {}
    for spec in fields(one):
        if spec.default is not MISSING:
            defaults[spec.name] = spec.default
        elif spec.default_factory is not MISSING:
            defaults[spec.name] = spec.default_factory()
    written = {}
    for member in members:
        value = getattr(one, member.name)
        if member.required or member.name not in defaults or value != defaults[member.name]:
            if value is None and not member.required:
                continue
            written[member.key] = member.codec.write(value)
    return written


def mapping_of(item: Codec[T], what: str) -> Codec[tuple[tuple[str, T], ...]]:
    """A mapping from free words to values, kept in the order written."""

    def read(value: Value) -> tuple[tuple[str, T], ...]:
        if not isinstance(value, Map):
            raise wrong(value, f"应为{what}，一行一个“词: 值”")
        faults: list[Fault] = []
        found = []
        for key, inner in value.entries.items():
            try:
                found.append((key, item.read(inner)))
            except Wrong as error:
                faults += error.under(key).faults
        if faults:
            raise Wrong(*faults)
        return tuple(found)

    return Codec(read, lambda pairs: {key: item.write(one) for key, one in pairs}, what)


def plain(value: Value) -> Plain:
    """The node as str, list or dict: for messages and for merging answers into a clause."""
    if isinstance(value, Text):
        return value.value
    if isinstance(value, Seq):
        return [plain(item) for item in value]
    return {key: plain(item) for key, item in value.entries.items()}
