"""What the app offers when the site starts."""

from __future__ import annotations

from zhidu.apps.orgs import actions, providers, search
from zhidu.apps.orgs.access import SEE
from zhidu.foundation.identity import places
from zhidu.foundation.ui import nav

ACTS = actions.__all__


def start() -> None:
    """Register acts, the page in the rail, places for accounts, and the organisation switch."""
    places.register(providers.Places())
    search.register()
    nav.register_where(providers.where)
    nav.register(nav.Item(nav.PEOPLE, 10, "orgs", "组织", "network", "orgs:tree", verb=SEE))
