"""What the app offers when the site starts."""

from __future__ import annotations

from zhidu.apps.registry import actions, photos
from zhidu.apps.registry.access import SEE
from zhidu.foundation import slots
from zhidu.foundation.files import store

ACTS = actions.__all__


def start() -> None:
    """Register what pages of people show of their files, and whose the photographs on disk are."""
    store.register_known("registry", photos.known)
    slots.register(slot="members.side", url_name="registry:about-person", title="档案", verb=SEE, order=5)
