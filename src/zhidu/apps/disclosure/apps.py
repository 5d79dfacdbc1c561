"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "zhidu.apps.disclosure"
    label = "disclosure"
    verbose_name = "公开"

    def ready(self) -> None:
        from zhidu.apps.disclosure.access import SEE  # noqa: PLC0415 - models must be loaded first
        from zhidu.apps.disclosure.attachments import register  # noqa: PLC0415
        from zhidu.apps.disclosure.publishing import NoticePublisher  # noqa: PLC0415
        from zhidu.apps.procedures.ports import register_publisher  # noqa: PLC0415
        from zhidu.foundation import slots  # noqa: PLC0415
        from zhidu.foundation.ui import nav  # noqa: PLC0415

        register()
        register_publisher(NoticePublisher())
        slots.register(
            slot="activity.side", url_name="disclosure:about-activity", title="公开", verb=SEE, order=20
        )
        nav.register(nav.Item(nav.RULES, 60, "disclosure", "公开", "megaphone", "disclosure:index", verb=SEE))
