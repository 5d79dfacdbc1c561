"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "zhidu.apps.dashboards"
    label = "dashboards"
    verbose_name = "首页"

    def ready(self) -> None:
        """The first lines of the rail."""
        from zhidu.apps.compliance.access import SEE_ALL  # noqa: PLC0415 - models must be loaded first
        from zhidu.apps.dashboards import studying  # noqa: PLC0415
        from zhidu.apps.dashboards.administration import (  # noqa: PLC0415
            family,
            verifying,  # noqa: F401 - defines its job
        )
        from zhidu.foundation import slots  # noqa: PLC0415
        from zhidu.foundation.access.roles import MEMBER  # noqa: PLC0415
        from zhidu.foundation.jobs import schedule  # noqa: PLC0415
        from zhidu.foundation.search.index import rebuild  # noqa: PLC0415
        from zhidu.foundation.ui import nav  # noqa: PLC0415

        family.register()
        studying.register()
        # search and jobs do not know of one another
        schedule.register("search.rebuild", every=schedule.DAY, run=rebuild, title="核对搜索的索引")
        slots.register(
            slot="orgs.main",
            url_name="dashboards:about-organization",
            title="做得怎样",
            verb=SEE_ALL,
            order=5,
        )
        nav.register(
            nav.Item(nav.WORK, 10, "today", "今日", "calendar-check", "dashboards:home", phone="今日")
        )
        nav.register(
            nav.Item(nav.RULES, 90, "supervision", "监督", "eye", "dashboards:supervision", verb=SEE_ALL)
        )
        nav.register(
            nav.Item(
                nav.PEOPLE,
                30,
                "me",
                "我的",
                "user-round",
                "dashboards:mine",
                roles=frozenset({MEMBER}),
                phone="我的",
            )
        )
