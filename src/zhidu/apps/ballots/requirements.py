"""What the rules ask of a vote: every decision clause in force there that day, own book and superiors' together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from zhidu.apps.adoption import queries as adoption
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.decisions import Base, Count, Requirement, Share
from zhidu.domain.elections import least_candidates, surplus_percent
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.decision import requirement
from zhidu.domain.rules.kinds.params import Content, DecisionRule, Prohibition
from zhidu.domain.rules.scope import organization_fits
from zhidu.domain.rules.terms import Modality
from zhidu.domain.rules.vocabulary import WORDS

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node


@dataclass(frozen=True, slots=True)
class Line:
    """One clause, and what it asks in words, with the people it comes to."""

    clause: Clause
    asks: tuple[str, ...]

    @property
    def source(self) -> str:
        return self.clause.source


@dataclass(frozen=True, slots=True)
class Asked:
    """All clauses that apply to one vote."""

    clauses: tuple[Clause, ...] = ()

    @property
    def rules(self) -> Iterator[tuple[Clause, DecisionRule]]:
        for clause in self.clauses:
            if isinstance(clause.params, DecisionRule):
                yield clause, clause.params

    @property
    def requirements(self) -> list[Requirement]:
        """The tests of numbers, to be kept together."""
        return [found for clause in self.clauses if (found := requirement(clause)) is not None]

    @property
    def quorum(self) -> Share | None:
        """The quorum that asks for the most, where there are several."""
        found = [one.quorum for one in self.requirements if one.quorum is not None]
        return max(found, key=lambda one: (one.ratio, one.strict)) if found else None

    @property
    def passing(self) -> Share:
        """The share of an election; more than half of those entitled where no clause says."""
        found = [one.passing for one in self.requirements if one.passing is not None]
        usable = [one for one in found if one.of in {Base.ENTITLED, Base.PRESENT}]
        half = Share(Base.ENTITLED, Fraction(1, 2), strict=True)
        return max(usable, key=lambda one: (one.of is Base.ENTITLED, one.ratio, one.strict), default=half)

    @property
    def methods(self) -> frozenset[str] | None:
        """Ways of voting that every clause takes; None where none says."""
        found = [rule.method for _, rule in self.rules if rule.method]
        return frozenset.intersection(*found) if found else None

    @property
    def written(self) -> bool:
        """Whether opinions handed in before the meeting count."""
        said = [rule.written_opinions for _, rule in self.rules if rule.written_opinions is not None]
        return bool(said) and all(said)

    @property
    def one_by_one(self) -> Clause | None:
        """The clause that wants each person voted on alone."""
        return next((clause for clause, rule in self.rules if rule.one_by_one), None)

    @property
    def dissent(self) -> Clause | None:
        """The clause that wants dissent written down."""
        return next((clause for clause, rule in self.rules if rule.dissent), None)

    @property
    def before(self) -> list[tuple[str, str]]:
        """What must have been done before: word and title."""
        found = dict.fromkeys(word for _, rule in self.rules for word in rule.requires)
        return [(word, WORDS.get(word, word)) for word in found if word != "ballots_not_more"]

    @property
    def grounds(self) -> list[tuple[str, str]]:
        """On what grounds somebody may be left out of 应到会."""
        found = dict.fromkeys(word for _, rule in self.rules for word in rule.exclude)
        return [(word, _GROUNDS.get(word, WORDS.get(word, word))) for word in found]

    @property
    def unanswered(self) -> list[tuple[Clause, str]]:
        """Numbers a clause leaves to the organisation and nobody has fixed yet: (clause, what is asked)."""
        return [(clause, need.ask) for clause in self.clauses for need in clause.open_needs]

    @property
    def near_tie(self) -> Clause | None:
        """The clause that puts off a close vote."""
        return next((clause for clause, rule in self.rules if rule.near_tie is not None), None)

    def lines(self, count: Count | None = None) -> list[Line]:
        """Clause by clause what is asked, with numbers where the electorate is known."""
        return [Line(clause, tuple(_asks(rule, count))) for clause, rule in self.rules]


_GROUNDS = {
    "ill_no_will": "因病不能表达意志",
    "abroad_private": "自费出国半年以上",
    "serving_sentence": "虽未受留党察看以上处分，但在服刑",
    "bedridden": "年老体弱卧床不起、长期生活不能自理",
    "transfer_due": "在外超过半年，按规定应转出组织关系而没有转",
    "probationary": "预备党员",
    "party_probation": "受留党察看处分",
    "detained": "被留置、拘留或逮捕，停止行使",
}


def ground_name(word: str) -> str:
    """A ground as people say it; one in words already stays."""
    return _GROUNDS.get(word, word)


GROUNDS = tuple(_GROUNDS[one] for one in list(_GROUNDS)[:5])


def asked_of(organization: Node, day: date, forum: str, matter: str) -> Asked:
    """What applies to a vote on *matter* in *forum*; forums in which an election is held count as one for it."""
    return Asked(
        tuple(
            clause
            for clause in in_force(organization, day)
            if isinstance(clause.params, DecisionRule)
            and clause.modality is not Modality.MAY
            and _names(clause.params.forum, forum)
            and _names(clause.params.matter, matter)
        )
    )


def reserved(organization: Node, day: date, forum: str, matter: str) -> Clause | None:
    """The clause by which this matter belongs to another forum, if there is one."""
    for clause in in_force(organization, day):
        rule = clause.params
        if (
            isinstance(rule, Content)
            and rule.event == "ballot"
            and matter in rule.reserved
            and forum not in rule.reserved_to
        ):
            return clause
    return None


def in_force(organization: Node, day: date) -> Iterator[Clause]:
    """Clauses that bind an organisation that day."""
    spell = next((one for one in orgs.subjects([organization.pk])), None)
    here = spell.on(day) if spell is not None else None
    for duty in adoption.duties(organization):
        if not any(first <= day <= last for first, last in duty.days_held(organization.code)):
            continue
        if here is None or organization_fits(duty.clause.applies, here) is not False:
            yield duty.clause


def _names(wanted: frozenset[str], given: str) -> bool:
    return not wanted or given in wanted


def _asks(rule: DecisionRule, count: Count | None) -> Iterator[str]:
    frozen = count.electorate() if count is not None else None
    if rule.quorum is not None:
        yield f"到会的须{rule.quorum.chinese()}{_least(rule.quorum, frozen)}"
    if rule.passing is not None:
        yield f"赞成的须{rule.passing.chinese()}{_least(rule.passing, frozen)}"
    if rule.near_tie is not None:
        urgent = "，紧急情况除外" if rule.near_tie.emergency_exempt else ""
        yield f"赞成与反对相差 {rule.near_tie.margin} 票以内的，暂缓作出决定{urgent}"
    if rule.method:
        yield f"用{'或'.join(WORDS.get(one, one) for one in sorted(rule.method))}"
    if rule.one_by_one:
        yield "一次只表决一个人"
    if rule.written_opinions is not None:
        yield "会前交来的书面意见计入票数" if rule.written_opinions else "不计书面意见"
    if rule.requires:
        named = "、".join(_BEFORE.get(one, WORDS.get(one, one)) for one in rule.requires)
        yield f"表决前：{named}"
    if rule.dissent:
        yield "有不同意见的，记录在案"
    if rule.exclude:
        yield f"不计入应到会的只限：{'；'.join(_GROUNDS.get(one, WORDS.get(one, one)) for one in rule.exclude)}"


_BEFORE = {"ballots_not_more": "收回的票不多于发出的票"}
_ENOUGH = frozenset({Base.ENTITLED, Base.PRESENT, Base.ALL})


def _least(share: Share, count: Count | None) -> str:
    if count is None or share.of not in _ENOUGH:
        return ""
    size = count.size(share.of)
    return f"，{share.of.counted(size)}，至少 {share.least(size)} 人" if size else ""


ELECTION_OF = {"": "committee_members", "committee_member": "committee_members"}
"""Post → the word clauses have for its election; of delegates the same surplus is asked as of a committee."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What clauses say of how many stand for so many seats."""

    clauses: tuple[Clause, ...]
    post: str

    def against(self, percent: Decimal) -> Clause | None:
        """The clause that a surplus breaks."""
        said = {"election_of": ELECTION_OF.get(self.post, self.post), "surplus_percent": str(percent)}
        for clause in self.clauses:
            if isinstance(clause.params, Prohibition) and all(
                one.holds(said.get(one.column)) for one in clause.params.where
            ):
                return clause
        return None

    def least(self, seats: int) -> int:
        """The fewest candidates that no clause is against."""
        return least_candidates(seats, lambda percent: self.against(percent) is not None)

    def fault(self, seats: int, number: int) -> str:
        """What is wrong with so many candidates, the clause, and what would be right; '' where nothing is."""
        if number < seats:
            return f"应选 {seats} 名，只提了 {number} 名候选人；至少提 {self.least(seats)} 名"
        clause = self.against(surplus_percent(seats, number))
        if clause is None:
            return ""
        least = self.least(seats)
        right = f"至少提 {least} 名" if number < least else f"应提 {least} 名"
        return f"应选 {seats} 名，提了 {number} 名候选人；{clause.title}，{right}（依据：{clause.source}）"


def standing_of(organization: Node, day: date, post: str) -> Standing:
    """What is asked of the number of candidates there that day."""
    found = [
        clause
        for clause in in_force(organization, day)
        if isinstance(clause.params, Prohibition)
        and clause.params.forbids == "election"
        and clause.params.where
    ]
    return Standing(tuple(found), post)
