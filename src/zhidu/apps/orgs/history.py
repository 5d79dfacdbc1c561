"""What the journal tells of an object, as a timeline: who did what, when it happened and when it was entered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from zhidu.apps.orgs import attributes
from zhidu.apps.orgs.models import Node
from zhidu.domain.rules.vocabulary import SUBJECT_TYPES, WORDS
from zhidu.foundation.acts import acts
from zhidu.foundation.clock import ZONE
from zhidu.foundation.identity import queries as identity
from zhidu.foundation.journal.models import Entry
from zhidu.foundation.journal.queries import changes_of
from zhidu.foundation.ui.shapes import Event

MOST = 50
"""Entries on a page; older ones stay in the journal."""
NODES = frozenset({"parent", "organization", "group"})
"""Columns that hold the id of a node."""
LABELS = {
    "name": "名称",
    "type": "类型",
    "parent": "上级",
    "organization": "组织",
    "group": "党小组",
    "until": "最后一天",
    "last": "最后一天",
    "post": "职务",
    "ended": "原因",
    "first": "自",
}
_CORRECTING = frozenset(
    {
        "members.correct_name",
        "members.correct_stretch",
        "members.correct_post",
        "orgs.correct_spell",
    }
)


def events(codes: Collection[str], words: Mapping[str, str] | None = None) -> list[Event]:
    """Everything that was done to the objects *codes*, newest first. At most three queries.

    *words* are values of columns that this app does not know.
    """
    rows = Entry.objects.filter(object__in=list(codes)).select_related("old_values").order_by("-id")[:MOST]
    entries = [(entry, changes_of(entry) or {}) for entry in rows]
    people = identity.names({entry.actor for entry, _ in entries if entry.actor is not None})
    nodes = _nodes(changes for _, changes in entries)
    known = acts()
    found = []
    for entry, changes in entries:
        said = _said(changes, nodes, words or {})
        who = people.get(entry.actor, "已不在的帐号") if entry.actor is not None else "系统"
        title = known[entry.act].title if entry.act in known else entry.act
        if "count" in entry.details:
            title += f"，{entry.details['count']} 项"
        found.append(
            Event(
                title=title,
                on=entry.happened_on,
                entered=entry.entered_at.astimezone(ZONE).date(),
                sign="correction" if entry.act in _CORRECTING else "met",
                note="。".join(part for part in (f"{who}办理", said) if part),
            )
        )
    return found


def _nodes(changes: Any) -> dict[int, str]:  # noqa: ANN401 - mappings of columns
    ids = {
        value
        for one in changes
        for column, pair in one.items()
        if column in NODES
        for value in pair
        if isinstance(value, int)
    }
    return dict(Node.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def _said(changes: Mapping[str, Any], nodes: Mapping[int, str], words: Mapping[str, str]) -> str:
    parts = []
    for column, (old, new) in changes.items():
        before, after = (_shown(column, value, nodes, words) for value in (old, new))
        if not (before or after):
            continue
        label = LABELS.get(column) or attributes.label(column)
        if not before:
            parts.append(f"{label}：{after}")
        else:
            parts.append(f"{label}：{before} → {after or '不再有'}")
    return "；".join(parts)


def _shown(column: str, value: Any, nodes: Mapping[int, str], words: Mapping[str, str]) -> str:  # noqa: ANN401
    if value in (None, ""):
        return ""
    if column in NODES:
        return nodes.get(value, f"第 {value} 号")
    text = str(value)
    if column == "type" and text in SUBJECT_TYPES:
        return SUBJECT_TYPES[text].chinese
    return words.get(text) or attributes.shown_value(column, text) or WORDS.get(text, text)
