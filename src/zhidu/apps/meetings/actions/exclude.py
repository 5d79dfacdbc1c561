"""Leaving a member out of 应到, on a ground the regulations allow; and ending that."""

from __future__ import annotations

from datetime import date

from zhidu.apps.activities.kinds import Kind
from zhidu.apps.activities.places import places
from zhidu.apps.activities.setting import Setting
from zhidu.apps.meetings import exclusions
from zhidu.apps.meetings.access import EXCLUDE
from zhidu.apps.meetings.models import Exclusion
from zhidu.apps.members import queries as members
from zhidu.domain.rules.vocabulary import MEASURES
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Stale, Wrong, act, record
from zhidu.foundation.clock import now, today


@act("meetings.exclude", "登记不计入应到会")
def exclude(
    *,
    actor: Actor,
    organization: int,
    person: int,
    ground: str,
    reason: str,
    decided_on: date,
    approver: str,
    approved_on: date,
    first: date,
    last: date | None = None,
) -> Exclusion:
    """Leave *person* out of 应到 from *first* on: the members' meeting decided it and the superior consented.

    Only grounds that a clause in force names. Whoever comes all the same is counted that day.
    """
    place = places([organization]).get(organization)
    if place is None or place.node.kind != "organization":
        raise Wrong("没有这个组织；请从列表中选择")
    EXCLUDE.require_at(actor, place.node.path)
    allowed = exclusions.grounds(Setting(Kind(MEASURES["members_meeting"]), place, first).clauses)
    wrong = {}
    if ground not in allowed:
        wrong["ground"] = "这一种情形没有条款允许不计入应到会；请从列出的情形里选"
    if not reason.strip():
        wrong["reason"] = "没有写具体情况；应写明这位党员的实际情形，便于核对"
    if not approver.strip():
        wrong["approver"] = "没有写哪个上级党组织同意；没有同意的，不能不计入"
    if decided_on > today():
        wrong["decided_on"] = "党员大会还没有开；作出决定以后再登记"
    if approved_on > today():
        wrong["approved_on"] = "上级同意的日期在将来；同意以后再登记"
    if first < max(decided_on, approved_on):
        wrong["first"] = "起算的日子早于决定或同意的日子；应从两样都有了那天起"
    if last is not None and last < first:
        wrong["last"] = "止的日子早于起的日子"
    if person not in {one.person_id for one in members.on_day(organization, first)}:
        wrong["person"] = "这位那天不是本组织的党员；请从名单里选"
    standing = [one for one in exclusions.standing(organization, first) if one.person_id == person]
    if standing:
        wrong["person"] = "这位已经登记过，还没有结束；要改的先结束原来那一条"
    if wrong:
        raise Wrong(wrong)
    made = Exclusion.objects.create(
        organization_id=organization,
        person_id=person,
        ground=ground,
        reason=reason.strip()[:200],
        decided_on=decided_on,
        approver=approver.strip()[:120],
        approved_on=approved_on,
        first=first,
        last=last,
        entered_at=now(),
    )
    record(
        obj=made.code,
        place=organization,
        on=min(first, today()),
        changes={"ground": (None, ground), "reason": (None, made.reason), "approver": (None, made.approver)},
        details={"person": person},
    )
    return made


@act("meetings.end_exclusion", "恢复计入应到会")
def end_exclusion(*, actor: Actor, exclusion: int, version: int, why: str) -> Exclusion:
    """Count the member again from today on."""
    found = (
        Exclusion.objects.select_for_update(of=("self",))
        .select_related("organization")
        .filter(pk=exclusion)
        .first()
    )
    if found is None:
        raise Wrong("没有这一条；可能看错了编号，请从列表中选择")
    EXCLUDE.require(actor, found)
    if found.version != version:
        raise Stale("您打开以后，这一条已经被别人改过；请看现在的情况")
    if found.last is not None and found.last < today():
        raise Wrong("这一条已经结束，不用再结束")
    text = why.strip()
    if not text:
        raise Wrong({"why": "没有写为什么；应写明情形怎样变了"})
    before = found.last
    # of a meeting earlier today it stays true that this member was left out
    found.last, found.ended_why = max(found.first, today()), text[:200]
    found.version += 1
    found.save(update_fields=["last", "ended_why", "version"])
    record(
        obj=found.code,
        place=found.organization_id,
        changes={"last": (before, found.last), "why": (None, found.ended_why)},
        details={"person": found.person_id},
    )
    return found
