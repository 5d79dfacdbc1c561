"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "zhidu.apps.meetings"
    label = "meetings"
    verbose_name = "会务"

    def ready(self) -> None:
        from zhidu.apps.activities.access import SEE  # noqa: PLC0415 - models must be loaded first
        from zhidu.apps.activities.ports import register_busy, register_pending  # noqa: PLC0415
        from zhidu.apps.meetings import queries  # noqa: PLC0415
        from zhidu.apps.meetings.access import SEE_TASK  # noqa: PLC0415
        from zhidu.apps.meetings.actions.remind_tasks import remind  # noqa: PLC0415
        from zhidu.apps.meetings.pending import pending  # noqa: PLC0415
        from zhidu.foundation import slots  # noqa: PLC0415
        from zhidu.foundation.jobs import schedule  # noqa: PLC0415
        from zhidu.foundation.ui import nav  # noqa: PLC0415

        register_busy(queries.busy)
        register_pending("meetings", pending)
        slots.register(
            slot="activity.main", url_name="meetings:about-activity", title="会场", verb=SEE, order=5
        )
        slots.register(
            slot="activity.side",
            url_name="meetings:tasks-of-activity",
            title="会后要办",
            verb=SEE_TASK,
            order=5,
        )
        slots.register(slot="my.side", url_name="meetings:my-tasks", title="会上交您办的事", order=5)
        nav.register(
            nav.Item(
                nav.WORK,
                70,
                "tasks",
                "决议督查",
                "milestone",
                "meetings:tasks",
                verb=SEE_TASK,
            )
        )
        schedule.register("meetings.remind_tasks", every=schedule.DAY, run=remind, title="提醒交办的事")
