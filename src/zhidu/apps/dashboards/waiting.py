"""What others have to do before it can go on (等别人办), and what waits for the actor's own answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse

from zhidu.apps.activities import queries as activities
from zhidu.apps.adoption import queries as adoption
from zhidu.apps.compliance import queries
from zhidu.apps.compliance.approvers import verb_for, words_for
from zhidu.apps.compliance.brief import short_name
from zhidu.apps.dashboards import confirming, letters, money, moving
from zhidu.apps.dashboards.due import Due
from zhidu.apps.dashboards.plans import Plans, called
from zhidu.apps.meetings import queries as meetings
from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.procedures import queries as procedures
from zhidu.apps.recruitment import queries as recruitment
from zhidu.domain.rules.clause import Clause
from zhidu.foundation.access.rules import Actor

if TYPE_CHECKING:
    from zhidu.apps.compliance.models import Deviation, StoredFinding
    from zhidu.apps.orgs.models import Node
    from zhidu.apps.procedures.models import Case

AHEAD = timedelta(days=30)
"""So long before the day an inspection is due it is told of."""
STEPS = 4
"""Steps of cases that are told one by one."""
MOST = 6
"""Lines of the card; more is not a list to wait for but one to look up."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Who, what, and since when."""

    whom: str
    what: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for others, and what for the actor."""

    others: list[Wait]
    mine: list[Due]


def waiting(
    actor: Actor,
    node: Node,
    rows: QuerySet[StoredFinding],
    plans: Plans,
    clauses: Mapping[str, Clause],
    day: date,
) -> Waiting:
    """Reasons nobody has answered, meetings of groups that nobody wrote down, numbers nobody has fixed.

    And cases that go through a procedure, by whose turn it is; requests without a reply. At most twenty-three queries.
    """
    reasons = list(
        queries.deviations([node.pk]).filter(approved_at=None, refused_at=None, voided_at=None)[:50]
    )
    mine = [one for one in reasons if _may_answer(actor, one, clauses)]
    others = [_reason(one, clauses, day) for one in reasons if one not in mine]
    others += _groups(node, plans, day)
    others += [
        Wait(
            one.organization.name,
            f"批复请示：{one.document.title}",
            letters.since(one, day),
            one.document.get_absolute_url(),
        )
        for one in letters.awaited(actor, node)
    ]
    unset, own = _unset(node, rows, clauses, day)
    others += [_case(one, day) for one in procedures.waiting_elsewhere(actor, node.pk)[:MOST]]
    turns = (
        _steps(actor, day)
        + _leave(actor, day)
        + consents(actor, day)
        + _tasks(node, day)
        + _inspections(node, day)
        + _answers(node, mine, day)
    )
    turns += letters.due(actor, node) + money.due(actor, day) + moving.due(actor, node, day)
    turns += confirming.due(actor, node, day)
    return Waiting((others + unset)[:MOST], turns + own)


def _may_answer(actor: Actor, one: Deviation, clauses: Mapping[str, Clause]) -> bool:
    clause = clauses.get(one.clause)
    if clause is None or one.asked_by == actor.user:
        return False
    return any(verb_for(word).can(actor, one) for word in words_for(clause))


def _reason(one: Deviation, clauses: Mapping[str, Clause], day: date) -> Wait:
    clause = clauses.get(one.clause)
    return Wait(
        "有权的组织",
        f"同意理由：{clause.title if clause else one.reason}",
        _since(one.asked_at.date(), day),
        reverse("compliance:reasons", args=[one.organization_id]),
    )


def _case(one: Case, day: date) -> Wait:
    """A case whose next step is somebody else's."""
    since = f"，{_since(one.since, day)}" if one.since else ""
    return Wait(
        one.turn_name,
        one.step_title or "办结",
        f"{one.matter.title}{since}",
        one.get_absolute_url(),
    )


def _steps(actor: Actor, day: date) -> list[Due]:
    """Steps of cases that wait for the actor, the nearest limit first; many of them in one line."""
    found = list(procedures.waiting_for(actor)[: STEPS + 1])
    if len(found) > STEPS:
        first = min(one.since for one in found if one.since)
        return [
            Due(
                verdict="待办",
                title=f"程序上轮到您办的事，不少于 {STEPS} 件",
                reason=f"最早的从 {first.month}月{first.day}日等起。",
                left=f"已等 {(day - first).days} 天",
                action="去办",
                href=reverse("procedures:list"),
            )
        ]
    return [
        Due(
            verdict="待办",
            title=one.step_title or "办结",
            reason=one.matter.title,
            left=_left(one, day),
            action="去办",
            href=one.get_absolute_url(),
        )
        for one in found
    ]


def consents(actor: Actor, day: date) -> list[Due]:
    """Meetings on another day than their rule fixes, which wait for the actor's consent."""
    return [
        Due(
            verdict="待办",
            title=f"答复改期：{one.activity.node.name}",
            reason=f"{one.activity.kind_name}改在 {one.on.month}月{one.on.day}日：{one.reason}",
            left=_since(one.asked_at.date(), day),
            action="去答复",
            href=reverse("activities:consent", args=[one.pk]),
        )
        for one in activities.open_consents(actor)[:STEPS]
    ]


