"""An organisation answers a book's open questions anew, from a day on."""

from __future__ import annotations

from datetime import date, timedelta

from zhidu.apps.adoption.access import ADOPT
from zhidu.apps.adoption.actions.adopt import code, refuse_contradictions
from zhidu.apps.adoption.actions.end_adoption import held, unchanged
from zhidu.apps.adoption.models import Adoption
from zhidu.apps.adoption.settings import Answers, faults
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record


@act("adoption.answer", "明确数字")
def answer(*, actor: Actor, adoption: int, on: date, answers: Answers, version: int) -> Adoption:
    """The adoption ends the day before *on* and goes on from then with *answers*; returns the new stretch."""
    row = held(adoption)
    ADOPT.require(actor, row)
    unchanged(row, version)
    if on < (row.first or date.min) or on > (row.last or date.max):
        until = f"到 {row.last} 止" if row.last else "没有写到哪天为止"
        since = f"自 {row.first} 起" if row.first else "一直"
        raise Wrong({"on": f"这一段采用{since}，{until}；新的回答应从其中的一天起。"})
    given = {clause: dict(one) for clause, one in answers.items() if one}
    if given == row.answers:
        raise Wrong("没有改动：各项回答与原来相同，没有存。")
    if wrong := faults(row.book, given):
        raise Wrong(wrong)
    last, before = row.last, row.answers
    row.last, row.version = on - timedelta(days=1), row.version + 1
    row.save(update_fields=["last", "version"])
    new = Adoption.objects.create(
        organization=row.organization, book=row.book, first=on, last=last, answers=given
    )
    refuse_contradictions(new)
    record(
        obj=code(new),
        place=row.organization_id,
        on=on,
        changes={"answers": (before, given)},
        details={"book": row.book.book, "version": row.book_id, "before": row.pk},
    )
    return new
