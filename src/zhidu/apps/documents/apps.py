"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "zhidu.apps.documents"
    label = "documents"
    verbose_name = "公文"

    def ready(self) -> None:
        from zhidu.apps.documents import attachments, composing  # noqa: PLC0415 - models must be loaded first
        from zhidu.apps.documents.access import DRAFT  # noqa: PLC0415
        from zhidu.apps.documents.actions.remind import daily  # noqa: PLC0415
        from zhidu.apps.documents.ledgers import job  # noqa: F401, PLC0415 - makes it known
        from zhidu.apps.documents.views.lists import waiting  # noqa: PLC0415
        from zhidu.foundation import slots  # noqa: PLC0415
        from zhidu.foundation.jobs import schedule  # noqa: PLC0415
        from zhidu.foundation.ui import nav  # noqa: PLC0415

        attachments.register()
        composing.declare()
        schedule.register("documents.remind", every=schedule.DAY, run=daily, title="提醒没有签收的公文")
        slots.register(
            slot="activity.side", url_name="documents:about-activity", title="公文", verb=DRAFT, order=30
        )
        slots.register(slot="ballot.side", url_name="documents:about-ballot", title="报上级", verb=DRAFT)
        slots.register(
            slot="procedure.side", url_name="documents:about-case", title="公文", verb=DRAFT, order=30
        )
        nav.register(
            nav.Item(nav.WORK, 50, "documents", "公文", "file-text", "documents:index", DRAFT, count=waiting)
        )
