"""Answers to a book's open questions: from what people write to what the book reads, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from zhidu.apps.adoption.models import Book
from zhidu.apps.adoption.queries import rulebook
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause, Need
from zhidu.rulebooks.source import BookError

SEPARATOR = "/"
Answers = Mapping[str, Mapping[str, Any]]
_UNITS = {
    "天": "d",
    "日": "d",
    "周": "w",
    "个星期": "w",
    "个月": "m",
    "月": "m",
    "年": "y",
    "个工作日": "wd",
    "工作日": "wd",
}
_WRITTEN = re.compile(rf"(\d+)\s*({'|'.join(sorted(_UNITS, key=len, reverse=True))})")
_PERIODS = {
    "周": "week",
    "月": "month",
    "两个月": "two_months",
    "双月": "two_months",
    "季度": "quarter",
    "季": "quarter",
    "半年": "half_year",
    "学期": "semester",
    "年": "year",
    "任期": "term",
    "届": "term",
}
_WEEKDAYS = dict(zip("一二三四五六日", ("mon", "tue", "wed", "thu", "fri", "sat", "sun"), strict=True))
_SHARES = re.compile(r"(\d+)\s*%")
_DAY = re.compile(r"(\d{1,2})月(\d{1,2})日")


def field_of(clause: str, param: str) -> str:
    """The name of one question among all questions of a book."""
    return f"{clause}{SEPARATOR}{param}"


def questions(book: Rulebook) -> Iterator[tuple[Clause, Need]]:
    """Every question of a book, in the order of its clauses."""
    for clause in book.clauses:
        for need in clause.needs:
            yield clause, need


def as_written(text: str) -> str:
    """What the book reads for what people write: 7 天 → 7d, 每季度 → quarter, 80% → 80/100, 3月31日 → 03-31."""
    text = text.strip().translate(_NARROW)
    if found := _WRITTEN.fullmatch(text):
        return f"{int(found[1])}{_UNITS[found[2]]}"
    if (period := _PERIODS.get(text.removeprefix("每"))) is not None:
        return period
    if found := _SHARES.fullmatch(text):
        return f"{int(found[1])}/100"
    if found := _DAY.fullmatch(text):
        return f"{int(found[1]):02}-{int(found[2]):02}"
    for start in ("星期", "周"):
        if text.startswith(start) and text.removeprefix(start) in _WEEKDAYS:
            return _WEEKDAYS[text.removeprefix(start)]
    return "1/1" if text == "全部" else text


_NARROW = {0xFF10 + digit: str(digit) for digit in range(10)} | {ord("／"): "/", ord("％"): "%"}


def gathered(given: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Answers by question → by clause and parameter; a question left empty stays open."""
    found: dict[str, dict[str, str]] = {}
    for name, text in given.items():
        clause, _, param = name.partition(SEPARATOR)
        if text.strip():
            found.setdefault(clause, {})[param] = as_written(text)
    return found


def faults(book: Book, answers: Answers) -> dict[str, str]:
    """Question → what is wrong with its answer and what would be right; empty where the book reads them all."""
    try:
        plain = rulebook(book)
    except BookError:
        return {"": "这部制度现在读不出来；请告诉管理员，把它重新载入。"}
    asked = {clause.id: [need.param for need in clause.needs] for clause in plain.clauses}
    found: dict[str, str] = {}
    for clause, given in answers.items():
        if clause not in asked:
            found[""] = f"这部制度没有“{clause[:40]}”这一条；请重新打开本页，照列出的问题回答。"
            continue
        for param in given:
            if param not in asked[clause]:
                found[""] = f"“{clause}”没有问“{str(param)[:40]}”；请重新打开本页，照列出的问题回答。"
    if found:
        return found
    try:
        rulebook(book, answers)
    except BookError as error:
        for problem in error.problems:
            clause, _, param = problem.path.partition(" · ")
            params = answers.get(clause, {})
            where = next((one for one in params if _speaks_of(param, one)), next(iter(params), ""))
            found[field_of(clause, where) if where else ""] = _sentence(problem.message)
    return found


def _speaks_of(path: str, param: str) -> bool:
    """Whether a fault at *path* (``parts.2.at_least``, ``parts · 2``) is about the question *param*."""
    parts = re.split(r"[^\w]+", path)
    wanted = param.split(".")
    return parts == wanted or parts == wanted[: len(parts)] or wanted == parts[: len(wanted)]


_LONGEST = 160


def _sentence(message: str) -> str:
    short = message if len(message) <= _LONGEST else f"{message[:_LONGEST]}…"
    return short if short.endswith(("。", "…")) else f"{short}。"
