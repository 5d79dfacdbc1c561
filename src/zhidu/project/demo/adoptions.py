"""Which organisation of the county runs which book, and what it answered where a rule leaves a number open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from zhidu.domain.rules.book import Rulebook
from zhidu.project.demo.clock import Clock
from zhidu.project.demo.tree import COUNTY_COMMITTEE, TEA

REVISED_BOOK = "yunwu-tea-branch.yaml"
"""The book the tea company's branch wrote for itself; it lies beside the other files of the county."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionRow:
    """One line of ``adoptions.csv``."""

    organization: str
    book: str
    first: date | None = None


def adoption_rows(clock: Clock) -> list[AdoptionRow]:
    """Everybody under the book that was written for them; the national one from the county down."""
    since = clock.start
    pairs = [
        (COUNTY_COMMITTEE, "national"),
        (COUNTY_COMMITTEE, "city-district"),
        ("石桥镇党委", "township-iso9001"),
        ("石桥镇党委", "leader-liaison"),
        ("柳河乡党委", "township-iso9001"),
        ("柳河乡党委", "leader-liaison"),
        *((village, "rural-branch") for village in VILLAGES),
        ("一中高中部党支部", "school-branch"),
        ("云岭一中党总支", "school-ten-systems"),
        ("县扶贫办党总支", "poverty-office"),
        ("县城管局党总支", "member-appraisal"),
        ("县直机关工委", "branch-comprehensive"),
        ("县委办党支部", "information-reporting"),
        (TEA, REVISED_BOOK),
    ]
    return [AdoptionRow(organization=name, book=book, first=since) for name, book in pairs]


VILLAGES = (
    *("青石村党支部", "柳林村党支部", "上坝村党支部", "枫树湾村党支部"),
    *("竹园村党支部", "白杨村党支部", "龙潭村党支部"),
)

UNANSWERED = frozenset(
    {
        ("rural-branch", "study.plan"),
        ("branch-comprehensive", "attendance.check"),
        ("city-district", "base.utilisation"),
        ("school-branch", "study.clippings"),
        ("township-iso9001", "problem.improved"),
    }
)
"""Questions nobody in the county has answered yet: these clauses are only recorded, and say so."""


def answers(books: Iterable[tuple[str, Rulebook]]) -> dict[str, dict[str, dict[str, dict[str, str]]]]:
    """Everybody's answers to the open questions, organisation → book → clause → parameter.

    Mostly what each book suggests; a few are left open, and one organisation answers differently from the rest.
    """
    common: dict[str, dict[str, dict[str, str]]] = {}
    for name, book in books:
        for clause in book.clauses:
            if (book.id, clause.id) in UNANSWERED:
                continue
            given = {need.param: need.suggest for need in clause.needs if need.suggest and not need.default}
            if given:
                common.setdefault(name, {})[clause.id] = given
    return {"*": common, **OWN_ANSWERS}


OWN_ANSWERS: Mapping[str, dict[str, dict[str, dict[str, str]]]] = {
    "青石村党支部": {"rural-branch": {"talk.problems": {"within": "20d"}}},
}
"""青石村 wants problems of members answered ten days sooner than its neighbours do."""


def revised_from(clock: Clock) -> date:
    """The second month of the last whole quarter: so the quarterly text takes over only with the next one."""
    this_quarter = clock.as_of.replace(month=(clock.as_of.month - 1) // 3 * 3 + 1, day=1)
    months = this_quarter.year * 12 + this_quarter.month - 1 - 2
    return date(months // 12, months % 12 + 1, 1)


def revised_book(clock: Clock) -> str:
    """The tea company's own book: its work meeting was monthly and becomes quarterly."""
    return f"""\
# 云雾茶业公司党支部自己定的小制度。采茶季开会难，支部大会讨论后把分析会由每月改为每季度。
id: yunwu-tea-branch
title: 云雾茶业党支部工作办法
level: local
version: "2"
origin: 演示用，自拟
summary: 一家茶叶公司的党支部怎样开分析会；后来改过一次。
clauses:
  # 原来的规定
  - id: analysis.monthly
    family: party_building_meeting.count
    title: 党建工作分析会每月至少开一次
    cite: 第三条
    modality: must
    subject: organization
    applies: {{organization: [branch]}}
    makeup: 30d
    kind: frequency
    measure: party_building_meeting
    at_least: 1
    per: month
  # 修订后的规定：从第一个完整的季度起执行，之前的月份仍按每月一次判定
  - id: analysis.quarterly
    family: party_building_meeting.count
    title: 党建工作分析会每季度至少开一次
    cite: 第三条（修订）
    modality: must
    subject: organization
    applies: {{organization: [branch]}}
    effective: {{from: {revised_from(clock)}, replaces: analysis.monthly}}
    makeup: 30d
    kind: frequency
    measure: party_building_meeting
    at_least: 1
    per: quarter
  - id: analysis.topics
    family: party_building_meeting.content
    title: 分析会要讲情况、找问题、定措施
    cite: 第四条
    modality: must
    subject: organization
    applies: {{organization: [branch]}}
    kind: content
    event: party_building_meeting
    field: topics
    must_include: [情况, 问题, 措施]
"""
