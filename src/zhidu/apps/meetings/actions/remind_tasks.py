"""Reminding of what is due soon, and of what is overdue: each is said once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from zhidu.apps.meetings.states import Work
from zhidu.apps.meetings.task_models import Task
from zhidu.foundation.access.queries import holders_at
from zhidu.foundation.access.roles import LEADERS
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import act, record
from zhidu.foundation.clock import today
from zhidu.foundation.identity import queries as identity
from zhidu.foundation.outbox.actions import Letter, queue_many

AHEAD = 3
"""Days before the last day on which whoever has to do it is reminded once."""
AT_ONCE = 2000
"""Tasks looked at in one run."""


def remind() -> int:
    """Once a day: what is due in three days, and what was due yesterday; how many messages."""
    day = today()
    rows = Task.objects.filter(
        state=Work.OPEN, due__in=[day + timedelta(days=AHEAD), day - timedelta(days=1)]
    )
    found = list(rows.select_related("organization", "person")[:AT_ONCE])
    return remind_of_tasks(actor=SYSTEM, tasks=found) if found else 0


@act("meetings.remind_tasks", "提醒交办的事")
def remind_of_tasks(*, actor: Actor, tasks: Iterable[Task]) -> int:
    """Remind whoever has to do it; of what is overdue also the secretaries. Each is said once."""
    found = list(tasks)
    accounts = identity.accounts_of([one.person_id for one in found])
    letters = []
    for one in found:
        told = {accounts[one.person_id].pk} if one.person_id in accounts else set()
        if one.late:
            told |= set(holders_at(one.organization.path, LEADERS, today()))
        word = "过了日子还没有办结" if one.late else f"还有 {AHEAD} 天到期"
        letters += [
            Letter(
                receiver=user,
                subject=f"{word}：{one.what}",
                body=f"由{one.person.name}办，最迟{one.due.month}月{one.due.day}日。办好了的请办结，办不完的请说明并改期。",
                key=f"{one.code}:{one.due}:{'late' if one.late else 'soon'}:{user}",
                link=one.get_absolute_url(),
            )
            for user in sorted(told - {actor.user})
        ]
    queue_many(letters)
    record(obj="tasks", place=None, details={"tasks": len(found), "messages": len(letters)})
    return len(letters)
