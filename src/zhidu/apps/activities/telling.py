"""Putting down who was told of a meeting to come; the acts that tell share it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from zhidu.apps.activities.models import Activity, Notice, Notified
from zhidu.apps.activities.states import How
from zhidu.foundation.access.roles import COMMITTEE, GROUP_LEADER, SUPERIOR
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import now

AT_ONCE = 500


def told(activity: Activity, expected: Iterable[int], messages: Mapping[int, int], actor: Actor) -> None:
    """That *messages* (person → message) went out to those of *expected* who have an account.

    Whoever has none is put down as still to be told, and again where the meeting was changed since.
    """
    notice = issued(activity)
    Notice.objects.filter(pk=notice.pk).update(version=activity.version)
    rows = {one.person_id: one for one in Notified.objects.filter(activity=activity)}
    wanted = list(dict.fromkeys(expected))
    # whoever left before anybody told them is nobody's business any more
    gone = [one.pk for one in rows.values() if one.told_at is None and one.person_id not in set(wanted)]
    Notified.objects.filter(pk__in=gone).delete()
    fresh = [Notified(activity=activity, person_id=person) for person in wanted if person not in rows]
    known = [one for one in rows.values() if one.person_id in messages]
    agenda = activity.agenda.exists()
    for one in (*fresh, *known):
        if one.person_id in messages:
            mark(one, activity, How.ACCOUNT, actor, agenda=agenda)
            one.message = messages[one.person_id]
    Notified.objects.bulk_create(fresh, batch_size=AT_ONCE)
    Notified.objects.bulk_update(
        known, ["how", "told_at", "agenda_at", "version", "message"], batch_size=AT_ONCE
    )


def mark(row: Notified, activity: Activity, how: How, actor: Actor, *, agenda: bool) -> None:
    """That this person knows of the meeting as it stands; the first time stays."""
    if row.told_at is None:
        row.told_at, row.told_by = now(), in_the_name_of(activity, actor)
    row.agenda_at = row.agenda_at or (now() if agenda else None)
    row.how, row.version = how.value, activity.version


def issued(activity: Activity, late_reason: str = "") -> Notice:
    """The notice of an arrangement, made where there is none yet; a reason given now is added to it."""
    made, _ = Notice.objects.get_or_create(activity=activity, defaults={"version": activity.version})
    if late_reason:
        made.late_reason = late_reason
        made.save(update_fields=["late_reason"])
    return made


def in_the_name_of(activity: Activity, actor: Actor) -> str:
    """In whose name somebody tells of a meeting here: a member of the committee writes for the committee."""
    here = {one.role for one in actor.held if one.path == activity.organization.path}
    if here & COMMITTEE:
        return "branch_committee"
    if any(one.role == GROUP_LEADER and one.path == activity.node.path for one in actor.held):
        return GROUP_LEADER
    return SUPERIOR if any(one.role == SUPERIOR for one in actor.held) else ""
