"""Telling whoever asked for long work that it has ended, so that nobody has to wait at the page."""

from __future__ import annotations

from django.urls import reverse

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import act, record
from zhidu.foundation.jobs.access import SEE
from zhidu.foundation.jobs.models import Job, State
from zhidu.foundation.outbox.actions import queue


@act("jobs.tell", "告知后台任务结束")
def tell(*, actor: Actor, job: Job) -> None:
    """A message in the site, none by mail. Only the program itself tells."""
    if not actor.system:
        raise Refused(SEE)
    done = job.state == State.DONE
    queue(
        receiver=job.owner_id,
        subject=f"{job.title}：{job.word}",
        body=(job.result or "已经做完。") if done else (job.reason or "没有做成。"),
        key=f"{job.code}-{job.run}",
        link=reverse("jobs:job", args=[job.pk]),
        mail=False,
    )
    record(obj=job.code, place=job.place, details={"state": str(job.state)})
