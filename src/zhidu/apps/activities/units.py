"""Other organisations at a meeting: those that hold it together, report in turn, and are asked something."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from zhidu.apps.activities.models import Activity, Partner
from zhidu.apps.activities.setting import Setting
from zhidu.apps.activities.states import State
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.rules.kinds.params import Coverage
from zhidu.domain.rules.vocabulary.subjects import is_a
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

JOINT = frozenset({"joint_meeting"})
FORUMS = frozenset({"bimonthly_forum"})
WITH_UNITS = JOINT | FORUMS
"""Meetings to which organisations come, not only people."""
REPORTED, RAISED, RESOLVED = "unit_reported", "question_raised", "question_resolved"
MOST = 400


def partners(activity: int) -> list[Partner]:
    """Organisations that hold it together with the one it stands with."""
    rows = Partner.objects.filter(activity=activity, removed_at=None).select_related("organization")
    return list(rows.order_by("organization__path"))


def candidates(activity: Activity) -> list[Node]:
    """Organisations that may come: those below the one that holds it, and those beside it."""
    home = activity.organization
    above = orgs.ancestors(home)
    top = above[-1] if above else home
    rows = orgs.living(orgs.organizations_under(top.path), activity.on).exclude(pk=home.pk)
    return list(rows.order_by("path")[:MOST])


def units(activity: Activity, setting: Setting) -> list[Node]:
    """Who is to report: those a clause names below it, else those that hold it together."""
    types = {
        one
        for clause in setting.clauses
        if isinstance(clause.params, Coverage)
        and clause.params.has == REPORTED
        and clause.params.at == activity.kind
        for one in clause.params.of.types
    }
    if types:
        rows = orgs.living(orgs.organizations_under(activity.organization.path), activity.on)
        return [one for one in rows.order_by("path")[:MOST] if any(is_a(one.type, t) for t in types)]
    return [one.organization for one in partners(activity.pk)]


@dataclass(frozen=True, slots=True)
class Unit:
    """One organisation at a meeting: its report, what it was asked, and what it answered."""

    node: Any
    report: Activity | None
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question, by when it is to be answered, and the answer."""

    asked: Activity
    answer: Activity | None

    @property
    def due(self) -> date | None:
        text = self.asked.columns.get("due", "")
        return date.fromisoformat(text) if text else None

    @property
    def late(self) -> bool:
        """Whether the day has passed, or had passed when it was answered."""
        if self.due is None:
            return False
        return self.due < (self.answer.on if self.answer is not None else today())


def shown(activity: Activity, setting: Setting) -> list[Unit]:
    """Every unit with what there is of it; four queries at most."""
    rows = list(
        Activity.objects.filter(
            about=activity, kind__in=(REPORTED, RAISED), state=State.HELD, voided_at=None
        ).select_related("node")
    )
    answers = {
        one.about_id: one
        for one in Activity.objects.filter(
            about__in=[one.pk for one in rows if one.kind == RAISED],
            kind=RESOLVED,
            state=State.HELD,
            voided_at=None,
        )
    }
    nodes = {one.pk: one for one in units(activity, setting)}
    nodes |= {one.organization_id: one.organization for one in partners(activity.pk)}
    nodes |= {one.node_id: one.node for one in rows}
    return [
        Unit(
            node,
            next((one for one in rows if one.kind == REPORTED and one.node_id == pk), None),
            tuple(
                Question(one, answers.get(one.pk)) for one in rows if one.kind == RAISED and one.node_id == pk
            ),
        )
        for pk, node in nodes.items()
    ]


def lacking(found: Iterable[Unit], wanted: Iterable[Any]) -> list[Any]:
    """Units that are to report and have not."""
    reported = {one.node.pk for one in found if one.report is not None}
    return [one for one in wanted if one.pk not in reported]
