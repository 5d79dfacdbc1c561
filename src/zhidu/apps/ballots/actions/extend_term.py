"""Letting a committee stay beyond its term (批准延长任期): only whoever is above, once, and no longer than the cap."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from zhidu.apps.activities.actions import record_held
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.queries import visible_activities
from zhidu.apps.ballots.access import EXTEND
from zhidu.apps.ballots.saving import reasoned
from zhidu.apps.ballots.terms import rule_of
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.orgs.actions import describe
from zhidu.apps.procedures.access import OFFICERS
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node


@act("ballots.extend_term", "批准延长任期", covers=("S5.7.3",))
def extend_term(*, actor: Actor, body: int, until: date, on: date, reason: str) -> Node:
    """From *on* the present term of the committee runs until *until*. Raises Wrong beyond the cap, with the days."""
    committee = orgs.nodes([body]).get(body)
    if committee is None or committee.kind != "body" or committee.until is not None:
        raise Wrong("没有这个委员会；请从列表中选择")
    organization = orgs.organization_of(committee)
    EXTEND.require(actor, organization)
    if not above(actor, organization):
        raise Refused(EXTEND, path=organization.path[:-1])
    why = reasoned(reason)
    term = orgs.attributes_on(committee, today())
    if not term.get("term_from") or not term.get("term_to"):
        raise Wrong("没有登记本届从哪天到哪天；先登记任期，再办延期")
    begins, ends = date.fromisoformat(term["term_from"]), date.fromisoformat(term["term_to"])
    if wrong := _faults(organization, begins, ends, until, on):
        raise Wrong(wrong)
    once = visible_activities(SYSTEM).filter(kind="term_extended", node=body, on__gte=begins, voided_at=None)
    if once.exists():
        raise Wrong("本届已经批准延长过一次；到期应当换届，不再延长")
    writing = replace(actor, system=True)
    record_held(
        actor=writing,
        entry=Entry(
            kind="term_extended",
            node=body,
            on=on,
            title=f"任期延长到 {until.year}年{until.month}月{until.day}日",
            notes=why,
            columns={"approver": "superior", "until": until.isoformat()},
        ),
    )
    record(
        obj=committee.code,
        place=organization.pk,
        on=on,
        changes={"term_to": (ends.isoformat(), until.isoformat()), "reason": (None, why)},
    )
    return describe(actor=writing, node=body, on=on, attributes={"term_to": until.isoformat()})


def above(actor: Actor, organization: Node) -> bool:
    """Whether *actor* acts for an organisation above."""
    return actor.system or any(
        one.role in OFFICERS and organization.path.startswith(one.path) and one.path != organization.path
        for one in actor.held
    )


def _faults(organization: Node, begins: date, ends: date, until: date, on: date) -> dict[str, str]:
    rule = rule_of(organization, today())
    furthest = rule.furthest(begins) if rule is not None else None
    if rule is None or furthest is None:
        return {"until": f"{organization.name}执行的制度没有准许延长任期的条款；届满应当换届"}
    found = {}
    if until <= ends:
        found["until"] = f"写的是 {until}；本届到 {ends} 届满，延长应在这一天以后"
    elif until > furthest:
        longest = rule.term.extend.at_most.chinese() if rule.term.extend is not None else ""
        found["until"] = (
            f"写的是 {until}；本届从 {begins} 起，应在 {rule.ends(begins)} 以前换届，"
            f"经上级批准最多再延 {longest}，到 {furthest}（依据：{rule.clause.source}）"
        )
    if not begins <= on <= today():
        found["on"] = f"写的是 {on}；批准日期应在本届开始（{begins}）以后，不晚于今天"
    return found
