"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class AdoptionConfig(AppConfig):
    name = "zhidu.apps.adoption"
    label = "adoption"
    verbose_name = "制度采用"

    def ready(self) -> None:
        """The acts and permissions of the app, and its page in the rail."""
        from zhidu.apps.adoption import actions, search  # noqa: F401, PLC0415 - models must be loaded first
        from zhidu.apps.adoption.access import READ  # noqa: PLC0415
        from zhidu.foundation import slots  # noqa: PLC0415
        from zhidu.foundation.ui import nav  # noqa: PLC0415

        search.register()
        slots.register(
            slot="orgs.side", url_name="adoption:about-organization", title="执行的制度", verb=READ
        )
        nav.register(
            nav.Item(nav.RULES, 10, "rules", "制度", "book-open-text", "adoption:library", verb=READ)
        )
