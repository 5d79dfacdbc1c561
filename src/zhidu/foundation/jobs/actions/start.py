"""Asking for long work to be done in the background."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import act, record
from zhidu.foundation.jobs import registry
from zhidu.foundation.jobs.access import START
from zhidu.foundation.jobs.models import Job
from zhidu.foundation.jobs.queueing import put_in_queue


@act("jobs.start", "发起后台任务")
def start(
    *,
    actor: Actor,
    name: str,
    arguments: Mapping[str, Any] | None = None,
    title: str = "",
    path: str = "",
    place: int | None = None,
) -> Job:
    """Have the job *name* done with *arguments*, which JSON must know; in the transaction of the upper act.

    *path* and *place* are the part of the tree and the organisation it is about; ('', None) is the whole site.
    Raises KeyError for a name no app has defined.
    """
    found = registry.kind(name)
    (found.verb or START).require_at(actor, path)
    job = Job.objects.create(
        name=name,
        title=(title or found.title)[:120],
        arguments=json.loads(json.dumps(dict(arguments or {}))),
        owner_id=actor.user,
        path=path,
        place=place,
    )
    put_in_queue(job.pk)
    record(obj=job.code, place=place, details={"name": name})
    return job
