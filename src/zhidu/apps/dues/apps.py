"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class DuesConfig(AppConfig):
    name = "zhidu.apps.dues"
    label = "dues"
    verbose_name = "党费"

    def ready(self) -> None:
        from zhidu.apps.dues import own_copy  # noqa: PLC0415
        from zhidu.apps.dues.access import SEE  # noqa: PLC0415 - models must be loaded first
        from zhidu.apps.dues.actions.mark_overdue import daily  # noqa: PLC0415
        from zhidu.apps.dues.papers import declare  # noqa: PLC0415
        from zhidu.foundation.jobs import schedule  # noqa: PLC0415
        from zhidu.foundation.ui import nav  # noqa: PLC0415

        declare()
        own_copy.declare()
        schedule.register("dues.overdue", every=schedule.DAY, run=daily, title="记下逾期没有交的党费")
        nav.register(nav.Item(nav.WORK, 45, "dues", "党费", "coins", "dues:index", verb=SEE))
