"""Telling officers that files were kept long enough (提醒到期的档案): once a month, and nothing is erased by it."""

from __future__ import annotations

from collections import defaultdict

from zhidu.apps.members.queries import everybody
from zhidu.apps.registry.access import KEEP
from zhidu.apps.registry.models import Retention
from zhidu.apps.registry.retention import kept_after
from zhidu.foundation.access.queries import holders_at
from zhidu.foundation.access.roles import ORGANISERS
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import act, record
from zhidu.foundation.clock import today
from zhidu.foundation.outbox.actions.queue import Letter, queue_many


@act("registry.tell_due", "提醒到期的档案")
def tell_due(*, actor: Actor) -> int:
    """A message to those who keep files where any is due; how many organisations. Only the program itself does."""
    if not actor.system:
        raise Refused(KEEP)
    day = today()
    due = [one for one in kept_after(everybody(), day) if one.due(day)]
    by_place: dict[int, list[str]] = defaultdict(list)
    paths = {}
    for one in due:
        by_place[one.person.organization_id].append(one.person.name)
        paths[one.person.organization_id] = one.person.organization.path
    letters = [
        Letter(
            receiver=account,
            subject=f"有 {len(names)} 份档案到了保存期限",
            body="请核对；该擦除的，在“党员”的“保存期限”里逐份确认。不确认的不会擦除。",
            key=f"retention-{place}-{account}-{day:%Y%m}",
            link=f"/registry/retention/{place}/",
        )
        for place, names in sorted(by_place.items())
        for account in holders_at(paths[place], ORGANISERS, day)
    ]
    queue_many(letters)
    record(obj="registry", place=None, details={"organizations": len(by_place), "files": len(due)})
    return len(by_place)


def daily() -> None:
    """For the timetable: nothing is written where nobody has said how long files are kept."""
    day = today()
    if Retention.objects.filter(superseded_at=None).exists() and any(
        one.due(day) for one in kept_after(everybody(), day)
    ):
        tell_due(actor=SYSTEM)
