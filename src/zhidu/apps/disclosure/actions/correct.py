"""Correcting what was disclosed (更正); what it said before stays."""

from __future__ import annotations

from zhidu.apps.disclosure.access import KEEP
from zhidu.apps.disclosure.entries import Entry
from zhidu.apps.disclosure.models import Notice
from zhidu.apps.disclosure.saving import fill, locked, note, snapshot, supersede
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act


@act("disclosure.correct", "更正公开的事")
def correct(*, actor: Actor, notice: int, version: int, entry: Entry, reason: str) -> Notice:
    """Write *entry* over a notice, with the reason. Ending it early or making it last is a correction too."""
    found = locked(notice, version)
    KEEP.require(actor, found)
    why = reason.strip()
    if not why or len(why) > 300:
        raise Wrong({"reason": "应写明为什么更正，不超过 300 字"})
    before = snapshot(found)
    fill(found, entry, actor)
    if snapshot(found) == before:
        raise Wrong("没有改动；要更正的请改好再存，不更正的请返回")
    supersede(found, before, actor, why)
    found.save()
    note(found, before, snapshot(found))
    return found
