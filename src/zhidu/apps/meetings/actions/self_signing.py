"""Signing in oneself (自己签到): the secretary's switch, and one person signing for nobody else."""

from __future__ import annotations

from zhidu.apps.activities import queries as activities
from zhidu.apps.activities.states import Standing
from zhidu.apps.meetings import self_signing
from zhidu.apps.meetings.access import ALLOW_SELF_SIGNING, SIGN_SELF
from zhidu.apps.meetings.models import Meeting, SelfSigning, Sign
from zhidu.apps.meetings.roll import Roll, roll_of
from zhidu.apps.meetings.rooms import fresh, locked, note, still_open
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now, today

LONGEST = 200


@act("meetings.set_self_signing", "开关自己签到")
def set_self_signing(*, actor: Actor, organization: int, on: bool, reason: str, version: int) -> SelfSigning:
    """Let members sign in themselves at meetings of *organization*, or no longer; with the reason either way."""
    node = orgs.organization(organization)
    if node is None:
        raise Wrong("没有这个组织；请从列表中选择")
    ALLOW_SELF_SIGNING.require_at(actor, node.path)
    text = reason.strip()
    if not text:
        raise Wrong({"reason": "没有写理由；开，要写明为什么点名不够用；关，写明为什么不再用"})
    if len(text) > LONGEST:
        raise Wrong({"reason": f"有 {len(text)} 字；应不超过 {LONGEST} 字"})
    found = SelfSigning.objects.select_for_update().filter(organization=organization).first()
    before = found.on if found is not None else False
    if found is not None:
        fresh(found, version, "这个开关")
    if before == on:
        raise Wrong(f"现在就是{'开着' if on else '关着'}的，不用再改")
    found = found or SelfSigning(organization=node, version=0)
    found.on, found.reason, found.since = on, text, today()
    found.version += 1
    found.save()
    record(
        obj=found.code, place=organization, changes={"on": (before, on), "reason": (None, text)}, details={}
    )
    return found


@act("meetings.sign_self", "自己签到")
def sign_self(*, actor: Actor, activity: int, code: str) -> Meeting:
    """Put down that whoever acts is there, by the code that is on the screen now.

    Raises Wrong for an old code, where the switch is off, nobody began to take names, or the recorder has already
    written down something else: what the recorder says stands. Refused for whoever was not asked to come.
    """
    meeting = locked(activity)
    if meeting is None:
        raise Wrong("这次会还没有开始签到；等记录的人打开会场再扫")
    if not self_signing.is_on(meeting.activity.organization_id):
        raise Wrong("这里不用自己签到，到会由记录的人点名")
    still_open(meeting)
    if not self_signing.taken(activity, code):
        raise Wrong("这个码已经换了；请对着会场的屏幕再扫一次")
    roll = roll_of(meeting.activity, meeting)
    standing = _standing(actor, roll)
    before = Sign.objects.filter(meeting=meeting, person=actor.person).first()
    if before is not None and before.standing == standing:
        raise Wrong("您已经签过到了，不用再签")
    if before is not None:
        word = Standing(before.standing).chinese
        raise Wrong(f"名单上记着您“{word}”；人到了的，请告诉记录的人，由他改过来")
    Sign.objects.create(
        meeting=meeting,
        person_id=actor.person,
        prospect=standing == Standing.OBSERVER and _as_prospect(activity, actor.person),
        standing=standing,
        own=True,
        at=now(),
    )
    note(meeting, {f"person-{actor.person}": (None, standing)}, own=True)
    return meeting


def _standing(actor: Actor, roll: Roll) -> str:
    """As what somebody signs in: who is entitled (or left out of 应到 and came), or was asked to sit in."""
    if actor.person is not None and actor.person in {*roll.entitled, *roll.excluded}:
        return Standing.PRESENT.value
    if actor.person is not None and actor.person in {*roll.asked, *roll.observers}:
        return Standing.OBSERVER.value
    raise Refused(SIGN_SELF)


def _as_prospect(activity: int, person: int | None) -> bool:
    return any(one.prospect for one in activities.listed(activity) if one.person_id == person)
