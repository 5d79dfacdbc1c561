"""Panels that upper apps put on pages of lower ones (栏位).

An app registers in its ``apps.py``::

    slots.register(slot="activity.side", url_name="compliance:about-activity", title="依据的条款")

and the lower page, which knows nothing of it, writes ``{% slot_panels "activity.side" pk=activity.pk %}``. Each
panel is loaded from its own address, so a slow one holds nothing up and checks its own permission.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Verb


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel: where it goes, what serves it, who may open it at all."""

    slot: str
    url_name: str
    title: str
    verb: Verb | None = None
    order: int = 10

    def url(self, keys: Mapping[str, Any]) -> str:
        """Address of the panel about the object that *keys* name."""
        return reverse(self.url_name, kwargs=dict(keys))


_PANELS: dict[tuple[str, str], Panel] = {}


def register(
    *, slot: str, url_name: str, title: str = "相关情况", verb: Verb | None = None, order: int = 10
) -> None:
    """Put the page *url_name* into *slot*. Registering the same page again replaces the first."""
    _PANELS[slot, url_name] = Panel(slot, url_name, title, verb, order)


def panels_for(slot: str, actor: Actor) -> list[Panel]:
    """Panels of *slot* that *actor* may open somewhere, in order; the panel itself checks the object."""
    found = [
        one
        for one in _PANELS.values()
        if one.slot == slot and (one.verb is None or one.verb.somewhere(actor))
    ]
    return sorted(found, key=lambda one: (one.order, one.url_name))
