"""What the clauses in force say about a step: numbers and words are those of the books, read here in one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from zhidu.apps.adoption import queries as adoption
from zhidu.apps.ballots.requirements import in_force
from zhidu.apps.procedures.turns import said as said_in
from zhidu.domain.calendar import Duration
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.params import Composition, Content, Deadline, Prohibition, Quota, Record, Term
from zhidu.domain.rules.terms import Modality

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

_ANY_DAY = date(2024, 1, 1)
"""Lengths of time are compared from one day on, since a month is no number of days."""
WORDS: Mapping[str, str] = {
    "members": "党员推荐",
    "mass_organisations": "群团组织推优",
    "committee_meeting": "支委会会议",
    "members_meeting": "党员大会",
    "history": "学习和工作经历",
    "view_of_party": "对党的认识",
    "motive": "入党动机",
    "law_abiding": "遵纪守法情况",
    "family": "家庭情况",
    "standards_explained": "介绍了党的基本知识和党员条件",
    "belief": "理想信念",
    "two_upholds": "“两个维护”方面的表现",
    "attitude": "对党的路线方针政策的态度",
    "political_history": "政治历史",
    "conduct": "遵纪守法和道德品行",
    "family_and_relations": "家庭主要成员和重要社会关系",
    "face_to_face": "线下",
    "candidate_reports": "本人汇报",
    "sponsors_speak": "介绍人介绍",
    "committee_reports": "支委会报告",
    "discussion": "充分讨论",
    "unit_org": "所在单位党组织",
    "locality_org": "单位所在地党组织",
    "department_org": "主管部门党组织",
    "residence_org": "居住地党组织",
    "floating_org": "流动党员党组织",
    "committee_member": "党委委员",
    "organiser": "组织员",
    "party_probation": "留党察看",
    "warning": "警告",
    "serious_warning": "严重警告",
    "removed_from_post": "撤销党内职务",
}
"""Words of the clauses of recruitment as people say them, where the vocabulary has none."""


def in_order(word: str) -> tuple[int, str]:
    """Sorts words as people name them; those it has no place for come last."""
    known = list(WORDS)
    return (known.index(word) if word in known else len(known), word)


@dataclass(frozen=True, slots=True)
class Rules:
    """The clauses that bind an organisation on a day, and the words of its books."""

    clauses: tuple[Clause, ...]
    said: Callable[[str], str]
    permitted: tuple[Clause, ...] = ()
    """What may be done instead (可以): judged by nobody, but it makes another way good."""

    def words_of(self, token: str) -> str:
        return WORDS.get(token) or self.said(token)

    # ------------------------------------------------------------ the step itself

    def contents(self, fact: str) -> list[tuple[Clause, Content]]:
        """What has to be written down about a fact."""
        return [
            (one, one.params)
            for one in self.clauses
            if isinstance(one.params, Content)
            and one.params.event == fact
            and one.modality is not Modality.MAY
        ]

    def heads(self, fact: str) -> tuple[Clause | None, int | None, int | None]:
        """How many people of the one kind it takes: (who says so, at least, at most); None where nobody says."""
        for one in self.clauses:
            if isinstance(one.params, Composition) and one.params.of == fact and len(one.params.parts) == 1:
                part = one.params.parts[0]
                return one, part.at_least, part.at_most
        return None, None, None

    def lengths(self, measure: str) -> dict[str, tuple[Clause, Decimal]]:
        """Unit → (who says so, how much at least): of a training by days, or by class hours instead."""
        return {
            one.params.unit.value: (one, one.params.at_least)
            for one in (*self.permitted, *self.clauses)
            if isinstance(one.params, Quota)
            and one.params.measure == measure
            and one.params.per is None
            and one.params.at_least is not None
        }

    def forbidden(self, measure: str, column: str) -> list[tuple[Clause, Prohibition]]:
        """Prohibitions of a fact by what one column says."""
        return [
            (one, one.params)
            for one in self.clauses
            if isinstance(one.params, Prohibition)
            and one.params.forbids == measure
            and any(part.column == column for part in one.params.where)
        ]

    def forms_of(self, fact: str) -> list[str]:
        """The forms that have to be there for a fact."""
        return [
            one.params.form
            for one in self.clauses
            if isinstance(one.params, Record) and one.params.event == fact
        ]

    # ------------------------------------------------------------ days

    def within(self, act: str) -> list[tuple[Clause, str, Duration]]:
        """(who says so, from what fact on, how long) of every limit for a fact, the shortest first."""
        found = [
            (one, one.params.trigger, one.params.within)
            for one in self.clauses
            if isinstance(one.params, Deadline)
            and one.params.act == act
            and one.params.within is not None
            and not one.params.before
            and one.modality is not Modality.MAY
        ]
        add = adoption.calendar().add
        return sorted(found, key=lambda one: add(_ANY_DAY, one[2]))

    def by(self, act: str) -> frozenset[str]:
        """Who has to do it, where a clause names them."""
        found = [
            one.params.by
            for one in self.clauses
            if isinstance(one.params, Deadline) and one.params.act == act and one.params.by
        ]
        return frozenset().union(*found) if found else frozenset()

    @property
    def least_age(self) -> tuple[Clause, int] | None:
        """(who says so, from what age on one may apply)."""
        for one, rule in self.forbidden("application_received", "age"):
            part = next(each for each in rule.where if each.column == "age")
            if part.at_most is not None:
                return one, int(part.at_most) + 1
        return None

    @property
    def probation(self) -> tuple[Clause, Duration] | None:
        """(who says so, how long probation lasts)."""
        for one in self.clauses:
            if isinstance(one.params, Term) and one.params.starts == "probation_started":
                length = one.params.length.at_least or one.params.length.at_most
                if length is not None:
                    return one, length
        return None

    def extension(self) -> tuple[int | None, int | None, int | None]:
        """(least months, most months, how often) of a longer probation; None where no clause says."""
        least = most = None
        for _, rule in self.forbidden("probation_extended", "months"):
            for part in rule.where:
                if part.at_most is not None:
                    least = int(part.at_most) + 1
                if part.at_least is not None:
                    most = int(part.at_least) - 1
        return least, most, self.heads("probation_extended")[2]


def rules_of(organization: Node, day: date, said: Callable[[str], str] | None = None) -> Rules:
    """The rules of an organisation on a day. Its clauses are kept in mind; no query but the first time."""
    permitted = (
        clause
        for _, book in adoption.books_on(organization, day)
        for clause in book.clauses
        if clause.modality is Modality.MAY and clause.effective.first <= day <= clause.effective.last
    )
    return Rules(
        tuple(in_force(organization, day)),
        said or (lambda token: _said(organization, day, token)),
        tuple(permitted),
    )


def _said(organization: Node, day: date, token: str) -> str:
    words: Any = {}
    for _, book in adoption.books_on(organization, day):
        words = {**book.words, **words}
    return said_in(token, words)
