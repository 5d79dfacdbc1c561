"""Relieving (免职): the last day a post is held."""

from __future__ import annotations

from datetime import date

from zhidu.apps.members.accounts import account_of
from zhidu.apps.members.appointing import verb_for
from zhidu.apps.members.changing import post_ended, same_version
from zhidu.apps.members.entries import a_day
from zhidu.apps.members.models import Post
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record


@act("members.relieve", "免职")
def relieve(*, actor: Actor, post: int, last: date, version: int | None = None) -> Post:
    """*last* is the last day the post is held; the role it gave ends that day."""
    if not Post.objects.select_for_update(no_key=True).filter(pk=post).first():
        raise Wrong({"post": "没有这项任职；请从列表中选择"})
    row = Post.objects.select_related("person", "organization", "group").get(pk=post)
    verb_for(row.post).require(actor, row)
    same_version(row, version)
    if row.last is not None:
        raise Wrong(f"{row.person.name}的{row.post_name}已于 {row.last} 免去；不用再办")
    if fault := a_day(last, what="最后一天"):
        raise Wrong({"last": fault})
    if row.first is not None and last < row.first:
        raise Wrong({"last": f"写的是 {last}；任职从 {row.first} 起，应在这一天或以后"})
    post_ended(row, last, account_of(row.person_id))
    record(obj=row.code, place=row.organization_id, on=last, changes={"last": (None, last)})
    return row
