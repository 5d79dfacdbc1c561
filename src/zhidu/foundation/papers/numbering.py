"""Numbers of documents and ledgers (发文字号、台账编号), without gaps."""

from __future__ import annotations

from zhidu.foundation.acts import acting
from zhidu.foundation.papers.models import Series


def next_number(series: str, year: int) -> int:
    """The next number of *series* (``org-12/发文``) in *year*, beginning with 1.

    To be called inside an act. The row stays locked until the act is over, so a number belongs to the document
    of that act: if it fails, the next one gets the number. Acts of one series wait for each other.
    """
    if acting() is None:
        raise RuntimeError("编号只能在行为（act）之内取：文书没有存上，号就没有用掉")
    Series.objects.bulk_create([Series(name=series, year=year)], ignore_conflicts=True)
    row = Series.objects.select_for_update().get(name=series, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


def last_number(series: str, year: int) -> int:
    """The last number that was given, 0 where there is none yet."""
    row = Series.objects.filter(name=series, year=year).first()
    return row.last if row else 0


def document_number(agency: str, year: int, number: int) -> str:
    """云岭党发〔2026〕5号 (GB/T 9704—2012, 7.2.5: hexagonal brackets, no 第, no leading zero)."""
    return f"{agency}〔{year}〕{number}号"


def ledger_number(prefix: str, year: int, number: int) -> str:
    """台账-2026-0005: of one length, so that a list sorts by it."""
    return f"{prefix}-{year}-{number:04d}"
