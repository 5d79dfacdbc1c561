"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class TransfersConfig(AppConfig):
    name = "zhidu.apps.transfers"
    label = "transfers"
    verbose_name = "组织关系"

    def ready(self) -> None:
        from zhidu.apps.transfers import own_copy, papers, tick  # noqa: PLC0415 - models must be loaded first
        from zhidu.apps.transfers.access import SEE, SEE_GUEST  # noqa: PLC0415
        from zhidu.apps.transfers.family import FAMILY  # noqa: PLC0415
        from zhidu.foundation import slots  # noqa: PLC0415
        from zhidu.foundation.ui import nav  # noqa: PLC0415

        own_copy.declare()
        papers.declare()
        tick.register()
        nav.register_family(FAMILY)
        slots.register(slot="members.side", url_name="transfers:about-person", title="组织关系和外出")
        for slot in ("activity.side", "meeting.side"):
            slots.register(
                slot=slot, url_name="transfers:guests-here", title="流入的党员", verb=SEE_GUEST, order=40
            )
        slots.register(slot="absence.side", url_name="transfers:about-absence", title="外出时间长")
        nav.register(
            nav.Item(nav.PEOPLE, 25, "transfers", "组织关系", "arrow-right-left", "transfers:index", verb=SEE)
        )
