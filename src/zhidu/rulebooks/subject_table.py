"""Rows of the subjects table (对象表) → the tree of subjects, with everything that cannot be true refused."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from zhidu.domain.rules.subjects import Spell, Subject, Subjects
from zhidu.domain.rules.vocabulary import SUBJECT_TYPES, SubjectClass
from zhidu.rulebooks.cells import a_date, a_whole_number, cell, need
from zhidu.rulebooks.codecs import near
from zhidu.rulebooks.rows import Faults, Row

SUBJECT_COLUMNS = ("subject", "type", "belongs_to", "valid_from", "valid_to")
_COLUMNS = frozenset(SUBJECT_COLUMNS)
_NONE: Mapping[str, str] = {}
_CHECKED: Mapping[str, Callable[[str], Any]] = {
    "term_from": a_date,
    "term_to": a_date,
    "recording_from": a_date,
    "full_members": a_whole_number,
}
"""Attributes the evaluation reads as dates or numbers; a wrong one is refused while its line is known."""

Placed = tuple[Row, Spell]


def subjects_from(rows: Iterable[Row], faults: Faults) -> Subjects:
    """Rows → subjects; raises BookError if any of them is wrong."""
    found: dict[str, list[Placed]] = {}
    refused: set[str] = set()
    for row in rows:
        placed = _spell(row, faults)
        if placed is None:
            refused.add(row.cells.get("subject", ""))
        if placed is not None:
            found.setdefault(row.cells["subject"], []).append((row, placed))
    for subject_id, spells in found.items():
        spells.sort(key=lambda one: one[1].first)
        _check_spells(subject_id, spells, faults)
    _check_parents(found, refused, faults)
    faults.check()
    subjects = Subjects(Subject(name, tuple(spell for _, spell in spells)) for name, spells in found.items())
    _check_circles(subjects, found, faults)
    faults.check()
    return subjects


def _spell(row: Row, faults: Faults) -> Spell | None:
    before = len(faults.found)
    need(row, "subject", faults)
    kind = need(row, "type", faults)
    if kind and kind not in SUBJECT_TYPES:
        hint = near(kind, SUBJECT_TYPES)
        faults.add(row, "type", f"写的是“{kind}”，不认识的对象类型{hint}；应为词汇表里的类型")
    first = cell(row, "valid_from", a_date, faults) or date.min
    last = cell(row, "valid_to", a_date, faults) or date.max
    if first > last:
        faults.add(row, "valid_to", f"从 {first} 起、到 {last} 止，起止颠倒")
    for column, parse in _CHECKED.items():
        cell(row, column, parse, faults)
    terms = row.cells.get("term_from"), row.cells.get("term_to")
    if all(terms) and terms[0] > terms[1]:  # type: ignore[operator]
        faults.add(row, "term_to", f"任期从 {terms[0]} 起、到 {terms[1]} 止，起止颠倒")
    if len(faults.found) > before:
        return None
    attributes = {name: text for name, text in row.cells.items() if name not in _COLUMNS}
    return Spell(
        type=kind,
        belongs_to=row.cells.get("belongs_to", ""),
        first=first,
        last=last,
        attributes=attributes or _NONE,
    )


def _check_spells(subject_id: str, spells: list[Placed], faults: Faults) -> None:
    kinds = {SUBJECT_TYPES[spell.type].kind for _, spell in spells}
    if len(kinds) > 1:
        names = "、".join(sorted(kind.chinese for kind in kinds))
        row = spells[-1][0]
        faults.add(row, "type", f"“{subject_id}”前后写成了不同的对象（{names}）；编号应只指同一个对象")
    for (earlier_row, earlier), (row, later) in pairwise(spells):
        if later.first <= earlier.last:
            until = "没有写到哪天止" if earlier.last == date.max else f"到 {earlier.last} 止"
            faults.add(
                row,
                "valid_from",
                f"“{subject_id}”的两段重叠：第 {earlier_row.line} 行{until}，"
                f"这一行从 {_from(later)}起；应首尾相接",
            )


def _from(spell: Spell) -> str:
    return "最早" if spell.first == date.min else f"{spell.first} "


def _check_parents(found: Mapping[str, list[Placed]], refused: Container[str], faults: Faults) -> None:
    """*refused* are subjects whose own row is wrong: that is said there, not again at all who belong to them."""
    for subject_id, spells in found.items():
        for row, spell in spells:
            parent = spell.belongs_to
            if parent == subject_id:
                faults.add(row, "belongs_to", "写的是自己；应为上级的编号，没有上级就空着")
            elif parent in found:
                if not _may_be_under(spell, found[parent][0][1]):
                    what = SUBJECT_TYPES[found[parent][0][1].type].chinese
                    faults.add(row, "belongs_to", f"写的是“{parent}”，那是{what}；党组织的上级应是党组织")
            elif parent and parent not in refused:
                hint = near(parent, found) if len(found) <= MANY else ""
                faults.add(row, "belongs_to", f"写的是“{parent}”，对象表里没有{hint}；应为表中某个对象的编号")


def _may_be_under(spell: Spell, parent: Spell) -> bool:
    organization = SubjectClass.ORGANIZATION
    kinds = SUBJECT_TYPES[spell.type].kind, SUBJECT_TYPES[parent.type].kind
    return kinds[0] is not organization or kinds[1] is organization


MANY = 5_000
"""Above so many names the nearest one is not looked for: it would take longer than reading the file."""


MAX_LEVELS = 30
"""From a member up to the Centre there are fewer than ten; a longer chain would take long to climb every time."""


def _check_circles(subjects: Subjects, found: Mapping[str, list[Placed]], faults: Faults) -> None:
    """A circle exists from the day its last link begins: it is enough to look up from each first day."""
    for subject_id, spells in found.items():
        for row, spell in spells:
            if not spell.belongs_to:
                continue
            path = [subject_id]
            current = spell.belongs_to
            while current and current not in path:
                path.append(current)
                above = subjects.get(current)
                if len(path) > MAX_LEVELS:
                    faults.stop(row.file, row.line, f"隶属关系超过 {MAX_LEVELS} 层；请核对 belongs_to")
                at = above.on(spell.first) if above else None
                current = at.belongs_to if at else ""
            if current == subject_id:
                chain = " → ".join([*path, current])
                faults.add(row, "belongs_to", f"隶属关系绕成了圈：{chain}")
                return
