"""Who is meant by the approvers that clauses name (批准人), and who may answer in that name."""

from __future__ import annotations

from zhidu.apps.adoption.queries import clause_of
from zhidu.apps.compliance.access import AGREE_ABOVE, AGREE_HERE
from zhidu.apps.compliance.models import Deviation
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.terms import Modality
from zhidu.domain.rules.vocabulary import WORDS
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused, Verb

HERE = frozenset(
    {"branch", "branch_committee", "committee", "committee_meeting", "members_meeting", "self", "secretary"}
)
"""Approvers that are the organisation itself; everybody else named is above it."""


def words_for(clause: Clause) -> tuple[str, ...]:
    """In whose name a reason for this clause may be agreed to; empty where no reason helps.

    A clause that says 一般 may be departed from with anybody's approval who leads; one that says 应当 only where it
    names grounds and an approver (rows 7 and 8).
    """
    if clause.modality is Modality.GENERALLY:
        return ("branch", "superior")
    return tuple(sorted(clause.excuse.approver)) if clause.excuse else ()


def kind_for(clause: Clause) -> str:
    """``deviation`` for a clause that says 一般, else ``excuse``."""
    return "deviation" if clause.modality is Modality.GENERALLY else "excuse"


def verb_for(word: str) -> Verb:
    """Who may answer in the name of *word*."""
    return AGREE_HERE if word in HERE else AGREE_ABOVE


def open_to(actor: Actor, row: Deviation) -> tuple[str, ...]:
    """In whose name the actor may agree to this reason; nobody agrees to his own."""
    if actor.user is not None and actor.user == row.asked_by:
        return ()
    clause = clause_of(row.organization, row.clause)
    return tuple(word for word in words_for(clause) if verb_for(word).can(actor, row)) if clause else ()


def named(word: str) -> str:
    """The approver as people say it."""
    return WORDS.get(word, word)


def refuse_unless_open(actor: Actor, row: Deviation, word: str) -> None:
    """Raise Refused unless the actor may answer in that name."""
    if word not in open_to(actor, row):
        raise Refused(verb_for(word))
