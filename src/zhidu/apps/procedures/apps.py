"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "zhidu.apps.procedures"
    label = "procedures"
    verbose_name = "程序"

    def ready(self) -> None:
        from zhidu.apps.activities.access import SEE_MATTER  # noqa: PLC0415
        from zhidu.apps.procedures import own_copy, queries  # noqa: PLC0415
        from zhidu.apps.procedures.access import OFFICERS, SEE  # noqa: PLC0415 - models must be loaded first
        from zhidu.apps.procedures.attachments import register  # noqa: PLC0415
        from zhidu.apps.procedures.pack.following import follow  # noqa: PLC0415
        from zhidu.foundation import acts, slots  # noqa: PLC0415
        from zhidu.foundation.ui import nav  # noqa: PLC0415

        register()
        own_copy.declare()
        acts.follow(follow)
        slots.register(
            slot="activity.main", url_name="procedures:about-meeting", title="会前会后", verb=SEE, order=6
        )
        slots.register(slot="matter.side", url_name="procedures:about-matter", title="所走的程序", verb=SEE)
        nav.register_family(
            nav.Family(
                "procedures",
                "程序和事项",
                OFFICERS,
                (
                    nav.Part("按程序办的", "procedures:list", SEE.somewhere),
                    nav.Part(
                        "其他事项",
                        "activities:matters",
                        SEE_MATTER.somewhere,
                        also=frozenset(
                            f"activities:{one}" for one in ("matter", "open-matter", "close-matter")
                        ),
                    ),
                ),
            )
        )
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
