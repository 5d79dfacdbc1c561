"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "zhidu.foundation.outbox"
    label = "outbox"
    verbose_name = "消息"

    def ready(self) -> None:
        from zhidu.foundation.jobs import schedule  # noqa: PLC0415 - needs the tables loaded
        from zhidu.foundation.outbox.queries import unread_of  # noqa: PLC0415
        from zhidu.foundation.outbox.worker import deliver_due  # noqa: PLC0415
        from zhidu.foundation.ui import nav  # noqa: PLC0415

        nav.register_reminders("outbox:inbox", unread_of)
        schedule.register("outbox.deliver", every=schedule.MINUTE, run=deliver_due, title="寄出邮件")
