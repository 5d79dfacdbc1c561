"""Who may chair, record or lecture, as the clauses in force say, and who holds such a post on the day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zhidu.apps.activities.attendance import Entitled
from zhidu.apps.activities.labels import label
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.params import Role
from zhidu.domain.rules.kinds.role import COMMITTEE_POSTS
from zhidu.foundation.access.roles import ROLES

OUTSIDERS = ("expert", "superior_leader", "designated_person")
"""Words for somebody who is not on the register."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One duty at a meeting: the post words a clause allows, who holds one, and the clause that says so."""

    duty: str
    label: str
    allowed: frozenset[str]
    people: tuple[Entitled, ...]
    because: str = ""

    @property
    def first(self) -> Entitled | None:
        """Who is offered: the holder of the post, where there is just one kind of post or one holder."""
        return self.people[0] if self.people else None


def proposals(kind: str, clauses: Iterable[Clause], posts: Sequence[Entitled]) -> list[Proposal]:
    """For every duty that clauses in force give to somebody at a meeting of *kind*.

    *posts* are the holders of posts on the day. Where several clauses speak of one duty, whoever all of them
    allow comes first.
    """
    found: dict[str, list[tuple[Role, Clause]]] = {}
    for clause in clauses:
        if isinstance(clause.params, Role) and clause.params.event == kind:
            found.setdefault(clause.params.duty, []).append((clause.params, clause))
    made = []
    for duty, asked in found.items():
        limited = [params.allowed for params, _ in asked if params.allowed]
        allowed = frozenset.intersection(*limited) if limited else frozenset()
        fitting = [one for one in posts if not allowed or may(one.posts, allowed)]
        fitting.sort(key=lambda one: _rank(one.posts))
        made.append(
            Proposal(
                duty,
                label(duty),
                allowed,
                tuple(fitting) if limited else (),
                "；".join(dict.fromkeys(f"{clause.source}：{clause.title}" for _, clause in asked)),
            )
        )
    return made


def may(posts: Iterable[str], allowed: frozenset[str]) -> bool:
    """Whether the holder of *posts* is among those allowed; 委员 includes the secretary."""
    held = set(posts)
    if held & COMMITTEE_POSTS:
        held.add("committee_member")
    return bool(held & allowed)


def _rank(posts: Iterable[str]) -> int:
    order = list(ROLES)
    return min((order.index(one) for one in posts if one in ROLES), default=len(order))


def in_words(who: Entitled) -> str:
    """The posts of somebody as the rules read them; 党员 for whoever holds none."""
    return ";".join(who.posts) or "member"
