"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "zhidu.apps.meetings"
    label = "meetings"
    verbose_name = "会务"

    def ready(self) -> None:
        from zhidu.apps.activities.access import SEE  # noqa: PLC0415 - models must be loaded first
        from zhidu.foundation import slots  # noqa: PLC0415

        slots.register(
            slot="activity.main", url_name="meetings:about-activity", title="会场", verb=SEE, order=5
        )
