"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "zhidu.foundation.files"
    label = "files"
    verbose_name = "附件"

    def ready(self) -> None:
        from zhidu.foundation.access.actions import follow_tree  # noqa: PLC0415 - needs the tables loaded
        from zhidu.foundation.files.queries import sweep  # noqa: PLC0415
        from zhidu.foundation.jobs import schedule  # noqa: PLC0415

        follow_tree("files.Attachment", "path")
        schedule.register("files.sweep", every=schedule.DAY, run=sweep, title="清理没有归属的文件")
