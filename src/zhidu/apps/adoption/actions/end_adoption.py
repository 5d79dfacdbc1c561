"""An organisation stops running a book."""

from __future__ import annotations

from datetime import date, timedelta

from zhidu.apps.adoption.access import ADOPT
from zhidu.apps.adoption.actions.adopt import code
from zhidu.apps.adoption.models import Adoption
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Stale, Wrong, act, record


@act("adoption.end", "停用制度")
def end_adoption(*, actor: Actor, adoption: int, last: date, version: int) -> Adoption:
    """*last* is the last day; the day before the first one takes back what has never run."""
    row = held(adoption)
    ADOPT.require(actor, row)
    unchanged(row, version)
    earliest = row.first - timedelta(days=1) if row.first else date.min
    if last < earliest:
        raise Wrong(
            {"last": f"这一段自 {row.first} 起；停用日应不早于 {earliest}（写这一天就是从来没有执行）。"}
        )
    if row.last is not None and last >= row.last:
        raise Wrong({"last": f"已经写明到 {row.last} 止；要停得更早请写更早的一天，要接着执行请另行采用。"})
    before, row.last, row.version = row.last, last, row.version + 1
    row.save(update_fields=["last", "version"])
    record(
        obj=code(row),
        place=row.organization_id,
        on=last,
        changes={"last": (before, last)},
        details={"book": row.book.book, "version": row.book_id},
    )
    return row


def held(pk: int) -> Adoption:
    """The adoption, locked until the act is over. Raises Wrong where there is none."""
    row = (
        Adoption.objects.select_for_update(of=("self",)).select_related("organization").filter(pk=pk).first()
    )
    if row is None:
        raise Wrong("没有这一次采用；请从本组织的采用页重新打开。")
    return row


def unchanged(row: Adoption, version: int) -> None:
    """Raises Stale where somebody else has changed it since it was opened."""
    if row.version != version:
        raise Stale("您打开以后，别人改过这一次采用；请重新打开看过再改，您填的没有存。")
