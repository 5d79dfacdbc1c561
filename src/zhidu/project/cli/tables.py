"""Tables for people (表格), drawn with rich; wide enough to read where nobody says how wide the screen is."""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from zhidu.domain.rules.findings import Finding
from zhidu.domain.rules.terms import Verdict
from zhidu.project.findings import worst_first

WIDTH = 100
SHOWN = 200
"""So many findings are listed unless all are asked for."""
_URGENT = {Verdict.BREACHED, Verdict.AT_RISK, Verdict.UNDETERMINED, Verdict.LATE}
_STYLES = {
    Verdict.BREACHED: "bold red",
    Verdict.AT_RISK: "yellow",
    Verdict.UNDETERMINED: "magenta",
    Verdict.LATE: "cyan",
    Verdict.MET: "green",
}


class Screen(Console):
    """Standard output; a reader who leaves early (head, less) is no failure."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def screen() -> Screen:
    """Standard output: as wide as the terminal, or 100 columns where there is none."""
    return Screen(highlight=False) if sys.stdout.isatty() else Screen(width=WIDTH, highlight=False)


def as_text(*parts: object) -> str:
    """Tables as plain text for a file."""
    stream = io.StringIO()
    console = Console(file=stream, width=WIDTH, highlight=False)
    for part in parts:
        console.print(part)
    return stream.getvalue()


def findings_table(findings: Sequence[Finding], *, everything: bool) -> list[object]:
    """What needs attention (or everything), worst first, and a line of totals."""
    wanted = [one for one in findings if everything or one.verdict in _URGENT]
    listed = worst_first(wanted)
    cut = listed if everything else listed[:SHOWN]
    table = Table(show_lines=True, expand=True)
    table.add_column("判定", no_wrap=True)
    table.add_column("对象", min_width=8, max_width=20, overflow="fold")
    table.add_column("期间", no_wrap=True, max_width=14, overflow="fold")
    table.add_column("条款与说明", ratio=1, overflow="fold")
    for one in cut:
        table.add_row(
            Text(one.word, style=_STYLES.get(one.verdict, "")),
            Text(one.subject),
            Text(one.period),
            Text.assemble((one.clause.id, "dim"), "\n", one.explanation),
        )
    parts: list[object] = [table] if cut else []
    if len(cut) < len(listed):
        parts.append(Text(f"另有 {len(listed) - len(cut)} 条没有列出；用 --all 或 --format json 查看全部。"))
    parts.append(Text(totals_line(findings, listed=len(cut))))
    return parts


def totals_line(findings: Iterable[Finding], *, listed: int) -> str:
    """How many findings of each verdict (合计 120 条：未达标 3，临期 2 …), gravest first."""
    counts = Counter(one.verdict for one in findings)
    worst = sorted(counts, key=lambda one: -one.severity)
    words = "，".join(f"{verdict.chinese} {counts[verdict]}" for verdict in worst)
    total = sum(counts.values())
    if not total:
        return "合计 0 条判定：这段时间里没有条款适用于这些对象。"
    rest = "" if listed == total else f"（上面列出 {listed} 条）"
    return f"合计 {total} 条：{words}{rest}。"