def _left(one: Case, day: date) -> str:
    if one.due is not None:
        days = (one.due - day).days
        return f"还剩 {days} 天" if days >= 0 else f"已超 {-days} 天"
    return _since(one.since, day) if one.since and one.since < day else "随时"


def _leave(actor: Actor, day: date) -> list[Due]:
    """Leave that was asked for and waits for the actor, in one line; who and why is read on the meeting's page."""
    found = list(activities.open_leave_requests(actor)[: MOST + 1])
    if not found:
        return []
    meeting = found[0].activity
    number = f"{len(found)} 人" if len(found) <= MOST else f"{MOST} 人以上"
    return [
        Due(
            verdict="待办",
            title=f"答复请假 {number}",
            reason=f"最近的是 {called(meeting, meeting.organization.name)}，请在开会以前答复。",
            on=meeting.on,
            left="今天" if meeting.on == day else "",
            action="去答复",
            href=meeting.get_absolute_url(),
        )
    ]


def _tasks(node: Node, day: date) -> list[Due]:
    """What meetings gave people to do and is overdue, in one line."""
    late = list(meetings.overdue([node.pk], day)[: MOST + 1])
    if not late:
        return []
    first = late[0]
    number = f"{len(late)} 件" if len(late) <= MOST else f"{MOST} 件以上"
    return [
        Due(
            verdict="待办",
            title=f"会上交办的事过期 {number}",
            reason=f"{first.person.name}：{first.what}{'等' if len(late) > 1 else ''}。办好了的记下，办不了的改期限。",
            on=first.due,
            action="去督办",
            href=reverse("meetings:tasks"),
        )
    ]


def _inspections(node: Node, day: date) -> list[Due]:
    """Activists whose half-year is nearly over, in one line."""
    found = recruitment.to_inspect(node.pk, day + AHEAD)
    if not found:
        return []
    first = found[0]
    more = f"等 {len(found)} 人" if len(found) > 1 else ""
    return [
        Due(
            verdict="待办",
            title=f"考察入党积极分子：{first.person.name}{more}",
            reason="每半年考察一次，考察后在本人的页上登记。",
            on=first.inspect_by,
            action="去登记",
            href=first.get_absolute_url() if len(found) == 1 else reverse("recruitment:list"),
        )
    ]


def _answers(node: Node, mine: list[Deviation], day: date) -> list[Due]:
    if not mine:
        return []
    first = min(one.asked_at.date() for one in mine)
    return [
        Due(
            verdict="待办",
            title=f"答复理由 {len(mine)} 条",
            reason=f"最早一条 {first.month}月{first.day}日提出。同意以前，判定不变。",
            left=f"已等 {(day - first).days} 天",
            action="去答复",
            href=reverse("compliance:reasons", args=[node.pk]),
        )
    ]


def _groups(node: Node, plans: Plans, day: date) -> list[Wait]:
    """Meetings of groups whose day has passed: their leaders write them down."""
    over = [one for one in plans.over if one.node.kind == "group"]
    leaders = {
        one.group_id: one.person.name
        for one in (members.posts_on(node.pk, day) if over else ())
        if one.post == "group_leader"
    }
    return [
        Wait(
            leaders.get(one.node_id, short_name(one.node.name, node.name)),
            f"{called(one, node.name)}记录",
            f"{one.on.month}月{one.on.day}日的安排，{_since(one.on, day)}",
            one.get_absolute_url(),
        )
        for one in over
    ]


def _unset(
    node: Node, rows: QuerySet[StoredFinding], clauses: Mapping[str, Clause], day: date
) -> tuple[list[Wait], list[Due]]:
    """Clauses that judge nothing until a number is fixed, by whoever adopted the book: a superior, or this one."""
    asked = list(
        rows.filter(verdict="undetermined", record__missing="setting").order_by("clause", "pk")[: MOST * 4]
    )
    keys = dict.fromkeys(row.clause for row in asked if row.clause in clauses)
    adopters = {
        link.source.clause.key: link.source.adopter
        for links in (adoption.chains(node, day).values() if keys else ())
        for link in links
    }
    names = orgs.names(set(adopters.values()) - {node.code}) if keys else {}
    others, own = [], []
    for key in keys:
        clause, adopter = clauses[key], adopters.get(key, node.code)
        question = "；".join(one.ask for one in clause.open_needs)
        if adopter != node.code:
            others.append(Wait(names.get(adopter, "上级"), f"明确“{question}”", clause.title, ""))
        else:
            own.append(clause)
    if not own:
        return others, []
    return others, [
        Due(
            verdict="待办",
            title=f"明确制度里的数字 {len(own)} 条",
            reason=f"{own[0].title}{'等' if len(own) > 1 else ''}没有写明数字，明确以前不判定。",
            left="随时",
            action="去明确",
            href=reverse("adoption:adoptions", args=[node.pk]),
        )
    ]


def _since(then: date, day: date) -> str:
    days = (day - then).days
    return f"已等 {days} 天" if days else "今天提出"
