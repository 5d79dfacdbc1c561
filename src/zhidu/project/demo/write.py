"""The county as the text of plain files, the same that anybody may write by hand or from a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from zhidu.project.demo.adoptions import AdoptionRow
from zhidu.project.demo.diary import Entry
from zhidu.project.demo.subjects import Row
from zhidu.rulebooks.tables import FACT_COLUMNS

SUBJECTS, FACTS, ADOPTIONS, SETTINGS, README = (
    "subjects.csv",
    "facts.csv",
    "adoptions.csv",
    "settings.yaml",
    "README.txt",
)


def subjects_csv(rows: Iterable[Row]) -> str:
    """The subjects table; only attributes that somebody has are columns."""
    found = list(rows)
    columns = _in_order_of_use(row.attributes for row in found)
    head = ("subject", "type", "belongs_to", "valid_from", "valid_to", *columns)
    lines = [
        (
            row.subject,
            row.type,
            row.belongs_to,
            _day(row.valid_from),
            _day(row.valid_to),
            *(row.attributes.get(name, "") for name in columns),
        )
        for row in found
    ]
    return _csv(head, lines)


def facts_csv(entries: Sequence[Entry]) -> str:
    """The facts table, in order of happening."""
    columns = _in_order_of_use(entry.columns for entry in entries)
    lines = [
        (
            entry.id,
            entry.subject,
            entry.measure,
            _day(entry.on),
            _number(entry.quantity),
            _day(entry.entered_on),
            entry.ref,
            entry.for_period,
            _day(entry.voided_on),
            "" if entry.sure else "false",
            "true" if entry.planned else "",
            *(entry.columns.get(name, "") for name in columns),
        )
        for entry in entries
    ]
    return _csv((*FACT_COLUMNS, *columns), lines)


def adoptions_csv(rows: Iterable[AdoptionRow]) -> str:
    """The adoptions table."""
    return _csv(
        ("organization", "book", "from", "to"),
        [(row.organization, row.book, _day(row.first), "") for row in rows],
    )


def settings_yaml(answers: Mapping[str, Any]) -> str:
    """The answers, one a line; every answer is quoted, so that 1/2 and 7d stay what they are."""
    lines = ["# 各党组织对制度中没有写明的数字的回答。“*”是全县通用，单位自己另有回答的写在自己名下。"]
    for organization, books in answers.items():
        lines.append(f"{_key(organization)}:")
        for book, clauses in books.items():
            lines.append(f"  {_key(book)}:")
            for clause, given in clauses.items():
                lines.append(f"    {_key(clause)}:")
                lines += [f'      {_key(param)}: "{answer}"' for param, answer in given.items()]
    return "\n".join(lines) + "\n"


def _key(text: str) -> str:
    return f'"{text}"'


def _in_order_of_use(found: Iterable[Mapping[str, str]]) -> list[str]:
    counts: dict[str, int] = {}
    for columns in found:
        for name in columns:
            counts[name] = counts.get(name, 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], name))


def _csv(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(lines)
    return text.getvalue()


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _number(quantity: Decimal) -> str:
    return "" if quantity == 1 else str(quantity)


def readme(as_of: date) -> str:
    """What lies in the folder, for whoever opens it without us."""
    return f"""云岭县（虚构）——演示数据

这些文件由 zhidu demo 生成，看到 {as_of.isoformat()} 为止。人名、地名、单位都是编的。

subjects.csv          组织、党小组、党员、任职人员、场所、事项等，一行一段时间
facts.csv             记录：谁、哪天、做了什么、哪天录入
adoptions.csv         哪个组织从哪天起采用哪一部制度
settings.yaml         各组织对制度中没有写明的数字的回答
yunwu-tea-branch.yaml 云雾茶业党支部自己写、后来改过的小制度

判定全部制度：
  zhidu run --adoptions adoptions.csv --subjects subjects.csv --facts facts.csv \\
            --settings settings.yaml --as-of {as_of.isoformat()}

文件可以用表格软件打开修改，再判定一次，看结论怎样变。
"""
