"""Facts of this app: what was told, to whom, through what, as it stood at the close of a day."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from zhidu.apps.disclosure.models import Former, Notice
from zhidu.apps.disclosure.saving import snapshot
from zhidu.apps.disclosure.states import Audience, Category
from zhidu.domain.rules.facts import Fact
from zhidu.foundation.clock import ZONE

PUBLISHED = {Category.DUES: "dues_published"}
"""Publishing in one of these categories is itself what a clause asks for once a year."""


def facts(*, organizations: Collection[int] | None, known_on: date) -> list[Fact]:
    """What was told by the close of *known_on*; None: by every organisation. Two queries."""
    end = datetime.combine(known_on + timedelta(days=1), time(), ZONE)
    rows = Notice.objects.filter(published_at__lt=end).select_related("matter").order_by("pk")
    former = Former.objects.filter(until__gte=end).order_by("-version")
    if organizations is not None:
        rows = rows.filter(organization__in=organizations)
        former = former.filter(notice__organization__in=organizations)
    # the earliest of the later changes is read last and stays
    before: dict[int, dict[str, Any]] = dict(former.values_list("notice_id", "row"))
    found: list[Fact] = []
    for row in rows:
        found += _facts(row, before.get(row.pk) or snapshot(row), end)
    return found


def _facts(row: Notice, said: Mapping[str, Any], end: datetime) -> Iterator[Fact]:
    """That it was told and, where the category is itself asked for by a clause, that too."""
    withdrawn = row.withdrawn_at if row.withdrawn_at is not None and row.withdrawn_at < end else None
    on = date.fromisoformat(said["first"])
    told = Fact(
        id=row.code,
        subject=f"org-{row.organization_id}",
        measure="disclosure",
        on=on,
        entered_on=_day(row.published_at),
        voided_on=_day(withdrawn) if withdrawn else None,
        planned=on >= end.date(),
        ref=f"activity-{said['about_id']}" if said["about_id"] else "",
        attributes={"audience": Audience(said["audience"]).words, "via": said["via"]},
    )
    measure = PUBLISHED.get(said["category"])
    if measure is not None:
        published = replace(told, id=f"{row.code}.{measure}", measure=measure, attributes={})
        yield published
        told = replace(told, ref=told.ref or published.id)
    if said["category"] == Category.RECRUITMENT and row.matter is not None and said["matter_id"]:
        yield replace(
            told,
            id=f"{row.code}.candidate_published",
            subject=row.matter.code,
            measure="candidate_published",
            # what else is on record about the matter names it too: that is how the two belong together
            ref=row.matter.code,
            attributes={"until": said["last"]} if said["last"] else {},
        )
    yield told


def _day(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()
