"""Writing a notice; the acts share it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from zhidu.apps.activities import queries as activities
from zhidu.apps.disclosure.entries import Entry, faults
from zhidu.apps.disclosure.models import Former, Notice
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Stale, Wrong, record
from zhidu.foundation.clock import now, today

KEPT = ("category", "title", "text", "audience", "via", "first", "last", "about_id", "matter_id")
"""Columns that a correction may change, and that are kept as they stood."""


def an_organization(pk: int) -> Any:  # noqa: ANN401 - a node; its model is another app's
    """The organisation. Raises Wrong for a number that is none."""
    found = orgs.nodes([pk]).get(pk)
    if found is None or found.kind != orgs.ORGANIZATION:
        raise Wrong({"organization": "没有这个组织；请从列表中选择"})
    return found


def fill(notice: Notice, entry: Entry, actor: Actor) -> Notice:
    """The columns of an entry that is right. Raises Wrong with everything that is wrong with it."""
    found = faults(entry, today())
    if entry.about is not None:
        rows = activities.visible_activities(actor).filter(pk=entry.about)
        if not rows.filter(organization=notice.organization_id).exists():
            found["about"] = "没有所指的那条记录；请从列表中选择"
    if entry.matter is not None:
        matters = activities.visible_matters(actor).filter(pk=entry.matter)
        if not matters.filter(organization=notice.organization_id).exists():
            found["matter"] = "没有所指的事项；请从列表中选择"
    if found:
        raise Wrong(found)
    notice.category, notice.audience = entry.category, entry.audience
    notice.title, notice.text = entry.title.strip(), entry.text.strip()
    notice.via = ";".join(sorted(set(entry.via)))
    notice.first, notice.last = entry.first, entry.last
    notice.about_id, notice.matter_id = entry.about, entry.matter
    return notice


def snapshot(notice: Notice) -> dict[str, Any]:
    """What the notice says, as plain JSON."""
    return {name: _plain(getattr(notice, name)) for name in KEPT}


def supersede(notice: Notice, before: Mapping[str, Any], actor: Actor, why: str) -> None:
    """Keep what stood, and count the version up; the caller saves."""
    Former.objects.create(
        notice=notice, version=notice.version, until=now(), by=actor.user, why=why, row=dict(before)
    )
    notice.version += 1


def note(notice: Notice, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """The journal entry."""
    changes = {name: (before.get(name), value) for name, value in after.items() if before.get(name) != value}
    record(
        obj=notice.code,
        place=notice.organization_id,
        on=min(notice.first, today()),
        changes=changes,
        details={"version": notice.version, "audience": notice.audience, "category": notice.category},
    )


def locked(pk: int, version: int) -> Notice:
    """The notice, locked. Raises Wrong where there is none or it was withdrawn, Stale where it was changed."""
    found = (
        Notice.objects.select_for_update(of=("self",)).select_related("organization").filter(pk=pk).first()
    )
    if found is None:
        raise Wrong("没有这件公开的事；请从列表中选择")
    if found.version != version:
        raise Stale("您打开以后，这件公开的事已经被别人改过；您写的没有存，请对照新的内容再改")
    if found.withdrawn_at is not None:
        raise Wrong("这件已经撤回，不能再改；要再公开的，请另发一件")
    return found


def _plain(value: Any) -> Any:  # noqa: ANN401 - a column
    return value.isoformat() if isinstance(value, date) else value
