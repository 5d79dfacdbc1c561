"""The tabs of what is to be done: all, this week, this month, and what falls to one's post (我负责的)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.vocabulary import MEASURES
from zhidu.foundation.access.rules import Actor

if TYPE_CHECKING:
    from zhidu.apps.activities.models import Activity
    from zhidu.apps.dashboards.todos import Todo

SOON = timedelta(days=7)
"""How far ahead 本周 looks."""
DUTIES: Mapping[str, frozenset[str]] = {
    "organisation": frozenset({"recruitment", "transfers", "dues", "appraisals"}),
    "publicity": frozenset({"learning"}),
    "discipline": frozenset({"improvement"}),
}
"""Post → the parts of the work whose measures fall to it; whoever leads the branch answers for all of it."""
ALSO: Mapping[str, frozenset[str]] = {"publicity": frozenset({"party_lecture"})}
"""Post → single measures beside those."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One way to narrow the list."""

    name: str
    title: str
    finding: Callable[[Todo], bool]
    plan: Callable[[Activity], bool]


def tabs(actor: Actor, clauses: Mapping[str, Clause], day: date) -> list[Tab]:
    """The tabs offered; 我负责的 only to whoever holds a post with work of its own."""
    week, month = day + SOON, _last_of_month(day)
    found = [
        Tab("all", "全部", lambda _: True, lambda _: True),
        _until("week", "本周", day, week),
        _until("month", "本月", day.replace(day=1), month),
    ]
    mine = measures_of(one.role for one in actor.held)
    if mine:
        keys = frozenset(key for key, clause in clauses.items() if mine & {*clause.params.measures})
        found.append(
            Tab(
                "mine",
                "我负责的",
                lambda row: row.clause in keys,
                lambda plan: plan.kind in mine,
            )
        )
    return found


def _until(name: str, title: str, first: date, last: date) -> Tab:
    return Tab(
        name,
        title,
        lambda row: row.due is not None and first <= row.due <= last,
        lambda plan: plan.on <= last,
    )


def measures_of(roles: Iterable[str]) -> frozenset[str]:
    """What is recorded in the work of these posts; empty where a post has no part of its own."""
    held = set(roles)
    return frozenset(
        name
        for name, one in MEASURES.items()
        for post in held
        if one.app in DUTIES.get(post, ()) or name in ALSO.get(post, ())
    )


def _last_of_month(day: date) -> date:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
