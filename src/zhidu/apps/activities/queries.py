"""What other apps may ask about activities and matters."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from zhidu.apps.activities.access import SEE, SEE_MATTER
from zhidu.apps.activities.models import Activity, Matter
from zhidu.domain.rules.subjects import Spell, Subject
from zhidu.foundation.access.rules import Actor


def visible_activities(actor: Actor) -> QuerySet[Activity]:
    """Records that *actor* may see."""
    return SEE.visible(actor, Activity.objects.all())


def visible_matters(actor: Actor) -> QuerySet[Matter]:
    """Matters that *actor* may see."""
    return SEE_MATTER.visible(actor, Matter.objects.all())


def matter_subjects(organization_ids: Collection[int] | None) -> list[Subject]:
    """Matters of some organisations (None: of all) as the rules see them; one query."""
    rows = Matter.objects.all()
    if organization_ids is not None:
        rows = rows.filter(organization__in=organization_ids)
    return [
        Subject(
            one.code,
            (
                Spell(
                    type=one.type,
                    belongs_to=f"org-{one.organization_id}",
                    first=one.first or date.min,
                    last=one.last or date.max,
                    attributes={"name": one.title, **one.attributes},
                ),
            ),
        )
        for one in rows
    ]
