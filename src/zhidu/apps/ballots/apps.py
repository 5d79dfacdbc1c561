"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class BallotsConfig(AppConfig):
    name = "zhidu.apps.ballots"
    label = "ballots"
    verbose_name = "表决"

    def ready(self) -> None:
        from zhidu.apps.activities.ports import register_pending  # noqa: PLC0415 - models must be loaded first
        from zhidu.apps.ballots import papers  # noqa: PLC0415
        from zhidu.apps.ballots.access import SEE, SEE_TERMS  # noqa: PLC0415
        from zhidu.apps.ballots.gate import BallotGate  # noqa: PLC0415
        from zhidu.apps.ballots.meeting import Kept  # noqa: PLC0415
        from zhidu.apps.ballots.pending import pending  # noqa: PLC0415
        from zhidu.apps.meetings.ports import register_votes  # noqa: PLC0415
        from zhidu.apps.members.pointing import keep_fixed  # noqa: PLC0415
        from zhidu.apps.procedures import ports  # noqa: PLC0415
        from zhidu.apps.procedures.access import SEE as SEE_CASE  # noqa: PLC0415
        from zhidu.foundation import slots  # noqa: PLC0415
        from zhidu.foundation.access.roles import SUPERIOR  # noqa: PLC0415
        from zhidu.foundation.ui import nav  # noqa: PLC0415

        keep_fixed("ballots", "有表决的名单或结果，定下以后不能改")
        papers.declare()
        register_pending("ballots", pending)
        nav.register(nav.Item(nav.WORK, 25, "ballots", "表决", "vote", "ballots:list", verb=SEE))
        slots.register(
            slot="activity.side", url_name="ballots:about-activity", title="这次会的表决", verb=SEE, order=5
        )
        slots.register(slot="meeting.side", url_name="ballots:about-activity", title="这次会的表决", verb=SEE)
        slots.register(slot="orgs.side", url_name="ballots:about-term", title="任期", verb=SEE_TERMS, order=6)
        nav.register(
            nav.Item(
                nav.RULES,
                91,
                "terms",
                "换届",
                "calendar-clock",
                "ballots:terms",
                SEE_TERMS,
                frozenset({SUPERIOR}),
            )
        )
        slots.register(slot="procedure.main", url_name="ballots:about-case", title="选举", verb=SEE_CASE)
        slots.register(slot="meeting.point", url_name="ballots:about-point", title="这一项的表决", verb=SEE)
        ports.register_gate(ports.BALLOT, BallotGate())
        register_votes(Kept())
