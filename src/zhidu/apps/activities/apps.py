"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "zhidu.apps.activities"
    label = "activities"
    verbose_name = "活动"

    def ready(self) -> None:
        from zhidu.apps.activities import own_copy, papers, search  # noqa: PLC0415 - models must be loaded first
        from zhidu.apps.activities.access import SEE  # noqa: PLC0415
        from zhidu.apps.activities.attachments import register  # noqa: PLC0415
        from zhidu.apps.members.pointing import register_codes  # noqa: PLC0415
        from zhidu.foundation import slots  # noqa: PLC0415
        from zhidu.foundation.ui import nav  # noqa: PLC0415

        register_codes("activities.Activity", "subject")
        register()
        slots.register(
            slot="activity.main", url_name="activities:about-units", title="各单位", verb=SEE, order=7
        )
        slots.register(
            slot="activity.main", url_name="activities:about-question", title="等您答复", verb=SEE, order=1
        )
        slots.register(slot="registry.main", url_name="activities:about-file", title="奖惩", order=10)
        slots.register(slot="my.side", url_name="activities:to-say", title="党课听得怎样", order=4)
        search.register()
        papers.declare()
        own_copy.declare()
        nav.register(
            nav.Item(
                nav.WORK, 20, "activities", "组织生活", "users-round", "activities:list", SEE, phone="会议"
            )
        )
