"""Matters that the rules keep for a vote: a meeting is not over while one of them was dealt with without it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhidu.apps.meetings.models import Meeting, Point
from zhidu.apps.meetings.ports import Vote, votes
from zhidu.apps.meetings.quorum import FORUMS
from zhidu.apps.meetings.states import Progress
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.params import Content, DecisionRule
from zhidu.domain.rules.scope import organization_fits
from zhidu.domain.rules.terms import Modality
from zhidu.domain.rules.vocabulary.words import MATTERS

if TYPE_CHECKING:
    from zhidu.apps.activities.models import Activity
    from zhidu.apps.activities.setting import Setting

ELECTING = "election_meeting"
"""Elections are held within meetings that also do other things."""
_SAID: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "admission": (("接收", "预备党员"), ("接收", "新党员")),
    "confirmation": (("转正",),),
    "by_election": (("补选",), ("增补", "委员")),
    "election": (("选举",),),
    "penalty": (("处分",),),
    "disposal": (("处置", "党员"),),
    "removal": (("除名",),),
    "reward": (("表彰", "党员"), ("推荐", "优秀")),
}
"""How people write such a point, where they do not write the word of the rules: all the words of one line."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A point of a reserved matter that nobody has voted on."""

    point: Point
    number: int
    clause: Clause
    word: str
    url: str

    @property
    def sentence(self) -> str:
        return (
            f"第 {self.number} 项“{self.point.title}”是{self.word}，须经表决：{self.clause.title}"
            f"（依据：{self.clause.source}）。还没有表决结果，不能算议完；请先付表决，这次不议的写明理由。"
        )


def reserved(setting: Setting, activity: Activity) -> dict[str, Clause]:
    """Sort of matter → the clause by which a meeting of this kind decides it by vote."""
    spell = next((one for one in orgs.subjects([activity.organization_id])), None)
    here = spell.on(activity.on) if spell is not None else None
    forums = {FORUMS.get(activity.kind, activity.kind).removeprefix("enlarged_"), ELECTING}
    found: dict[str, Clause] = {}
    for clause in setting.clauses:
        if clause.modality is not Modality.MUST:
            continue
        if here is not None and organization_fits(clause.applies, here) is False:
            continue
        for word in _words(clause, forums):
            found.setdefault(word, clause)
    return found


def _words(clause: Clause, forums: set[str]) -> frozenset[str]:
    rule = clause.params
    if isinstance(rule, DecisionRule):
        decides = rule.passing is not None or bool(rule.method)
        return rule.matter if decides and rule.forum & forums else frozenset()
    if isinstance(rule, Content) and rule.event in {"ballot", "decision"} and rule.reserved_to & forums:
        return rule.reserved
    return frozenset()


def named(title: str, words: Mapping[str, Clause], setting: Setting) -> str:
    """The reserved matter a point is called by, '' where its title names none; it can be corrected."""
    for word in words:
        if setting.words.word(word) in title:
            return word
    for word, ways in _SAID.items():
        if word in words and any(all(part in title for part in way) for way in ways):
            return word
    return ""


def lacking(
    activity: Activity, points: Iterable[Point], words: Mapping[str, Clause], setting: Setting
) -> list[Lacking]:
    """Points of reserved matters that have no vote that is over; those put off are left out."""
    taken = [one for one in votes().at(activity) if one.over]
    found = []
    for number, point in enumerate(points, start=1):
        clause = words.get(point.topic)
        if clause is None or point.state == Progress.PUT_OFF or _voted(point, taken):
            continue
        word = setting.words.word(point.topic)
        found.append(Lacking(point, number, clause, word, votes().new_url(activity, point.pk)))
    return found


def _voted(point: Point, taken: Iterable[Vote]) -> bool:
    same = [one for one in taken if one.point == point.pk]
    return any(one.matter == point.topic or point.topic not in MATTERS for one in same)


def unfinished(meeting: Meeting, activity: Activity) -> list[Vote]:
    """Votes that are open at the meeting, or were prepared for a point and not begun."""
    off = set(meeting.points.filter(state=Progress.PUT_OFF).values_list("pk", flat=True))
    return [
        one
        for one in votes().at(activity)
        if one.open or (not one.over and one.point is not None and one.point not in off)
    ]
