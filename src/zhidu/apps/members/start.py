"""What the app offers when the site starts."""

from __future__ import annotations

from zhidu.apps.members import accounts, actions, occupied, providers, search
from zhidu.apps.members.access import SEE_NAME
from zhidu.apps.orgs import ports
from zhidu.apps.orgs.occupied import register_before, register_occupied
from zhidu.foundation import slots
from zhidu.foundation.identity import places
from zhidu.foundation.ui import nav

ACTS = actions.__all__


def start() -> None:
    """Register acts, pages in the rail, people for accounts, and what organisations' pages show of people."""
    register_occupied(occupied.still_there)
    register_before(occupied.there_before)
    places.register_people(providers.People())
    places.register_linked(accounts.follow_link)
    search.register()
    ports.register_counts(providers.counts_by_place)
    ports.register_acts(providers.acts_at)
    slots.register(slot="orgs.main", url_name="members:about-node", title="人员", verb=SEE_NAME, order=10)
    nav.register(nav.Item(nav.PEOPLE, 20, "members", "党员", "users", "members:people", verb=SEE_NAME))
