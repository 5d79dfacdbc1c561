"""Whose turn a step is: the words of a procedure, and the place in the tree and the roles they mean.

``branch``, ``members_meeting``, ``investigation_group`` … are the organisation's own affair, written down by its
committee. ``superior``, ``party_committee`` … are an organisation above. ``person``, ``applicant`` … are whom the
case is about, or the committee where that person has no account.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zhidu.apps.procedures.access import OFFICERS
from zhidu.apps.procedures.models import Case, Delegation
from zhidu.domain.procedures import Act, Step
from zhidu.domain.rules.vocabulary import SUBJECT_TYPES, WORDS, SubjectClass
from zhidu.domain.rules.vocabulary.subjects import is_a
from zhidu.foundation.access.queries import holders_at
from zhidu.foundation.access.roles import LEADERS, SUPERIOR
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

SUPERIOR_WORD = "superior"
LEADING = frozenset({"secretary", "chair"})
PERSONAL = frozenset({"person", "applicant", "candidate", "member"})
BODIES = {"party_committee": "committee"}
"""Words of procedures that mean a type of organisation by another name."""
NEVER_ABOVE = frozenset({"organization", "branch", "committee"})
"""Types of organisation that as an actor mean the organisation itself."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Who is next: the place whose holders of *roles* act, and how it is called.

    ``own``: whom the case is about may act as well.
    """

    word: str
    path: str
    name: str
    roles: frozenset[str]
    above: bool = False
    own: bool = False
    node: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """The organisation of a case and those above it, the root first."""

    own: Node
    above: Sequence[Node]

    def turn(self, word: str, said: str) -> Turn:
        """Whose turn a word means; *said* is the word as the book says it."""
        node = self.above_of(word)
        if node is not None:
            return Turn(word, node.path, node.name, OFFICERS, above=True, node=node.pk)
        if word in PERSONAL:
            return Turn(word, self.own.path, said or "本人", OFFICERS, own=True, node=self.own.pk)
        # committees above branches have their affairs in the hands of officers without a post
        roles = LEADERS | {SUPERIOR} if word in LEADING else OFFICERS
        return Turn(word, self.own.path, self.own.name, roles, node=self.own.pk)

    def above_of(self, word: str) -> Node | None:
        """The organisation above that a word means; None where it means the organisation itself, or none is there."""
        if word == SUPERIOR_WORD:
            return self.above[-1] if self.above else None
        type_ = BODIES.get(word, word)
        if word in NEVER_ABOVE or type_ not in SUBJECT_TYPES:
            return None
        if SUBJECT_TYPES[type_].kind is not SubjectClass.ORGANIZATION:
            return None
        if is_a(self.own.type, type_):
            return None
        fitting = [one for one in self.above if is_a(one.type, type_)]
        return fitting[-1] if fitting else (self.above[-1] if self.above else None)

    def levels(self, word: str) -> list[Node]:
        """Who is asked one after another until the one that *word* means has agreed: 逐级, from below.

        A committee that has to be asked by its own procedure asks the next above.
        """
        target = self.above_of(word)
        if target is None:
            return [self.above[-1]] if self.above else []
        return [one for one in reversed(self.above) if len(one.path) >= len(target.path)]


def is_above(word: str, line: Line) -> bool:
    """Whether a word means an organisation above."""
    return line.above_of(word) is not None


def word_for(step: Step, act: Act, line: Line) -> str:
    """As which word of the procedure somebody acts: who asks and writes down is not who answers.

    Whatever has to be agreed above is put forward, and written down at the end, by the organisation itself.
    """
    gate = step.gate
    if gate is not None and gate.kind == "approval":
        if act in {Act.PASS, Act.RETURN, Act.FAIL}:
            return gate.by
        return "" if is_above(step.actor, line) else step.actor
    return step.actor


def may(actor: Actor, turn: Turn, case: Case, delegations: Sequence[Delegation] = ()) -> bool:
    """Whether *actor* is among those whose turn it is, or acts for one of them."""
    if actor.system:
        return True
    if turn.own and actor.person is not None and actor.person == case.person_id:
        return True
    if any(one.path == turn.path and one.role in turn.roles for one in actor.held):
        return True
    if delegated(actor, turn, delegations) is not None:
        return True
    return _in_their_stead(actor, turn)


def delegated(actor: Actor, turn: Turn, delegations: Sequence[Delegation]) -> Delegation | None:
    """The delegation by which *actor* may act, where there is one."""
    day = today()
    return next(
        (
            one
            for one in delegations
            if one.receiver == actor.user and one.runs(day) and one.place_id == turn.node
        ),
        None,
    )


def _in_their_stead(actor: Actor, turn: Turn) -> bool:
    """Where nobody of that place has an account, whoever is above it writes down what was done there."""
    above = any(one.role in OFFICERS and turn.path.startswith(one.path) for one in actor.held)
    return above and not holders_at(turn.path, turn.roles, today())


def acting(actor: Actor, turn: Turn, needed: str, *, allowed: bool) -> frozenset[str] | None:
    """The words the rules of the domain are told about somebody; None where they are not to look."""
    if actor.system:
        return None
    return frozenset({needed, turn.word}) if allowed else frozenset({""})


def holders(turn: Turn) -> list[int]:
    """Accounts of those whose turn it is; one query."""
    return holders_at(turn.path, turn.roles, today())


def said(word: str, words: Any) -> str:  # noqa: ANN401 - the words of a book
    """A word of a procedure in Chinese."""
    return str(words.get(word) or WORDS.get(word) or word)
