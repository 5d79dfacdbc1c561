"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "zhidu.apps.procedures"
    label = "procedures"
    verbose_name = "程序"

    def ready(self) -> None:
        from zhidu.apps.procedures import queries  # noqa: PLC0415
        from zhidu.apps.procedures.access import SEE  # noqa: PLC0415 - models must be loaded first
        from zhidu.apps.procedures.attachments import register  # noqa: PLC0415
        from zhidu.foundation.ui import nav  # noqa: PLC0415

        register()
        nav.register(
            nav.Item(
                nav.WORK,
                55,
                "procedures",
                "程序",
                "route",
                "procedures:list",
                verb=SEE,
                count=lambda request: queries.waiting_for(request.actor).count(),
            )
        )
