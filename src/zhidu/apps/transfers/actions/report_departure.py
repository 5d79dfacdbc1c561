"""Telling the branch beforehand that one goes away for long (外出报告): why, when, where, and how to be reached."""

from __future__ import annotations

from datetime import date

from zhidu.apps.transfers.access import KEEP_AWAY
from zhidu.apps.transfers.away_models import Away
from zhidu.apps.transfers.away_notices import tell_departure
from zhidu.apps.transfers.away_saving import kept, seal
from zhidu.apps.transfers.away_states import CURRENT, Purpose
from zhidu.apps.transfers.records import on_record
from zhidu.apps.transfers.saving import a_member, past, said
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act
from zhidu.foundation.clock import today

FARTHEST = 366
"""Days ahead; more is a mistyped year."""
MOST_MONTHS = 600


@act("transfers.report_departure", "报告外出", covers=("S6.6.1",))
def report_departure(
    *,
    actor: Actor,
    purpose: str,
    place: str,
    reason: str,
    contact: str,
    leaves_on: date,
    months: int | None = None,
    fixed: bool | None = None,
    person: int | None = None,
    on: date | None = None,
) -> Away:
    """*person*: for somebody else, who said so by word of mouth *on* a day; only the branch enters that.

    *reason* and *contact* are sealed. Whoever reports after having left is entered all the same, and it shows.
    """
    who = a_member(person if person is not None else actor.person or 0)
    for_another = actor.system or who.pk != actor.person
    if for_another:
        KEEP_AWAY.require_at(actor, who.organization.path)
    told = past(on) if on is not None and for_another else today()
    wrong: dict[str, str] = {}
    if purpose not in [*Purpose]:
        wrong["purpose"] = f"请选一个：{'、'.join(one.chinese for one in Purpose)}"
    if leaves_on < today() and not for_another:
        wrong["leaves_on"] = "已经走了；请打电话告诉支部，由支部补记"
    if (leaves_on - today()).days > FARTHEST:
        wrong["leaves_on"] = "在一年以后；请看一下年份"
    if months is not None and not 1 <= months <= MOST_MONTHS:
        wrong["months"] = "写大约几个月，如 8；不清楚就空着"
    if Away.objects.filter(person=who, state__in=CURRENT).exists():
        wrong[""] = f"{who.name}已经有一次外出在登记中；先办完那一次"
    if wrong:
        raise Wrong(wrong)
    secret = {
        "reason": said(reason, "reason", "外出的事由"),
        "contact": said(contact, "contact", "联系方式", longest=120),
    }
    made = Away(
        organization=who.organization,
        person=who,
        purpose=purpose,
        place=said(place, "place", "去哪里", longest=120),
        sealed=seal(secret),
        months=months,
        fixed=fixed,
        leaves_on=leaves_on,
        reported_on=told,
        made_by=actor.user,
    )
    # the four things are known; what they are is nobody's business but the branch's
    columns = {"reason": "已登记", "time": leaves_on.isoformat(), "place": "已登记", "contact": "已登记"}
    made.report_id = on_record(
        "departure_report", node=who.organization_id, person=who.pk, on=told, columns=columns
    )
    made.save()
    kept(made, told, None)
    if not for_another:
        tell_departure(made, actor)
    return made
