"""Who is left out of 应到 on a day, on which grounds that may be done at all, and what a clause says of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from zhidu.apps.meetings.models import Exclusion
from zhidu.apps.meetings.states import NO_VOTE
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.params import DecisionRule


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground a clause in force allows, and the clause."""

    word: str
    clause: Clause


def standing(organization: int, day: date) -> list[Exclusion]:
    """Exclusions of an organisation that hold on a day; one query."""
    rows = Exclusion.objects.filter(organization=organization, first__lte=day)
    return list(rows.filter(Q(last=None) | Q(last__gte=day)).select_related("person"))


def grounds(clauses: Iterable[Clause], *, forum: str = "members_meeting") -> dict[str, Ground]:
    """Word → ground that clauses in force name for a forum; who has no vote by the register is no ground."""
    found: dict[str, Ground] = {}
    for clause in clauses:
        params = clause.params
        if isinstance(params, DecisionRule) and (not params.forum or forum in params.forum):
            for word in params.exclude:
                if word != "probationary":
                    found.setdefault(word, Ground(word, clause))
    return found


def counts_out(ground: str) -> bool:
    """Whether the ground leaves somebody out of 应到; the others are to come and have no vote."""
    return ground not in NO_VOTE
