"""Verifying the journal as long work: walked from its first entry, with progress, and kept as a result."""

from __future__ import annotations

from zhidu.foundation.jobs.progress import Progress
from zhidu.foundation.jobs.registry import Result, job
from zhidu.foundation.journal.queries import size, verify

NAME = "journal.verify"
WHOLE = "完整"
SHOWN = 5


@job(NAME, title="核对日志")
def verify_journal(progress: Progress) -> Result:
    """Every chain against its digests, its head and its seals."""
    number, chains, _ = size()
    progress.of(number)
    faults = [str(one) for one in verify(progress.advance)]
    counted = f"日志 {number} 条，链 {chains} 条"
    if not faults:
        return Result(f"{WHOLE}：{counted}，没有改动。")
    told = "\n".join([f"{counted}，发现 {len(faults)} 处问题。", *faults, ""])
    return Result(
        f"{counted}，发现 {len(faults)} 处问题：{'；'.join(faults[:SHOWN])}。"
        "请保留数据库和 journal-seals.txt 原样，用备份对照。",
        progress.keep("日志核对.txt", told.encode()),
    )
