"""What apps above ask of study."""

from __future__ import annotations

from zhidu.apps.learning.access import ANSWER_REPORT
from zhidu.apps.learning.models import Report
from zhidu.apps.learning.reports import State
from zhidu.foundation.access.rules import Actor


def to_confirm(actor: Actor, organization: int, most: int) -> list[Report]:
    """Reports of an organisation that wait for somebody's word and are not the actor's own, the oldest first."""
    rows = Report.objects.filter(organization=organization, state=State.WAITING).exclude(
        person=actor.person or 0
    )
    return list(ANSWER_REPORT.visible(actor, rows).select_related("person").order_by("at", "pk")[:most])
