"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.urls import reverse


class JobsConfig(AppConfig):
    name = "zhidu.foundation.jobs"
    label = "jobs"
    verbose_name = "后台任务"

    def ready(self) -> None:
        from zhidu.foundation.access.actions import follow_tree  # noqa: PLC0415 - needs the tables loaded
        from zhidu.foundation.files import Where, register_owner  # noqa: PLC0415
        from zhidu.foundation.identity.cleaning import clean  # noqa: PLC0415
        from zhidu.foundation.jobs import queries, schedule  # noqa: PLC0415
        from zhidu.foundation.jobs.access import SEE  # noqa: PLC0415
        from zhidu.foundation.jobs.running import revive, tidy  # noqa: PLC0415
        from zhidu.foundation.journal.queries import seal  # noqa: PLC0415
        from zhidu.foundation.ui import nav  # noqa: PLC0415

        def where(pk: int) -> Where:
            job = queries.job(pk)
            return Where(job.path, job.place, reverse("jobs:job", args=[pk]), job.title)

        follow_tree("jobs.Job", "path")
        register_owner(
            "job",
            can_see=lambda actor, pk: SEE.can(actor, queries.job(pk)),
            can_change=lambda _actor, _pk: False,
            where=where,
            words="发起这项任务的人、系统管理员",
        )
        schedule.register("jobs.revive", every=schedule.MINUTE, run=revive, title="接着做中断的任务")
        # accounts and the journal lie below and cannot register themselves
        schedule.register("identity.clean", every=schedule.DAY, run=clean, title="清理过期的登录")
        schedule.register("journal.seal", every=schedule.DAY, run=seal, title="封存日志的末尾")
        schedule.register("jobs.tidy", every=schedule.DAY, run=tidy, title="清理做完的队列")
        nav.register(
            nav.Item(
                nav.RULES, 70, "jobs", "后台任务", "hourglass", "jobs:list", verb=SEE, count=queries.open_of
            )
        )
