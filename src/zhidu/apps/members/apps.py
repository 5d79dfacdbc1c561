"""The Django app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

from zhidu.apps.orgs.occupied import register_occupied
from zhidu.foundation.identity import places


class MembersConfig(AppConfig):
    name = "zhidu.apps.members"
    label = "members"
    verbose_name = "党员"

    def ready(self) -> None:
        # models can be read only now
        register_occupied(import_module("zhidu.apps.members.occupied").still_there)
        import_module("zhidu.apps.members.actions")
        places.register_linked(import_module("zhidu.apps.members.accounts").follow_link)
