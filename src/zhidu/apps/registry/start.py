"""What the app offers when the site starts."""

from __future__ import annotations

from zhidu.apps.members.access import SEE_NAME
from zhidu.apps.registry import actions, photos
from zhidu.apps.registry.access import COUNT, EXPORT, IMPORT, KEEP, SEE
from zhidu.apps.registry.actions.tell_due import daily
from zhidu.foundation import slots
from zhidu.foundation.access.roles import COMMITTEE, SUPERIOR
from zhidu.foundation.files import store
from zhidu.foundation.jobs import schedule
from zhidu.foundation.ui import nav

ACTS = actions.__all__


def start() -> None:
    """Register what pages of people show of their files, and whose the photographs on disk are."""
    store.register_known("registry", photos.known)
    nav.register_family(
        nav.Family(
            "members",
            "党员",
            COMMITTEE | {SUPERIOR},
            (
                nav.Part("名册", "members:people", SEE_NAME.somewhere),
                nav.Part("查找", "registry:roll", KEEP.somewhere),
                nav.Part(
                    "队伍结构", "registry:structures", COUNT.somewhere, frozenset({"registry:structure"})
                ),
                nav.Part(
                    "导入",
                    "registry:imports",
                    IMPORT.somewhere,
                    frozenset({"registry:import", "registry:import-columns", "registry:import-people"}),
                ),
                nav.Part("导出", "registry:export", EXPORT.somewhere),
                nav.Part("更正", "registry:proposals", KEEP.somewhere, frozenset({"registry:proposal"})),
                nav.Part(
                    "保存期限",
                    "registry:retentions",
                    KEEP.somewhere,
                    frozenset({"registry:retention", "registry:erase"}),
                ),
            ),
        )
    )
    schedule.register("registry.retention", every=schedule.DAY, run=daily, title="提醒到了保存期限的档案")
    slots.register(slot="members.side", url_name="registry:about-person", title="档案", verb=SEE, order=5)
