"""What runs beside the pages: following the journal every moment, and the new day."""

from __future__ import annotations

from zhidu.apps.compliance.actions.remind import not_told, remind
from zhidu.apps.compliance.follow import READER, bring_up, follow, never_judged, tick
from zhidu.apps.compliance.subtotals import never_counted, refresh
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.clock import today
from zhidu.foundation.journal.queries import skip_to_end


def keep_up() -> None:
    """Read the journal to its end; judge and count what never was (after the tables were changed)."""
    while follow().entries:
        continue
    if never := never_judged():
        bring_up(never, today())
    if never_counted():
        refresh(orgs.organization_ids())


def caught_up() -> None:
    """After everything was worked out afresh: what was written before needs no reading."""
    skip_to_end(READER)


def new_day() -> None:
    """Judge everybody as of today, then tell the officers what they have not been told."""
    tick()
    for pk in orgs.organization_ids():
        if not_told(pk):
            remind(actor=SYSTEM, organization=pk)
