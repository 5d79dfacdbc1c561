"""Leaving (离开): the last day somebody belongs to any organisation of the site."""

from __future__ import annotations

from datetime import date

from zhidu.apps.members.access import KEEP
from zhidu.apps.members.accounts import account_of, take_role
from zhidu.apps.members.changing import happening, locked, posts_ended, present, same_version
from zhidu.apps.members.models import Person
from zhidu.foundation.access.roles import MEMBER
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record

REASONS = {
    "transferred_out": "转往本系统以外",
    "died": "去世",
    "withdrew": "退党",
    "lapsed": "自行脱党予以除名",
    "removed": "劝退或除名",
    "suspended": "停止党籍",
    "expelled": "开除党籍",
    "not_confirmed": "取消预备党员资格",
    "stopped": "不再作为发展中的同志",
    "other": "其他",
}


@act("members.leave", "登记离开")
def leave(*, actor: Actor, person: int, last: date, why: str, version: int | None = None) -> Person:
    """*last* is the last day; *why* one of :data:`REASONS`. Posts and roles end that day."""
    row = locked(person)
    KEEP.require(actor, row)
    same_version(row, version)
    before = present(row)
    happening(last, before, "last")
    if why not in REASONS:
        raise Wrong({"why": f"没有选原因；应为 {'、'.join(REASONS.values())} 之一"})
    before.last, before.ended = last, why
    before.save()
    take_role(account_of(row.pk), MEMBER, before.organization.path, last)
    posts_ended(row, last)
    row.until = last
    row.version += 1
    row.save()
    record(
        obj=row.code,
        place=before.organization_id,
        on=last,
        changes={"until": (None, last), "ended": ("", why)},
    )
    return row
