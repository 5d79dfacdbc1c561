"""Revisions inside one book: a clause that replaces another takes over from it on a date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from zhidu.domain.rules.clause import Clause
from zhidu.rulebooks.source import Problem

Located = tuple[str, int, Clause]


def version_problems(clauses: Iterable[Located]) -> list[Problem]:
    """Unknown or circular ``replaces``, two successors of one clause, and overlapping versions."""
    located = {clause.id: (file, line, clause) for file, line, clause in clauses}
    problems: list[Problem] = []
    successors: dict[str, str] = {}
    for file, line, clause in located.values():
        old_id = clause.effective.replaces
        if not old_id:
            continue

        def fault(message: str, file: str = file, line: int = line, name: str = clause.id) -> None:
            problems.append(Problem(file, line, f"{name} · effective.replaces", message))

        if old_id not in located:
            fault(f"接替的条款“{old_id}”不在本书里")
            continue
        if _circular(clause.id, located):
            fault(f"接替关系绕成了圈：{_chain(clause.id, located)}")
            continue
        if old_id in successors:
            fault(f"“{old_id}”已经由“{successors[old_id]}”接替；一条只能由一条接替")
            continue
        successors[old_id] = clause.id
        if clause.effective.first == date.min:
            fault("接替别的条款时应写 effective.from（从哪天起）")
            continue
        old = located[old_id][2]
        if old.effective.last != date.max and old.effective.last >= clause.effective.first:
            fault(
                f"与被接替的“{old_id}”重叠：它到 {old.effective.last} 才止，这一条从 "
                f"{clause.effective.first} 起；应首尾相接"
            )
        elif old.effective.first >= clause.effective.first:
            fault(f"从 {clause.effective.first} 起，早于被接替条款的 {old.effective.first}；先后颠倒")
    return problems


def _circular(start: str, located: dict[str, Located]) -> bool:
    seen = {start}
    current = located[start][2].effective.replaces
    while current in located:
        if current in seen:
            return True
        seen.add(current)
        current = located[current][2].effective.replaces
    return False


def _chain(start: str, located: dict[str, Located]) -> str:
    names = [start]
    while (following := located[names[-1]][2].effective.replaces) in located and following not in names:
        names.append(following)
    return " → ".join([*names, following])
