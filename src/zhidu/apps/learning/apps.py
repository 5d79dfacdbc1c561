"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "zhidu.apps.learning"
    label = "learning"
    verbose_name = "学习"

    def ready(self) -> None:
        from zhidu.apps.activities.access import SEE as SEE_ACTIVITY  # noqa: PLC0415 - models must be loaded first
        from zhidu.apps.learning import attachments, papers, search  # noqa: PLC0415
        from zhidu.apps.learning.access import SEE  # noqa: PLC0415
        from zhidu.foundation import slots  # noqa: PLC0415
        from zhidu.foundation.ui import nav  # noqa: PLC0415

        papers.declare()
        attachments.register()
        search.register()
        slots.register(
            slot="activity.main",
            url_name="learning:presence",
            title="名册以外到场的人",
            verb=SEE_ACTIVITY,
            order=9,
        )
        slots.register(
            slot="activity.main", url_name="learning:notebooks", title="学习笔记", verb=SEE_ACTIVITY, order=8
        )
        slots.register(slot="my.side", url_name="learning:to-do", title="学习", order=6)
        nav.register(nav.Item(nav.WORK, 50, "learning", "学习", "book-open", "learning:index", verb=SEE))
