"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class RecruitmentConfig(AppConfig):
    name = "zhidu.apps.recruitment"
    label = "recruitment"
    verbose_name = "发展党员"

    def ready(self) -> None:
        from zhidu.apps.procedures.ports import register_guard  # noqa: PLC0415 - models must be loaded first
        from zhidu.apps.recruitment.access import SEE  # noqa: PLC0415
        from zhidu.apps.recruitment.following import follow  # noqa: PLC0415
        from zhidu.apps.recruitment.gates import GATEKEEPER  # noqa: PLC0415
        from zhidu.apps.recruitment.papers import declare  # noqa: PLC0415
        from zhidu.foundation import acts, slots  # noqa: PLC0415
        from zhidu.foundation.ui import nav  # noqa: PLC0415

        acts.follow(follow)
        register_guard(GATEKEEPER)
        declare()
        slots.register(
            slot="procedure.main",
            url_name="recruitment:about-case",
            title="发展党员",
            verb=SEE,
            order=5,
        )
        nav.register(
            nav.Item(nav.WORK, 57, "recruitment", "发展党员", "user-plus", "recruitment:list", verb=SEE)
        )
