"""A member tells the branch (汇报、请示), or the contact person tells what he learnt; sealed, and read by few."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from zhidu.apps.members import queries as members
from zhidu.apps.members.access import SEE as SEE_PERSON
from zhidu.apps.transfers.access import ENTER_REPORT, TELL_AWAY
from zhidu.apps.transfers.away_models import Away, Report
from zhidu.apps.transfers.away_notices import tell_report
from zhidu.apps.transfers.away_saving import seal
from zhidu.apps.transfers.away_states import CURRENT, MEASURE, TOPICS, Form, Kind, Where
from zhidu.apps.transfers.records import on_record
from zhidu.apps.transfers.saving import a_member, past
from zhidu.foundation.access.roles import GROUP_LEADER
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now, today

if TYPE_CHECKING:
    from zhidu.apps.members.models import Person

LONGEST = 3000
OF_AWAY = frozenset({Kind.FLOATING, Kind.RETURNED, Kind.CONTACT})


@act(
    "transfers.make_report",
    "汇报",
    covers=("S6.6.4", "S6.6.6", "S6.6.8", "S7.8.3", "S7.8.4", "S7.8.5", "S7.8.7", "S7.8.9"),
)
def make_report(
    *,
    actor: Actor,
    kind: str,
    topics: Mapping[str, str],
    on: date | None = None,
    person: int | None = None,
    form: str = Form.WRITTEN.value,
    heard_by: int | None = None,
) -> Report:
    """*topics*: word → what was said of it. *person*: somebody who told it; whoever heard it enters that.

    Of the three kinds about a time away it belongs to the one that runs, or the last.
    """
    if kind not in [*Kind]:
        raise Wrong({"kind": f"请选一种：{'、'.join(one.chinese for one in Kind)}"})
    what = Kind(kind)
    who = a_member(person if person is not None else actor.person or 0)
    away = _away(who.pk, what) if what in OF_AWAY else None
    _allowed(actor, who, away, what)
    for_another = actor.system or who.pk != actor.person
    if not for_another:
        form, heard_by = Form.WRITTEN.value, None
    if form not in [*Form]:
        raise Wrong({"form": f"请选一种：{'、'.join(one.chinese for one in Form)}"})
    listener = _listener(who.organization_id, heard_by) if what is Kind.THOUGHT else None
    return write_report(actor, away, what, past(on or today()), topics, who=who, form=form, listener=listener)


def _away(person: int, what: Kind) -> Away:
    rows = Away.objects.select_related("organization", "person").filter(person=person)
    running = rows.filter(state=Where.AWAY).first() if what is not Kind.RETURNED else None
    found = running or rows.filter(state__in=[*CURRENT, Where.CLOSED], back_on__isnull=False).first()
    if found is None or (what is not Kind.RETURNED and running is None):
        raise Wrong("没有在外流动的登记；先报告外出，动身以后才有这种汇报")
    return found


def _allowed(actor: Actor, who: Person, away: Away | None, what: Kind) -> None:
    own = actor.person is not None and actor.person == who.pk
    if away is not None:
        TELL_AWAY.require(actor, away)
        if what is Kind.CONTACT and own:
            raise Wrong("联系情况由联系人记；您自己的，请用“汇报”")
    elif not own:
        leads = actor.holds(GROUP_LEADER) and SEE_PERSON.can(actor, who)
        if not leads:
            ENTER_REPORT.require_at(actor, who.organization.path)


def _listener(organization: int, heard_by: int | None) -> tuple[int | None, str]:
    """Who heard it, and in which post: a clause asks for the secretary, the committee, or a group leader."""
    if heard_by is None:
        return None, "branch"
    posts = [one.post for one in members.posts_on(organization, today()) if one.person_id == heard_by]
    if heard_by not in {one.person_id for one in members.on_day(organization, today())}:
        raise Wrong({"heard_by": "听取的人不在本支部；请从名单中选择"})
    return heard_by, ";".join(posts) or "member"


def write_report(
    actor: Actor,
    away: Away | None,
    what: Kind,
    on: date,
    topics: Mapping[str, str],
    *,
    who: Person | None = None,
    form: str = "",
    listener: tuple[int | None, str] | None = None,
) -> Report:
    """The row, the fact, the journal entry. Raises Wrong where nothing was said, or too much."""
    person = who if who is not None or away is None else away.person
    if person is None:
        raise Wrong("没有写是谁的汇报")
    spoken = {name: topics.get(name, "").strip() for name in TOPICS[what]}
    wrong = {
        name: f"有 {len(text)} 字；应不超过 {LONGEST} 字"
        for name, text in spoken.items()
        if len(text) > LONGEST
    }
    if not any(spoken.values()):
        wrong[next(iter(spoken))] = "还没有写；至少写一项"
    if wrong:
        raise Wrong(wrong)
    said = {name: text for name, text in spoken.items() if text}
    made = Report(
        organization=person.organization,
        person=person,
        away=away,
        kind=what,
        form=form if what is Kind.THOUGHT else "",
        on=on,
        sealed=seal(said),
        heard_by_id=listener[0] if listener else None,
        entered_at=now(),
        entered_by=actor.user,
    )
    if what in MEASURE:
        made.record_id = _fact(made, what, said, listener[1] if listener else "")
    made.save()
    record(
        obj=made.code, place=made.organization_id, on=on, details={"person": person.pk, "kind": what.value}
    )
    if what is not Kind.CONTACT:
        tell_report(made, actor)
    return made


def _fact(made: Report, what: Kind, said: Mapping[str, str], listener: str) -> int:
    column = "aspects" if what is Kind.CONTACT else "topics"
    columns = {column: ";".join(said)}
    if what is Kind.THOUGHT:
        columns |= {"form": made.form, "listener": listener or "branch"}
    about = made.away.returned_id if what is Kind.RETURNED and made.away is not None else None
    return on_record(
        MEASURE[what],
        node=made.organization_id,
        person=made.person_id,
        on=made.on,
        about=about,
        columns=columns,
    )
