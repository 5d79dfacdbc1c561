"""Opening a vote (开始表决): the electorate is frozen, the box is filled with places that all look alike."""

from __future__ import annotations

from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.db.models import Q

from zhidu.apps.ballots import box
from zhidu.apps.ballots.electorate import Exceptions, Name, numbers, proposed, settled
from zhidu.apps.ballots.models import Ballot, Elector, Slot
from zhidu.apps.ballots.requirements import GROUNDS, Asked
from zhidu.apps.ballots.saving import day_of, rules_of, run_by, told
from zhidu.apps.ballots.states import IN_THE_ROOM, Method, State
from zhidu.domain.decisions import Count, Requirement, problems, warn_before_opening
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act
from zhidu.foundation.clock import now

NOTHING = Exceptions()
LONGEST_WHY = 200


@act("ballots.open", "开始表决", covers=("S5.2.4", "S5.2.5"))
def open_ballot(
    *,
    actor: Actor,
    ballot: int,
    version: int,
    said: Exceptions = NOTHING,
    done: Collection[str] = (),
    emergency: bool = False,
    emergency_why: str = "",
) -> Ballot:
    """Freeze 应到会 and 实到会 and let people vote.

    Raises Wrong below the quorum, with the numbers; where something that goes before was not done; where another
    matter is being voted on; where a key has not been taken.
    """
    found = run_by(actor, ballot, version, State.DRAFT)
    asked = rules_of(found)
    roll = settled(proposed(found, day_of(found)), said)
    wrong = _faults(found, asked, roll, done)
    why = emergency_why.strip() if emergency else ""
    if emergency and not why:
        wrong["emergency_why"] = "没有写为什么紧急；紧急情况下票数接近也按多数意见执行，应写明理由"
    elif len(why) > LONGEST_WHY:
        wrong["emergency_why"] = f"有 {len(why)} 字；理由应不超过 {LONGEST_WHY} 字"
    if wrong:
        raise Wrong(wrong)
    frozen = numbers(one.standing for one in roll)
    for name in ("entitled", "present", "written", "again", "everyone"):
        setattr(found, name, getattr(frozen, name))
    found.done, found.emergency, found.emergency_why = ";".join(done), emergency, why
    found.state, found.opened_at = State.OPEN.value, now()
    found.version += 1
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError as error:
        raise Wrong(_other(found)) from error
    _roll(found, roll)
    told(
        found,
        entitled=frozen.entitled,
        present=frozen.present,
        written=frozen.written,
        again=frozen.again,
        emergency=emergency,
        **({"emergency_why": why} if why else {}),
    )
    return found


def _other(ballot: Ballot) -> str:
    """Which matter is being voted on, at this meeting or in this forum."""
    rows = Ballot.objects.filter(organization=ballot.organization_id, state=State.OPEN.value)
    same = Q(forum=ballot.forum)
    if ballot.meeting_id is not None:
        same |= Q(meeting=ballot.meeting_id)
    here = rows.filter(same).first()
    named = f"“{here.title}”" if here is not None else "另一件事"
    return f"{ballot.forum_name}上{named}正在表决；一次只表决一件，请先结束那一件"


def _roll(ballot: Ballot, roll: Collection[Name]) -> None:
    voting = ballot.how in {Method.SECRET, Method.NAMED}
    Elector.objects.bulk_create(
        [
            Elector(
                ballot=ballot,
                person_id=one.person,
                standing=one.standing,
                reason=one.reason,
                open=voting and one.standing in IN_THE_ROOM,
            )
            for one in sorted(roll, key=lambda one: one.person)
        ]
    )
    if ballot.how is Method.SECRET:
        locks = [bytes(one.lock) for one in ballot.tellers.all()]
        room = box.room_for(ballot.candidates.count(), ballot.seats or 0)
        Slot.objects.bulk_create(
            [Slot(ballot=ballot, sealed=box.seal(box.DUMMY, locks, room)) for _ in range(ballot.present)],
            batch_size=500,
        )


def _faults(ballot: Ballot, asked: Asked, roll: Collection[Name], done: Collection[str]) -> dict[str, str]:
    if not roll:
        return {"": f"名册上没有有表决权的人；请先核对{ballot.organization.name}的名册"}
    found: dict[str, str] = {}
    if asked.unanswered:
        open_ones = "；".join(f"{ask}（{clause.source}）" for clause, ask in asked.unanswered)
        return {"": f"条款留给本组织定的数还没有定：{open_ones}。请先在“制度”里明确数字，再开始表决"}
    count = numbers(one.standing for one in roll).count
    if wrong := problems(count):
        found[""] = "".join(wrong)
    missed = _quorum_faults(asked, count) if not found else []
    if missed:
        found[""] = "".join(missed)
    if count.written and not asked.written:
        found["written"] = f"列了 {count.written} 份书面意见；适用的条款没有写书面意见计入票数，不能计"
    lacking = [title for word, title in asked.before if word not in done]
    if lacking:
        found["done"] = f"表决前还没有{'、'.join(lacking)}；办了再开始"
    strange = [one for one in roll if one.standing == "excluded" and one.reason not in _allowed(asked)]
    if strange:
        found["excluded"] = f"{strange[0].name}不计入应到会，没有写是哪一种情形；只有规定的五种可以不计"
    without = [one.role_name for one in ballot.tellers.select_related("person") if not one.has_key]
    if ballot.how is Method.SECRET and without:
        found[""] = f"{'、'.join(without)}还没有领钥匙；两把钥匙都领了，才能开始"
    return found


def _quorum_faults(asked: Asked, count: Count) -> list[str]:
    only = [
        Requirement(source=one.source, quorum=one.quorum)
        for one in asked.requirements
        if one.quorum is not None
    ]
    return list(warn_before_opening(count, only))


def _allowed(asked: Asked) -> set[str]:
    return {*GROUNDS, *(title for _, title in asked.grounds)}
