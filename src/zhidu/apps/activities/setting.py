"""Everything a form needs to know before it can be drawn: the place, its people on the day, its clauses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from zhidu.apps.activities.attendance import COMMITTEE_POSTS, Entitled, entitled, holders
from zhidu.apps.activities.columns import Column, Words, columns
from zhidu.apps.activities.kinds import Kind
from zhidu.apps.activities.labels import label
from zhidu.apps.activities.lecturing import LECTURE, Lecturer, in_turn
from zhidu.apps.activities.models import Matter
from zhidu.apps.activities.places import Place
from zhidu.apps.activities.roles import Proposal, proposals
from zhidu.apps.activities.steps import procedure_of
from zhidu.apps.adoption import queries as adoption
from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.params import Coverage
from zhidu.domain.rules.terms import Modality
from zhidu.domain.rules.vocabulary import SUBJECT_TYPES, SubjectClass
from zhidu.domain.rules.vocabulary.subjects import is_a
from zhidu.foundation.access.rules import SYSTEM

Choice = tuple[str, str]


@dataclass
class Setting:
    """One kind of record at one place on one day; each part is looked up when it is first asked for."""

    kind: Kind
    place: Place
    day: date
    matter: Matter | None = None

    @cached_property
    def clauses(self) -> list[Clause]:
        """Clauses that bind the organisation on that day, from its own books and its superiors'."""
        code = self.place.organization.code
        return [
            duty.clause
            for duty in adoption.duties(orgs.node(self.place.organization.id))
            if any(first <= self.day <= last for first, last in duty.days_held(code))
        ]

    @cached_property
    def allowances(self) -> list[Clause]:
        """Clauses that only allow something (可以) in the books that reach the organisation on that day.

        They bind nobody, so they are no duties; what they allow is open only where one of them says so.
        """
        node = orgs.node(self.place.organization.id)
        return [
            one
            for _, book in adoption.books_on(node, self.day)
            for one in book.clauses
            if one.modality is Modality.MAY
            and one.effective.first <= self.day <= one.effective.last
            and (not one.applies.organizations or any(is_a(node.type, t) for t in one.applies.organizations))
        ]

    @cached_property
    def books(self) -> list[Rulebook]:
        return adoption.books_in_force([*_above(self.place.organization.path)])

    @cached_property
    def words(self) -> Words:
        return Words(self.books)

    @cached_property
    def columns(self) -> list[Column]:
        found = columns(self.kind.name, self.clauses, self.words)
        for column in found:
            if column.name == "step" and self.matter is not None:
                steps = procedure_steps(self.matter, self.books)
                column.choices = steps or column.choices
        return found

    @cached_property
    def entitled(self) -> list[Entitled]:
        return entitled(self.place, self.kind.name, self.day) if self.kind.gathering else []

    @cached_property
    def holders(self) -> list[Entitled]:
        return holders(self.place, self.day)

    @cached_property
    def proposals(self) -> dict[str, Proposal]:
        found = {one.duty: one for one in proposals(self.kind.name, self.clauses, self.holders)}
        if self.lecturers:
            named = tuple(one.who for one in self.lecturers)
            before = found.get("lecturer")
            found["lecturer"] = (
                replace(before, people=named)
                if before is not None
                else Proposal("lecturer", label("lecturer"), frozenset(), named)
            )
        return found

    @cached_property
    def lecturers(self) -> list[Lecturer]:
        """Of those who lecture by the clauses (else the committee), whoever lectured longest ago first."""
        if self.kind.name != LECTURE:
            return []
        asked = proposals(self.kind.name, self.clauses, self.holders)
        people = next((one.people for one in asked if one.duty == "lecturer" and one.people), ())
        committee = [one for one in self.holders if COMMITTEE_POSTS & set(one.posts)]
        return in_turn(self.place.organization.id, people or committee, self.day)

    @cached_property
    def register(self) -> list[Choice]:
        """Everybody on the register of the organisation today, members first: code → name."""
        found = members.visible_people(SYSTEM).filter(organization=self.place.organization.id)
        rows = [(one, SUBJECT_TYPES[one.type].kind) for one in found if one.type in SUBJECT_TYPES]
        rows.sort(key=lambda row: (row[1] is SubjectClass.PROSPECT, row[0].pk))
        return [
            (
                f"{'prospect' if what is SubjectClass.PROSPECT else 'person'}-{one.pk}",
                _called(one.name, one.type),
            )
            for one, what in rows
        ]

    @cached_property
    def people(self) -> list[Choice]:
        """Those of the register whom a record of this kind may be about."""
        prefixes = tuple(
            prefix
            for prefix, needed in (
                ("person-", {SubjectClass.MEMBER, SubjectClass.POST_HOLDER}),
                ("prospect-", {SubjectClass.PROSPECT}),
            )
            if needed & self.kind.classes
        )
        return [one for one in self.register if one[0].startswith(prefixes)]

    @cached_property
    def others(self) -> list[Choice]:
        """Those of the register who are not entitled to come: they may sit in."""
        codes = {f"person-{one.person}" for one in self.entitled}
        return [one for one in self.register if one[0] not in codes]

    @cached_property
    def asked_to_come(self) -> list[str]:
        """Codes of those not entitled whom a clause wants to be invited (积极分子、青年教师): proposed to sit in."""
        types = {
            one
            for clause in self.clauses
            if isinstance(clause.params, Coverage)
            and clause.params.has == "invited"
            and clause.params.at == self.kind.name
            for one in clause.params.of.types
        }
        if not types:
            return []
        others = {code for code, _ in self.others}
        found = members.visible_people(SYSTEM).filter(organization=self.place.organization.id)
        rows = [one for one in found if one.type in SUBJECT_TYPES and any(is_a(one.type, t) for t in types)]
        codes = {
            f"{'prospect' if SUBJECT_TYPES[one.type].kind is SubjectClass.PROSPECT else 'person'}-{one.pk}"
            for one in rows
        }
        return sorted(codes & others)

    @cached_property
    def posts(self) -> list[Choice]:
        found = members.posts_on(self.place.organization.id, self.day)
        return [(str(one.pk), f"{one.person.name}（{one.post_name}）") for one in found]

    @cached_property
    def matters(self) -> list[Choice]:
        """Open matters of the organisation, whatever their class: steps are recorded of cases and of tasks."""
        found = Matter.objects.filter(organization=self.place.organization.id, last=None)
        return [(str(one.pk), one.title) for one in found]


def procedure_steps(matter: Matter, books: Iterable[Rulebook]) -> dict[str, str]:
    """Step → title of the procedure a matter goes through."""
    procedure = procedure_of(matter, books)
    return {step.id: step.title for step in procedure.steps} if procedure is not None else {}


def _called(name: str, type_: str) -> str:
    """The name; for whoever is no full member with what they are."""
    return name if type_ == "full_member" else f"{name}（{SUBJECT_TYPES[type_].chinese}）"


def _above(path: str) -> Iterable[int]:
    step = 8
    return (int(path[at : at + step]) for at in range(0, len(path), step))
