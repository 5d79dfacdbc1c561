"""Writing down whose month ended unpaid (记下逾期), and telling them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q

from zhidu.apps.activities.actions import enter_many
from zhidu.apps.activities.entries import Entry
from zhidu.apps.dues.access import KEEP
from zhidu.apps.dues.models import Assessment
from zhidu.apps.dues.queries import held, unmarked
from zhidu.apps.dues.saving import an_organization
from zhidu.apps.dues.telling import tell_owing
from zhidu.apps.members import queries as members
from zhidu.domain.dues import Month
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import act, record


@act("dues.mark_overdue", "记下逾期没有交的党费", covers=("S2.2.3", "S4.2.2"))
def mark_overdue(*, actor: Actor, organization: int) -> int:
    """A record for every month that ended without payment, once each; how many. Whoever has an account is told.

    Talks that follow and the payment that makes up for it refer to that record. A month that comes to nothing, and
    that of somebody who had left before it ended, is not overdue.
    """
    node = an_organization(organization)
    KEEP.require_at(actor, node.path)
    asked = unmarked().filter(organization=node.pk).values_list("pk", flat=True)
    rows = _still_here(
        node.pk, [one for one in held(Q(pk__in=list(asked))) if not one.paid and one.overdue_id is None]
    )
    if rows:
        made = enter_many(actor=SYSTEM, rows=[_entry(one) for one in rows])
        for one, pk in zip(rows, made, strict=True):
            one.overdue_id = pk
        Assessment.objects.bulk_update(rows, ["overdue"])
        tell_owing(rows)
    record(obj=node.code, place=node.pk, details={"overdue": len(rows)})
    return len(rows)


def _still_here(node: int, rows: Sequence[Assessment]) -> list[Assessment]:
    here = {
        day: {one.person_id for one in members.on_day(node, day)} for day in {_after(one) for one in rows}
    }
    return [one for one in rows if one.person_id in here[_after(one)]]


def _after(one: Assessment) -> date:
    """The day on which the month was over."""
    return Month.parse(one.month).last + timedelta(days=1)


def _entry(one: Assessment) -> Entry:
    return Entry(
        kind="dues_overdue",
        node=one.organization_id,
        person=one.person_id,
        on=_after(one),
        for_period=one.month,
        title=f"{one.month_name}党费没有交",
    )


def daily() -> None:
    """For the timetable: nothing is written where every month was paid."""
    for pk in sorted(set(unmarked().values_list("organization", flat=True))):
        mark_overdue(actor=SYSTEM, organization=pk)
