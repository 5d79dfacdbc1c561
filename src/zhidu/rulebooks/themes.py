"""What a clause is about, as the tabs of the library and of supervision group it (领域)."""

from __future__ import annotations

from dataclasses import dataclass

from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.vocabulary import MEASURES

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Theme:
    """One tab: its key, its name, and the measures or parts of the system whose clauses belong to it."""

    key: str
    title: str
    measures: frozenset[str] = frozenset()
    apps: frozenset[str] = frozenset()


THEMES = (
    Theme(
        "meetings",
        "三会一课",
        measures=frozenset({"members_meeting", "committee_meeting", "group_meeting", "party_lecture"}),
    ),
    Theme("life", "组织生活", apps=frozenset({"activities"})),
    Theme("dues", "党费", apps=frozenset({"dues"})),
    Theme("learning", "学习", apps=frozenset({"learning"})),
    Theme("members", "党员管理", apps=frozenset({"recruitment", "transfers", "members"})),
    Theme("appraisal", "评议考核", apps=frozenset({"appraisals", "improvement"})),
    Theme("service", "联系服务", apps=frozenset({"service", "feedback", "alliance", "venues"})),
    Theme("decisions", "决策与公开", apps=frozenset({"procedures", "ballots", "documents", "disclosure"})),
    Theme(OTHER, "其他"),
)
"""In the order of the tabs; a clause belongs to the first that fits its first known measure."""
BY_KEY = {one.key: one for one in THEMES}


def theme_of(clause: Clause) -> str:
    """The key of the theme that a clause belongs to; ``other`` where it counts nothing that is known."""
    for name in clause.params.measures:
        measure = MEASURES.get(name)
        if measure is None:
            continue
        for theme in THEMES:
            if name in theme.measures or measure.app in theme.apps:
                return theme.key
    return OTHER
