"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class ComplianceConfig(AppConfig):
    name = "zhidu.apps.compliance"
    label = "compliance"
    verbose_name = "判定"

    def ready(self) -> None:
        """Panels on the pages of lower apps."""
        from zhidu.apps.activities.ports import register_watch  # noqa: PLC0415
        from zhidu.apps.adoption.access import ADOPT  # noqa: PLC0415 - models must be loaded first
        from zhidu.apps.compliance import standing  # noqa: PLC0415
        from zhidu.apps.compliance.access import SEE_ALL  # noqa: PLC0415
        from zhidu.apps.compliance.reader import keep_up, new_day  # noqa: PLC0415
        from zhidu.apps.compliance.told import watch  # noqa: PLC0415
        from zhidu.apps.orgs import ports  # noqa: PLC0415
        from zhidu.foundation import slots  # noqa: PLC0415
        from zhidu.foundation.jobs import schedule  # noqa: PLC0415

        ports.register_marks(standing.marks)
        register_watch(watch)
        slots.register(slot="clause.year", url_name="compliance:clause-year", title="今年怎样")
        slots.register(slot="clause.now", url_name="compliance:clause-now", title="现在怎样", verb=SEE_ALL)
        slots.register(
            slot="clause.below", url_name="compliance:clause-below", title="下级怎样", verb=SEE_ALL
        )
        slots.register(slot="adopt.preview", url_name="compliance:adopting", title="采用以后怎样", verb=ADOPT)
        slots.register(slot="activity.side", url_name="compliance:about-activity", title="用在哪些判定")
        slots.register(
            slot="dues.arrears", url_name="compliance:proposals", title="按制度提出的程序", verb=SEE_ALL
        )
        schedule.register("compliance.follow", every=schedule.MINUTE, run=keep_up, title="随记录更新判定")
        schedule.register("compliance.new_day", every=schedule.DAY, run=new_day, title="每天重新判定并提醒")
