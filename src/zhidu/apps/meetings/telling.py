"""Telling people what concerns them; inside an act only."""

from __future__ import annotations

from zhidu.apps.meetings.task_models import Task
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.identity import queries as identity
from zhidu.foundation.outbox.actions import queue


def tell_of_task(task: Task, actor: Actor) -> None:
    """Tell whoever has to do it, where that person has an account and did not give it."""
    account = identity.account_of(task.person_id)
    if account is None or account.pk == actor.user:
        return
    queue(
        receiver=account.pk,
        subject=f"会上交您办：{task.what}",
        body=f"{task.activity.on.month}月{task.activity.on.day}日的{task.activity.kind_name}定下由您办，"
        f"最迟{task.due.month}月{task.due.day}日。办到哪一步，在网站上写一句。",
        key=f"{task.code}:given:{account.pk}",
        link=task.get_absolute_url(),
    )
