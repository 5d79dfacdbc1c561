"""Attachments of a record: whoever sees the record opens them, whoever may correct it adds to them."""

from __future__ import annotations

from zhidu.apps.activities.access import CORRECT, SEE
from zhidu.apps.activities.models import Activity
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Verb
from zhidu.foundation.files.owners import Where, register_owner


def register() -> None:
    """Make records owners of attachments."""
    register_owner(
        "activity",
        can_see=lambda actor, pk: _may(SEE, actor, pk),
        can_change=lambda actor, pk: _may(CORRECT, actor, pk),
        where=_where,
        words="能看这条记录的人",
    )


def _found(pk: int) -> Activity:
    return Activity.objects.select_related("node", "organization").get(pk=pk)


def _may(verb: Verb, actor: Actor, pk: int) -> bool:
    found = Activity.objects.select_related("node", "organization").filter(pk=pk).first()
    return found is not None and verb.can(actor, found)


def _where(pk: int) -> Where:
    found = _found(pk)
    return Where(
        path=found.node.path,
        place=found.organization_id,
        url=found.get_absolute_url(),
        title=f"{found.kind_name} {found.on.month}月{found.on.day}日",
    )
