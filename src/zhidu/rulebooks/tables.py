"""Subjects and facts from plain tables (对象表、事实表), checked cell by cell; nothing is guessed.

The columns are :data:`SUBJECT_COLUMNS` (rows of one subject are its spells) and :data:`FACT_COLUMNS`; any
further column is an attribute that ``applies`` and ``where`` may test.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.subjects import Subjects
from zhidu.domain.rules.vocabulary import ATTRIBUTES, MEASURES
from zhidu.rulebooks.cells import a_boolean, a_number, a_period_key, a_recent_date, cell, need
from zhidu.rulebooks.codecs import near
from zhidu.rulebooks.rows import Faults, Row, read_rows
from zhidu.rulebooks.subject_table import MANY, SUBJECT_COLUMNS, subjects_from

FACT_COLUMNS = (
    "id",
    "subject",
    "measure",
    "on",
    "quantity",
    "entered_on",
    "ref",
    "for_period",
    "voided_on",
    "sure",
    "planned",
)
_COLUMNS = frozenset(FACT_COLUMNS)
_NONE: Mapping[str, str] = {}
_HUGE = re.compile(r"[+-]?[0-9.]+[eE][+-]?[0-9]{4,}")
"""A number such as 1e9999999: a few letters that would take the whole memory to write out."""


def read_subjects(path: Path) -> Subjects:
    """Read the subjects of an evaluation. Raises BookError with the problems found, at most a screenful."""
    faults = Faults()
    known = (*SUBJECT_COLUMNS, *ATTRIBUTES)
    return subjects_from(read_rows(path, ("subject", "type"), known, faults), faults)


def read_facts(path: Path, subjects: Subjects | None = None) -> list[Fact]:
    """Read facts, in the order of the file. Raises BookError as above.

    *subjects*, where given, are all that a fact may speak of. A fact without ``id`` is called after its line.
    """
    faults = Faults()
    return facts_from(read_rows(path, ("subject", "measure", "on"), FACT_COLUMNS, faults), faults, subjects)


def facts_from(rows: Iterable[Row], faults: Faults, subjects: Subjects | None = None) -> list[Fact]:
    """Rows → facts; raises BookError if any of them is wrong."""
    found: list[Fact] = []
    lines: dict[str, int] = {}
    for row in rows:
        fact = _fact(row, faults, subjects)
        if fact is None:
            continue
        if fact.id in lines:
            message = f"编号“{fact.id}”重复：第 {lines[fact.id]} 行已经用过；每条事实的编号应不同"
            faults.add(row, "id", message)
            continue
        lines[fact.id] = row.line
        found.append(fact)
    faults.check()
    return found


def _fact(row: Row, faults: Faults, subjects: Subjects | None) -> Fact | None:
    before = len(faults.found)
    cells = row.cells
    _check_names(row, faults, subjects)
    need(row, "on", faults)
    on = cell(row, "on", a_recent_date, faults)
    entered_on = cell(row, "entered_on", a_recent_date, faults)
    voided_on = cell(row, "voided_on", a_recent_date, faults)
    quantity = cell(row, "quantity", a_number, faults)
    sure = cell(row, "sure", a_boolean, faults)
    planned = cell(row, "planned", a_boolean, faults)
    for_period = cell(row, "for_period", a_period_key, faults)
    if on and voided_on and voided_on < (entered_on or on):
        message = f"{voided_on} 作废，早于 {entered_on or on} 录入；应不早于录入的日期"
        faults.add(row, "voided_on", message)
    if planned and "entered_on" not in cells:
        faults.add(row, "entered_on", "没有写；安排（planned）应写明哪天录入，否则不知道从何时起已有安排")
    if len(faults.found) > before or on is None:
        return None
    attributes = {name: text for name, text in cells.items() if name not in _COLUMNS}
    return Fact(
        id=cells.get("id") or f"f{row.line}",
        subject=cells["subject"],
        measure=cells["measure"],
        on=on,
        quantity=Decimal(1) if quantity is None else quantity,
        entered_on=entered_on,
        ref=cells.get("ref", ""),
        for_period=for_period or "",
        voided_on=voided_on,
        sure=sure is not False,
        planned=planned is True,
        attributes=attributes or _NONE,
    )


def _check_names(row: Row, faults: Faults, subjects: Subjects | None) -> None:
    measure, subject = need(row, "measure", faults), need(row, "subject", faults)
    if measure and measure not in MEASURES:
        hint = near(measure, MEASURES)
        faults.add(row, "measure", f"写的是“{measure}”，不认识的计量{hint}；应为词汇表里的计量")
    if subject and subjects is not None and subjects.get(subject) is None:
        hint = near(subject, (one.id for one in subjects)) if len(subjects) <= MANY else ""
        faults.add(row, "subject", f"写的是“{subject}”，对象表里没有{hint}；应先登记对象")
    for column, text in row.cells.items():
        if _HUGE.fullmatch(text):
            faults.add(row, column, f"写的是“{text}”；数字请写成普通的样子，如 1200")
