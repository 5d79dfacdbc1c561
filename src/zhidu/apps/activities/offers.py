"""What may go on the agenda of a meeting to come: what the clauses name, and what earlier meetings left to do."""

from __future__ import annotations

from collections.abc import Iterator

from zhidu.apps.activities.ports import Offer, pending
from zhidu.apps.activities.setting import Setting
from zhidu.domain.rules.kinds.params import Content
from zhidu.foundation.access.rules import Actor

TOPICS = frozenset({"topics", "matter"})
"""Columns that say what a meeting is about: ``matter`` of a decision that belongs to one forum."""
MOST = 12


def of_clauses(setting: Setting) -> list[Offer]:
    """What clauses in force name for a meeting of that kind: what must be on it first, then what only it decides."""
    found: dict[str, Offer] = {}
    ranked = sorted(_named(setting), key=lambda row: row[0])
    for _, offer in ranked:
        found.setdefault(offer.topic, offer)
    return list(found.values())


def _named(setting: Setting) -> Iterator[tuple[int, Offer]]:
    kind = setting.kind.name
    for clause in setting.clauses:
        params = clause.params
        if not isinstance(params, Content) or params.column not in TOPICS:
            continue
        of_it = params.event == kind and params.column == "topics"
        groups = (
            (0, "必须有", params.must_include if of_it else frozenset()),
            (1, "须由本会定", params.reserved if kind in params.reserved_to else frozenset()),
            (2, "", params.allowed if of_it else frozenset()),
        )
        for rank, mark, tokens in groups:
            for token in sorted(tokens):
                title = setting.words.word(token, clause.book)
                yield rank, Offer(title, f"{clause.title}（{clause.source}）", token, mark)


def left_over(setting: Setting, actor: Actor) -> list[Offer]:
    """What earlier meetings left to this one, as the apps above know it."""
    here = setting.place
    return pending(actor, here.node.id, here.organization.id, setting.kind.name)[:MOST]
